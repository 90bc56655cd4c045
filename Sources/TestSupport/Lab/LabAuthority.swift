import Certificates
import Crypto
import DNS
import TLSIdentity

import struct FoundationEssentials.Data

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// A certificate of a web server in the lab, by what is good or bad about it.
public struct LabCertificate: Sendable, Hashable {
    public enum Kind: Sendable, Hashable {
        case good
        case expired
        case notYetValid
        case selfSigned
        case withoutIntermediate
        /// By an authority that nobody knows.
        case foreign
        /// There is no TLS at all.
        case none
    }

    public var kind: Kind
    /// Names, and addresses, that it is for.
    public var names: [String]

    public init(_ kind: Kind, for names: [String] = ["{name}"]) {
        self.kind = kind
        self.names = names
    }

    /// For the scenario's own name.
    public static let good = LabCertificate(.good)
    public static let plainHTTP = LabCertificate(.none)
    public static func good(for names: String...) -> LabCertificate { LabCertificate(.good, for: names) }
}

/// The authority that the lab trusts, with the chains and keys it makes.
struct LabAuthority {
    private let now = Int64(time(nil))
    private static let secondsOfDay: Int64 = 86_400

    /// The roots that are trusted, as PEM.
    func roots() throws -> String { try authority("Lab Root", issuer: "Lab Root").pem }

    /// What the server shows, as PEM.
    func chain(_ certificate: LabCertificate) throws -> String {
        let issuer = certificate.kind == .foreign ? "Foreign" : "Lab"
        var request = TestAuthority.Request(issuer: "\(issuer) Intermediate", subjectKey: "lab server")
        request.names = certificate.names.map(Self.name)
        request.notBefore = day(-10)
        request.notAfter = day(80)
        request.serial = 1000
        switch certificate.kind {
        case .expired: (request.notBefore, request.notAfter) = (day(-90), day(-2))
        case .notYetValid: (request.notBefore, request.notAfter) = (day(2), day(80))
        case .selfSigned:
            request.issuer = certificate.names.first ?? ""
            request.subject = request.issuer
            request.issuerKey = "lab server"
        case .good, .withoutIntermediate, .foreign, .none: break
        }
        let leaf = try TestAuthority.certificate(request).pem
        switch certificate.kind {
        case .selfSigned, .withoutIntermediate: return leaf
        default: return try leaf + authority("\(issuer) Intermediate", issuer: "\(issuer) Root").pem
        }
    }

    /// Of every server.
    static var key: String { TestAuthority.key("lab server").pemRepresentation + "\n" }

    private func authority(_ name: String, issuer: String) throws -> PresentedCertificate {
        try TestAuthority.authority(name, issuer: issuer) { request in
            request.notBefore = day(-400)
            request.notAfter = day(4000)
        }
    }

    private func day(_ days: Int64) -> Timestamp {
        Timestamp(seconds: now).advanced(bySeconds: days * Self.secondsOfDay)
    }

    private static func name(_ text: String) -> TestAuthority.Name {
        switch IPAddress(text) {
        case .v4(let value): .ip(withUnsafeBytes(of: value.bigEndian) { Array($0) })
        case .v6(let value): .ip(withUnsafeBytes(of: value.bigEndian) { Array($0) })
        case nil: .dns(text)
        }
    }
}

/// The keys that a server publishes for its signatures, by what is good or bad about them.
public enum LabKeys: Sendable {
    case good
    /// They were good until yesterday.
    case expired
    /// Signed with another key than the one in them.
    case wronglySigned
    /// Those of a server of this name.
    case of(String)
    case unsigned

    /// The answer to `/_matrix/key/v2/server`, signed as the specification wants it: over canonical JSON, which this is.
    func document(_ serverName: String) throws -> String {
        let key = try Curve25519.Signing.PrivateKey(rawRepresentation: SHA256.hash(data: Array(serverName.utf8)))
        var name = serverName
        if case .of(let other) = self { name = other }
        var until = Int(time(nil)) + 86_400
        if case .expired = self { until -= 2 * 86_400 }
        let head = #"{"old_verify_keys":{},"server_name":"\#(name)","#
        let rest = """
            "valid_until_ts":\(until)000,"verify_keys":{"ed25519:lab":{"key":"\(Self.base64(key.publicKey.rawRepresentation))"}}}
            """
        var signer = key
        if case .wronglySigned = self { signer = Curve25519.Signing.PrivateKey() }
        if case .unsigned = self { return head + rest }
        let signature = Self.base64(try signer.signature(for: Array((head + rest).utf8)))
        return head + #""signatures":{"\#(name)":{"ed25519:lab":"\#(signature)"}},"# + rest
    }

    /// Without padding, as Matrix has it.
    private static func base64(_ bytes: Data) -> String {
        bytes.base64EncodedString().trimmingSuffix(while: { $0 == "=" })
    }
}

extension String {
    fileprivate func trimmingSuffix(while drops: (Character) -> Bool) -> String {
        String(self[..<(lastIndex { !drops($0) }.map { index(after: $0) } ?? startIndex)])
    }
}
