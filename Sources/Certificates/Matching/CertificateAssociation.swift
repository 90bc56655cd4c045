import Crypto

/// The data of a TLSA record, which names a certificate or a public key (RFC 6698 §2.1).
public struct CertificateAssociation: Sendable, Equatable {
    public let usage: UInt8
    public let selector: UInt8
    public let matchingType: UInt8
    public let data: [UInt8]

    /// Reads the data of a record in wire form.
    public init?(rdata: [UInt8]) {
        guard rdata.count > 3 else { return nil }
        self.init(usage: rdata[0], selector: rdata[1], matchingType: rdata[2], data: Array(rdata[3...]))
    }

    public init(usage: UInt8, selector: UInt8, matchingType: UInt8, data: [UInt8]) {
        self.usage = usage
        self.selector = selector
        self.matchingType = matchingType
        self.data = data
    }

    /// The association with the public key of a server certificate by its SHA-256 digest: `3 1 1`.
    public init(publicKeyOf certificate: PresentedCertificate) {
        let digest = Array(SHA256.hash(data: certificate.publicKeyDER))
        self.init(usage: 3, selector: 1, matchingType: 1, data: digest)
    }

    /// Whether it is about the certificate, regardless of the usage; `nil` for selectors and matching types that are not
    /// assigned.
    public func matches(_ certificate: PresentedCertificate) -> Bool? {
        let selected: [UInt8]
        switch selector {
        case 0: selected = certificate.der
        case 1: selected = certificate.publicKeyDER
        default: return nil
        }
        return switch matchingType {
        case 0: selected == data
        case 1: Array(SHA256.hash(data: selected)) == data
        case 2: Array(SHA512.hash(data: selected)) == data
        default: nil
        }
    }
}

extension CertificateAssociation: CustomStringConvertible {
    public var description: String {
        let digits = Array("0123456789abcdef")
        let hexadecimal = data.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
        return "\(usage) \(selector) \(matchingType) \(String(hexadecimal))"
    }
}

extension CertificateChain {
    /// Whether the chain contains what a TLSA record names: the certificate of the server for the usages 1 and 3, and that
    /// of a CA for 0 and 2.
    ///
    /// - Returns: `nil` if it is not known, such as for the root, which servers usually do not send.
    public func contains(_ association: CertificateAssociation) -> Bool? {
        let server = certificates[serverIndex]
        switch association.usage {
        case 1, 3: return association.matches(server)
        case 0, 2:
            let results = certificates.map(association.matches)
            if results.contains(true) { return true }
            if results.contains(nil) { return nil }
            return certificates.contains(where: \.isSelfIssued) ? false : nil
        default: return nil
        }
    }
}
