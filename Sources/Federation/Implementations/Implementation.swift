/// A program that resolves server names, or the specification.
public struct Implementation: Sendable {
    public let name: Identifier
    /// Its usual name, possibly with a description.
    public let title: String
    public let kind: Kind
    public let policy: Policy

    /// The names in reports, which never change.
    public enum Identifier: String, CaseIterable, Sendable {
        case specification, synapse, dendrite
        case mautrixGo = "mautrix-go"
        case sydent, continuwuity, tuwunel, conduwuit, conduit, ejabberd
        case matrixMediaRepo = "matrix-media-repo"
        case appserviceBridge = "appservice-bridge"
        case federationTester = "federation-tester"
        case federationTesterRS = "federation-tester-rs"
    }

    public enum Kind: Sendable { case specification, homeserver, other, tester }

    /// All implementations, the specification first.
    public static let all: [Implementation] = [
        .specification, .synapse, .dendrite, .mautrixGo, .sydent, .continuwuity, .tuwunel, .conduwuit, .conduit,
        .ejabberd, .matrixMediaRepo, .appserviceBridge, .federationTester, .federationTesterRS,
    ]

    /// The title without the description in parentheses.
    public var shortTitle: String { title.firstRange(of: " (").map { String(title[..<$0.lowerBound]) } ?? title }

    /// Whether a sentence starts with the name of an implementation that is written in lowercase, such as `tuwunel`.
    public static func isLowercaseName(atStartOf sentence: String) -> Bool {
        all.contains { implementation in
            implementation.kind != .specification && sentence.hasPrefix(implementation.shortTitle)
                && implementation.shortTitle.first?.isLowercase == true
        }
    }

    public static subscript(name: Identifier) -> Implementation {
        all.first { $0.name == name } ?? .specification
    }
}
