import SwiftASN1

extension CertificateDecoder {
    /// The extensions that TLS clients use.
    struct Extensions {
        var alternativeNames: [AlternativeName]?
        var keyUsage: KeyUsages?
        var extendedKeyUsage: [KeyPurpose]?
        var basicConstraints: BasicConstraints?
        var subjectKeyIdentifier: [UInt8]?
        var authorityKeyIdentifier: [UInt8]?
        var issuerAddresses: [String] = []
        var policies: [String] = []
        var critical: [String] = []
        var malformed: [String] = []

        mutating func read(_ node: ASN1Node) throws {
            guard let list = try node.elements("extensions").first else { throw ASN1Node.Unexpected() }
            var seen: Set<String> = []
            for entry in try list.elements("extension list") {
                let parts = try entry.elements("extension")
                guard parts.count >= 2, let last = parts.last, last.identifier == .octetString else {
                    throw ASN1Node.Unexpected()
                }
                let identifier = try parts[0].objectIdentifier()
                // At most one extension of a kind (RFC 5280 §4.2).
                guard seen.insert(identifier).inserted else {
                    malformed.append(identifier)
                    continue
                }
                if parts.count == 3, try parts[1].primitiveBytes() != [0] { critical.append(identifier) }
                do {
                    try read(identifier, value: try last.primitiveBytes())
                } catch {
                    malformed.append(identifier)
                }
            }
        }

        private mutating func read(_ identifier: String, value: [UInt8]) throws {
            switch identifier {
            case "2.5.29.17":
                let names = try DER.parse(value).elements("names").map { try AlternativeName(node: $0) }
                alternativeNames = names
            case "2.5.29.15":
                let bits = try ASN1BitString(derEncoded: DER.parse(value)).bytes
                var usage: UInt16 = 0
                for (index, byte) in bits.prefix(2).enumerated() {
                    // Bit 0 is the most significant one of the first byte.
                    for bit in 0..<8 where byte & (0x80 >> bit) != 0 { usage |= 1 << UInt16(index * 8 + bit) }
                }
                keyUsage = KeyUsages(rawValue: usage)
            case "2.5.29.37":
                extendedKeyUsage = try DER.parse(value).elements("purposes").map {
                    KeyPurpose(identifier: try $0.objectIdentifier())
                }
            case "2.5.29.19":
                let parts = try DER.parse(value).elements("constraints")
                var isAuthority = false
                var pathLength: Int?
                for part in parts {
                    if part.identifier == .boolean {
                        isAuthority = try part.primitiveBytes().first.map { $0 != 0 } ?? false
                    } else {
                        pathLength = Int(try part.integerBytes().prefix(7).reduce(0) { $0 << 8 | UInt64($1) })
                    }
                }
                basicConstraints = BasicConstraints(isAuthority: isAuthority, pathLength: pathLength)
            case "2.5.29.14":
                subjectKeyIdentifier = try DER.parse(value).primitiveBytes()
            case "2.5.29.35":
                let tag = ASN1Identifier(tagWithNumber: 0, tagClass: .contextSpecific)
                let parts = try DER.parse(value).elements("identifier")
                authorityKeyIdentifier = try parts.first { $0.identifier == tag }?.primitiveBytes()
            case "1.3.6.1.5.5.7.1.1":
                for access in try DER.parse(value).elements("access descriptions") {
                    let parts = try access.elements("access description")
                    guard parts.count == 2, try parts[0].objectIdentifier() == "1.3.6.1.5.5.7.48.2" else { continue }
                    let location = try AlternativeName(node: parts[1])
                    if location.kind == .uri { issuerAddresses.append(location.text) }
                }
            case "2.5.29.32":
                policies = try DER.parse(value).elements("policies").compactMap {
                    try $0.elements("policy").first?.objectIdentifier()
                }
            default: break
            }
        }
    }
}

extension AlternativeName {
    /// Reads a GeneralName.
    init(node: ASN1Node) throws {
        guard node.identifier.tagClass == .contextSpecific else { throw ASN1Node.Unexpected() }
        switch node.identifier.tagNumber {
        case 1: self.init(kind: .emailAddress, bytes: try node.primitiveBytes())
        case 2: self.init(kind: .dnsName, bytes: try node.primitiveBytes())
        case 6: self.init(kind: .uri, bytes: try node.primitiveBytes())
        case 7: self.init(kind: .ipAddress, bytes: try node.primitiveBytes())
        case 4: self.init(kind: .directoryName, bytes: Array(node.encodedBytes))
        case 0:
            let parts = try node.elements("other name")
            // id-on-dnsSRV (RFC 4985 §2).
            if parts.count == 2, try parts[0].objectIdentifier() == "1.3.6.1.5.5.7.8.7",
                let name = try parts[1].elements("SRV name").first
            {
                self.init(kind: .serviceName, bytes: try name.primitiveBytes())
            } else {
                self.init(kind: .other(tag: 0), bytes: Array(node.encodedBytes))
            }
        case let tag where tag <= 8: self.init(kind: .other(tag: tag), bytes: Array(node.encodedBytes))
        default: throw ASN1Node.Unexpected()
        }
    }
}
