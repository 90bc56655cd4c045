import ArgumentParser
import Reporting

/// The formats of an explanation.
enum ExplanationFormat: String, Choice {
    static let noun = "format"

    case text, markdown, json
}

/// Where the facts about a server come from.
struct EvidenceOptions: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp(
            "A zone file with the server's records: what is in it is known without the network. May be repeated.",
            valueName: "file"
        ),
        completion: .file()
    )
    var zone: [String] = []

    @Option(
        name: .long,
        help: ArgumentHelp(
            "The document that is or will be at https://SERVER/.well-known/matrix/server.", valueName: "file"),
        completion: .file(extensions: ["json"])
    )
    var wellKnown: String?

    @Option(
        name: .long,
        help: ArgumentHelp("The certificate chain (PEM) that the server presents or will present.", valueName: "file"),
        completion: .file(extensions: ["pem", "crt", "cer"])
    )
    var certificate: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "What was collected before, as `audit --save` or a person wrote it.", valueName: "case.json"),
        completion: .file(extensions: ["json"])
    )
    var evidence: String?

    var areEmpty: Bool { zone.isEmpty && wellKnown == nil && certificate == nil && evidence == nil }
}
