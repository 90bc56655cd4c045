/// A certificate in an example, described by what matters in it; tests make one of it.
public struct ExampleCertificate: Sendable {
    /// The entries of the subject alternative name: IP addresses where they are such, otherwise DNS names; `DNS:` before
    /// an address makes it one as well.
    public let names: [String]
    public let commonName: String?
    /// Days from the day of the judgement.
    public let validFrom: Int
    public let validUntil: Int
    /// What else is special about the file.
    public let peculiarity: Peculiarity?
    /// In a bad example: the blocks of the file that findings of the rule point at, from 0.
    public let faults: [Int]

    /// Without one, the file holds the server's certificate and the intermediate that issued it.
    public enum Peculiarity: Sendable {
        /// Of a public authority, and without its intermediate.
        case leafAlone
        case issuerFirst
        case withRoot
        case selfSigned
        /// The root of the chain is not known to peers.
        case unknownRoot
        /// Its extKeyUsage says clientAuth and nothing else.
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
    /// The certificate in words, for the pages of rules.
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
        case .unknownRoot: "it is issued by an authority that peers do not know"
        case .clientsOnly: "its extended key usage is clientAuth alone"
        case .weakKey: "its key is RSA with 1024 bits"
        case .withPrivateKey: "the file holds the private key as well"
        case .cutShort: "the file is cut short"
        case .indented: "there are blanks before its BEGIN line"
        }
    }
}
