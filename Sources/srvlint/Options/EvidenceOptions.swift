import ArgumentParser
import Reporting

/// The formats of an explanation.
enum ExplanationFormat: String, Choice {
    static let noun = "format"

    case text, markdown, html, json
}

/// The options with facts about a server, which replace those from the network.
struct EvidenceOptions: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp(
            "A zone file with the server's records, used instead of DNS. May be repeated.",
            valueName: "file"
        ),
        completion: .file()
    )
    var zone: [String] = []

    @Option(
        name: .long,
        help: ArgumentHelp(
            "The document published (or to be published) at https://SERVER/.well-known/matrix/server.",
            valueName: "file"),
        completion: .file(extensions: ["json"])
    )
    var wellKnown: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "The same for https://SERVER/.well-known/matrix/client, which clients read.", valueName: "file"),
        completion: .file(extensions: ["json"])
    )
    var wellKnownClient: String?

    @Option(
        name: .long,
        help: ArgumentHelp("The same for https://SERVER/.well-known/matrix/support.", valueName: "file"),
        completion: .file(extensions: ["json"])
    )
    var wellKnownSupport: String?

    @Option(
        name: .long,
        help: ArgumentHelp("The certificate chain (PEM) that the server presents or will present.", valueName: "file"),
        completion: .file(extensions: ["pem", "crt", "cer"])
    )
    var certificate: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Evidence collected before with `audit --save`, or written by hand.", valueName: "case.json"),
        completion: .file(extensions: ["json"])
    )
    var evidence: String?

    /// The files about a single server.
    var documents: [String] { [wellKnown, wellKnownClient, wellKnownSupport, certificate].compactMap(\.self) }

    var areEmpty: Bool { zone.isEmpty && documents.isEmpty && evidence == nil }
}
