import Crypto
import SwiftASN1
import TLSIdentity

/// Reads a certificate's fields from its DER encoding (RFC 5280 §4.1).
///
/// X509's `Certificate` is not used for this. It refuses a certificate whose key or signature it cannot verify (DSA,
/// brainpool, MD5), and those are the ones to show.
enum CertificateDecoder {
    /// Far above any real certificate, to bound the memory for hostile input.
    static let sizeLimit = 256 * 1024

    struct Body {
        var version: Int
        var serialNumber: [UInt8]
        var issuer: DirectoryName
        var notBefore: Timestamp
        var notAfter: Timestamp
        var subject: DirectoryName
        var publicKey: PublicKeyKind
        var publicKeyDER: [UInt8]
        var signature: SignatureKind
    }

    /// Why decoding stopped; the text names the part.
    private struct Broken: Error {
        var part: String
    }

    static func decode(_ der: [UInt8]) throws(CertificateDefect) -> PresentedCertificate {
        if der.isEmpty { throw .empty }
        if der.count > sizeLimit { throw .tooLarge(der.count) }
        if let expected = EncodedLength.total(of: der), expected != der.count {
            if expected > der.count { throw .truncated(expected: expected, found: der.count) }
            if let thing = EncodedThing(der: Array(der[..<expected])) { throw .somethingElse(thing) }
            throw .trailingBytes(der.count - expected)
        }
        do {
            let root = try DER.parse(der)
            let parts = try root.elements("the certificate")
            guard parts.count == 3, parts[0].identifier == .sequence, let body = try? parts[0].elements("the body"),
                body.count >= 6
            else {
                if let thing = EncodedThing(root: root) { throw CertificateDefect.somethingElse(thing) }
                throw Broken(part: "its structure")
            }
            let signature = try SignatureKind(algorithm: parts[1])
            let (fields, extensions) = try decode(body: body, signature: signature)
            return PresentedCertificate(
                der: der, body: fields, extensions: extensions, fingerprint: Array(SHA256.hash(data: der)))
        } catch let defect as CertificateDefect {
            throw defect
        } catch let broken as Broken {
            throw .malformed(broken.part)
        } catch {
            if let thing = EncodedThing(der: der) { throw .somethingElse(thing) }
            throw .malformed("its encoding")
        }
    }

    private static func decode(body: [ASN1Node], signature: SignatureKind) throws -> (Body, Extensions) {
        var rest = body[...]
        var version = 1
        if rest.first?.identifier == ASN1Identifier(tagWithNumber: 0, tagClass: .contextSpecific) {
            let number = try named("its version") { try rest.removeFirst().elements("version").first?.integerBytes() }
            version = (number?.last).map { Int($0) + 1 } ?? 1
        }
        guard rest.count >= 6 else {
            if let thing = EncodedThing.request(body: body) { throw CertificateDefect.somethingElse(thing) }
            throw Broken(part: "its body")
        }
        let fields = Array(rest)
        let serialNumber = try named("its serial number") { try fields[0].integerBytes() }
        let issuer = try named("its issuer") { try DirectoryName(node: fields[2]) }
        let dates = try named("its validity") { try fields[3].elements("validity") }
        guard dates.count == 2 else { throw Broken(part: "its validity") }
        let notBefore = try named("its date notBefore") { try Timestamp(node: dates[0]) }
        let notAfter = try named("its date notAfter") { try Timestamp(node: dates[1]) }
        let subject = try named("its subject") { try DirectoryName(node: fields[4]) }
        let publicKey = try named("its public key") { try PublicKeyKind(node: fields[5]) }
        var extensions = Extensions()
        let extensionsTag = ASN1Identifier(tagWithNumber: 3, tagClass: .contextSpecific)
        if let node = fields.dropFirst(6).first(where: { $0.identifier == extensionsTag }) {
            try named("its list of extensions") { try extensions.read(node) }
        }
        let result = Body(
            version: version, serialNumber: serialNumber, issuer: issuer, notBefore: notBefore, notAfter: notAfter,
            subject: subject, publicKey: publicKey, publicKeyDER: Array(fields[5].encodedBytes), signature: signature)
        return (result, extensions)
    }

    private static func named<Result>(_ part: String, _ read: () throws -> Result) throws -> Result {
        do { return try read() } catch { throw Broken(part: part) }
    }
}

/// The length in the header of the outermost DER element.
enum EncodedLength {
    /// The bytes of the first element, header included; `nil` without a valid header of a sequence.
    static func total(of der: [UInt8]) -> Int? {
        guard der.count >= 2, der[0] == 0x30 else { return nil }
        if der[1] < 0x80 { return 2 + Int(der[1]) }
        let count = Int(der[1] & 0x7F)
        guard (1...4).contains(count), der.count >= 2 + count else { return nil }
        return der[2..<2 + count].reduce(0) { $0 << 8 | Int($1) } + 2 + count
    }
}

extension ASN1Node {
    struct Unexpected: Error {}

    /// The nodes inside a constructed one.
    func elements(_: StaticString) throws -> [ASN1Node] {
        guard case .constructed(let nodes) = content else { throw Unexpected() }
        return Array(nodes)
    }

    /// The bytes of a primitive node.
    func primitiveBytes() throws -> [UInt8] {
        guard case .primitive(let bytes) = content else { throw Unexpected() }
        return Array(bytes)
    }

    /// The two's complement of an INTEGER, as encoded.
    func integerBytes() throws -> [UInt8] {
        guard identifier == .integer else { throw Unexpected() }
        return try primitiveBytes()
    }

    /// An object identifier as `1.2.3`.
    func objectIdentifier() throws -> String {
        try ASN1ObjectIdentifier(derEncoded: self).description
    }
}

extension Timestamp {
    /// UTCTime or GeneralizedTime.
    init(node: ASN1Node) throws {
        if node.identifier == .utcTime {
            let time = try UTCTime(derEncoded: node)
            self.init(
                year: time.year, month: time.month, day: time.day, hour: time.hours, minute: time.minutes,
                second: time.seconds)
        } else {
            let time = try GeneralizedTime(derEncoded: node)
            self.init(
                year: time.year, month: time.month, day: time.day, hour: time.hours, minute: time.minutes,
                second: time.seconds)
        }
    }
}

extension DirectoryName {
    init(node: ASN1Node) throws {
        guard node.identifier == .sequence else { throw ASN1Node.Unexpected() }
        var attributes: [Attribute] = []
        for set in try node.elements("name") {
            for pair in try set.elements("relative name") {
                let parts = try pair.elements("attribute")
                guard parts.count == 2 else { throw ASN1Node.Unexpected() }
                attributes.append(
                    Attribute(type: try parts[0].objectIdentifier(), value: Self.string(parts[1])))
            }
        }
        self.attributes = attributes
        der = Array(node.encodedBytes)
    }

    /// The text of a DirectoryString of any type, with replacement characters for invalid bytes.
    private static func string(_ node: ASN1Node) -> String {
        guard case .primitive(let bytes) = node.content else { return "" }
        switch node.identifier {
        case .bmpString:
            let units = stride(from: bytes.startIndex, to: bytes.endIndex - 1, by: 2).map {
                UInt16(bytes[$0]) << 8 | UInt16(bytes[$0 + 1])
            }
            return String(decoding: units, as: UTF16.self)
        case .teletexString:
            // Latin-1 in practice, not T.61.
            var text = String.UnicodeScalarView()
            text.append(contentsOf: bytes.map { Unicode.Scalar($0) })
            return String(text)
        default: return String(decoding: bytes, as: UTF8.self)
        }
    }
}
