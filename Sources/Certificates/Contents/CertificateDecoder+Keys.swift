import SwiftASN1

extension PublicKeyKind {
    /// Reads a SubjectPublicKeyInfo (RFC 5280 §4.1.2.7, RFC 3279 §2.3, RFC 5480, RFC 8410).
    init(node: ASN1Node) throws {
        let parts = try node.elements("key")
        guard parts.count == 2 else { throw ASN1Node.Unexpected() }
        let algorithm = try parts[0].elements("algorithm")
        guard let first = algorithm.first else { throw ASN1Node.Unexpected() }
        let key = try ASN1BitString(derEncoded: parts[1]).bytes
        let identifier = try first.objectIdentifier()
        switch identifier {
        case "1.2.840.113549.1.1.1", "1.2.840.113549.1.1.10":
            guard let modulus = try DER.parse(key).elements("RSA key").first else { throw ASN1Node.Unexpected() }
            self = .rsa(bits: Self.bits(try modulus.integerBytes()))
        case "1.2.840.10045.2.1":
            let parameters = algorithm.dropFirst().first
            let curve = parameters?.identifier == .objectIdentifier ? try parameters?.objectIdentifier() : nil
            if let curve, let (name, bits) = Self.curves[curve] {
                self = .ellipticCurve(name: name, bits: bits)
            } else {
                // Coordinates of a point have the length of the field's elements (SEC 1 §2.3.3).
                let isCompressed = key.first == 2 || key.first == 3
                let bytes = max(0, key.count - 1) / (isCompressed ? 1 : 2)
                self = .ellipticCurve(name: curve ?? "with explicit parameters", bits: bytes * 8)
            }
        case "1.2.840.10040.4.1":
            let prime = try algorithm.dropFirst().first?.elements("DSA parameters").first?.integerBytes()
            self = .dsa(bits: prime.map(Self.bits) ?? 0)
        case "1.3.101.112": self = .ed25519
        case "1.3.101.113": self = .ed448
        default: self = .other(identifier)
        }
    }

    private static func bits(_ integer: [UInt8]) -> Int {
        let significant = integer.drop { $0 == 0 }
        guard let first = significant.first else { return 0 }
        return significant.count * 8 - first.leadingZeroBitCount
    }

    // RFC 5480 §2.1.1.1, SEC 2, RFC 5639 §4.1.
    private static let curves: [String: (String, Int)] = [
        "1.2.840.10045.3.1.1": ("P-192", 192), "1.3.132.0.33": ("P-224", 224), "1.2.840.10045.3.1.7": ("P-256", 256),
        "1.3.132.0.34": ("P-384", 384), "1.3.132.0.35": ("P-521", 521), "1.3.132.0.10": ("secp256k1", 256),
        "1.3.36.3.3.2.8.1.1.7": ("brainpoolP256r1", 256), "1.3.36.3.3.2.8.1.1.11": ("brainpoolP384r1", 384),
        "1.3.36.3.3.2.8.1.1.13": ("brainpoolP512r1", 512),
    ]
}

extension SignatureKind {
    init(algorithm node: ASN1Node) throws {
        let parts = try node.elements("signature algorithm")
        guard let first = parts.first else { throw ASN1Node.Unexpected() }
        let identifier = try first.objectIdentifier()
        guard identifier == Self.pssIdentifier else {
            self.init(identifier: identifier)
            return
        }
        // RSASSA-PSS-params: the hash is [0], SHA-1 by default (RFC 4055 §3.1).
        let tag = ASN1Identifier(tagWithNumber: 0, tagClass: .contextSpecific)
        let parameters = try parts.dropFirst().first?.elements("parameters") ?? []
        let hash = try parameters.first { $0.identifier == tag }?.elements("hash").first?.elements("algorithm").first
        self.init(
            identifier: identifier,
            pssHash: try hash.map { Self.hashes[try $0.objectIdentifier()] ?? .unknown } ?? .sha1)
    }
}

extension EncodedThing {
    /// Recognises DER that is not a certificate by its first elements.
    init?(der: [UInt8]) {
        guard let root = try? DER.parse(der) else { return nil }
        self.init(root: root)
    }

    init?(root: ASN1Node) {
        guard root.identifier == .sequence, let parts = try? root.elements("something"), let first = parts.first else {
            return nil
        }
        if first.identifier == .integer, let number = try? first.integerBytes() {
            // PKCS #1, PKCS #8, SEC 1 keys and PFX all begin with a version (RFC 8017 A.1.2, RFC 5958, RFC 5915, RFC
            // 7292).
            let second = parts.dropFirst().first?.identifier
            if number == [3], second == .sequence {
                self = .pkcs12
                return
            }
            self = .privateKey
            return
        }
        if first.identifier == .objectIdentifier {
            guard (try? first.objectIdentifier()) == "1.2.840.113549.1.7.2" else { return nil }
            self = .pkcs7
            return
        }
        guard first.identifier == .sequence, let inner = try? first.elements("something") else { return nil }
        if parts.count == 2, inner.first?.identifier == .objectIdentifier {
            if parts[1].identifier == .octetString {
                self = .encryptedPrivateKey
                return
            }
            if parts[1].identifier == .bitString {
                self = .publicKey
                return
            }
        }
        guard parts.count == 3, let thing = Self.request(body: inner) else { return nil }
        self = thing
    }

    /// Recognises the body of a certification request: version, name, key, attributes (RFC 2986 §4.1).
    static func request(body: [ASN1Node]) -> EncodedThing? {
        guard body.count == 3 || body.count == 4, body[0].identifier == .integer, body[1].identifier == .sequence,
            body[2].identifier == .sequence
        else { return nil }
        return .certificateRequest
    }
}
