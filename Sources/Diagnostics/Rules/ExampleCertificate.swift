/// The description of a certificate in an example, from which tests create the certificate.
public struct ExampleCertificate: Sendable {
    /// The entries of the subject alternative name: IP addresses, or DNS names. An address with the prefix `DNS:` becomes a DNS
    /// name.
    public let names: [String]
    public let commonName: String?
    /// The start and end of the validity, in days from the day of the check.
    public let validFrom: Int
    public let validUntil: Int
    /// A special property of the file.
    public let peculiarity: Peculiarity?
    /// In a bad example: the numbers of the blocks in the file that the rule reports, from 0.
    public let faults: [Int]

    /// Without one, the file contains the certificate of the server and the intermediate that issued it.
    public enum Peculiarity: Sendable {
        /// The certificate of a public authority without its intermediate.
        case leafAlone
        case issuerFirst
        case withRoot
        case selfSigned
        /// Peers do not trust the root of the chain.
        case unknownRoot
        /// The extKeyUsage is clientAuth only.
        case clientsOnly
        case weakKey
        case withPrivateKey
        case cutShort
        case indented
    }

    public init(
        _ names: [String],
        commonName: String? = nil,
        validFrom: Int = -30,
        validUntil: Int = 60,
        _ peculiarity: Peculiarity? = nil,
        faults: [Int] = []
    ) {
        self.names = names
        self.commonName = commonName
        self.validFrom = validFrom
        self.validUntil = validUntil
        self.peculiarity = peculiarity
        self.faults = faults
    }
}

extension ExampleCertificate {
    /// A description of the certificate for rule pages.
    public var words: String {
        let quoted = names.map { "`\($0)`" }
        var words =
            "a certificate " + (names.isEmpty ? "without subject alternative names" : "for \(Words.list(quoted))")
        if let commonName { words += ", with the common name `\(commonName)`" }
        words += ", valid from \(Self.moment(validFrom)) until \(Self.moment(validUntil))"
        return peculiarity.map { "\(words); \(Self.words($0))" } ?? words
    }

    private static func moment(_ days: Int) -> String {
        days < 0 ? "\(Words.count(-days, "day")) ago" : "\(Words.count(days, "day")) from now"
    }

    private static func words(_ peculiarity: Peculiarity) -> String {
        switch peculiarity {
        case .leafAlone: "its intermediate certificate is missing from the file"
        case .issuerFirst: "the issuer's certificate comes first in the file"
        case .withRoot: "the file ends with the root"
        case .selfSigned: "it is signed by its own key"
        case .unknownRoot: "it is issued by an authority that peers do not trust"
        case .clientsOnly: "its extended key usage is clientAuth only"
        case .weakKey: "its key is RSA with 1024 bits"
        case .withPrivateKey: "the file also contains the private key"
        case .cutShort: "the file is truncated"
        case .indented: "there are spaces before its BEGIN line"
        }
    }
}
