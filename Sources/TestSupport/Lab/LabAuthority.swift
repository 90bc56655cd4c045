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

/// A certificate of a web server in the lab.
public struct LabCertificate: Sendable, Hashable {
    public enum Kind: Sendable, Hashable {
        case good
        /// The certificate that follows the good one.
        case renewed
        case expired
        case notYetValid
        case selfSigned
        case withoutIntermediate
        /// The chain has an intermediate certificate that has expired.
        case expiredIntermediate
        /// The chain ends in a cross-signed root that has expired, which no client needs.
        case expiredCrossSign
        /// The certificate of an authority that is not trusted.
        case foreign
        /// The server does not use TLS.
        case none
    }

    public var kind: Kind
    /// The names and addresses in the certificate.
    public var names: [String]

    public init(_ kind: Kind, for names: [String] = ["{name}"]) {
        self.kind = kind
        self.names = names
    }

    /// A valid certificate for the name of the scenario.
    public static let good = LabCertificate(.good)
    public static let plainHTTP = LabCertificate(.none)
    public static func good(for names: String...) -> LabCertificate { LabCertificate(.good, for: names) }
}

/// The authority that the lab trusts, which creates chains and keys.
struct LabAuthority {
    private let now = Int64(time(nil))
    private static let secondsOfDay: Int64 = 86_400

    /// Returns the trusted roots as PEM.
    func roots() throws -> String { try authority("Lab Root", issuer: "Lab Root").pem }

    /// Returns the chain that the server presents as PEM.
    func chain(_ certificate: LabCertificate) throws -> String {
        let issuer = certificate.kind == .foreign ? "Foreign" : "Lab"
        var request = TestAuthority.Request(issuer: "\(issuer) Intermediate", subjectKey: "lab server")
        request.names = certificate.names.map(Self.name)
        request.notBefore = day(-10)
        request.notAfter = day(80)
        request.serial = 1000
        switch certificate.kind {
        case .renewed: (request.serial, request.notBefore, request.notAfter) = (1001, day(-1), day(89))
        case .expired: (request.notBefore, request.notAfter) = (day(-90), day(-2))
        case .notYetValid: (request.notBefore, request.notAfter) = (day(2), day(80))
        case .selfSigned:
            request.issuer = certificate.names.first ?? ""
            request.subject = request.issuer
            request.issuerKey = "lab server"
        // Certificates of public authorities say where that of their issuer is. Nothing in the lab fetches it.
        case .withoutIntermediate: request.issuerAddress = "http://authority.lab/intermediate.der"
        case .good, .expiredIntermediate, .expiredCrossSign, .foreign, .none: break
        }
        let leaf = try TestAuthority.certificate(request).pem
        switch certificate.kind {
        case .selfSigned, .withoutIntermediate: return leaf
        case .expiredIntermediate:
            return try leaf + authority("Lab Intermediate", issuer: "Lab Root", until: -3).pem
        case .expiredCrossSign:
            let crossSigned = try authority("Lab Root", issuer: "Old Root", until: -30)
            return try leaf + authority("Lab Intermediate", issuer: "Lab Root").pem + crossSigned.pem
        default: return try leaf + authority("\(issuer) Intermediate", issuer: "\(issuer) Root").pem
        }
    }

    /// The private key of all servers.
    static var key: String { TestAuthority.key("lab server").pemRepresentation + "\n" }

    private func authority(_ name: String, issuer: String, until days: Int64 = 4000) throws -> PresentedCertificate {
        try TestAuthority.authority(name, issuer: issuer) { request in
            request.notBefore = day(-400)
            request.notAfter = day(days)
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

/// The signing keys that a server publishes.
public enum LabKeys: Sendable {
    case good
    /// Keys that were valid until yesterday.
    case expired
    /// Keys that are signed with another key.
    case wronglySigned
    /// The keys of another server.
    case of(String)
    case unsigned

    /// Returns the response to `/_matrix/key/v2/server`, which is canonical JSON with a signature as in the specification.
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

    /// Encodes without padding, as Matrix does.
    private static func base64(_ bytes: Data) -> String {
        bytes.base64EncodedString().trimmingSuffix(while: { $0 == "=" })
    }
}

extension String {
    fileprivate func trimmingSuffix(while drops: (Character) -> Bool) -> String {
        String(self[..<(lastIndex { !drops($0) }.map { index(after: $0) } ?? startIndex)])
    }
}
