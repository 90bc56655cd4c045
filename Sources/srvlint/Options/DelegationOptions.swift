import ArgumentParser
import Federation
import Reporting
import ServerRules
import ZoneFile

/// What is known about Matrix servers in addition to their zones.
struct DelegationOptions: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp("A Matrix server name that must be discoverable. May be repeated.", valueName: "name")
    )
    var serverName: [String] = []

    @Option(
        name: .long,
        help: ArgumentHelp(
            """
            The document published (or to be published) at https://SERVER/.well-known/matrix/server. SERVER can be \
            omitted if there is only one. May be repeated.
            """,
            valueName: "[server=]file"
        ),
        completion: .file(extensions: ["json"])
    )
    var wellKnown: [String] = []

    @Option(
        name: .long,
        help: ArgumentHelp(
            "The same for https://SERVER/.well-known/matrix/client, which clients read. May be repeated.",
            valueName: "[server=]file"
        ),
        completion: .file(extensions: ["json"])
    )
    var wellKnownClient: [String] = []

    @Option(
        name: .long,
        help: ArgumentHelp(
            "The same for https://SERVER/.well-known/matrix/support. May be repeated.",
            valueName: "[server=]file"
        ),
        completion: .file(extensions: ["json"])
    )
    var wellKnownSupport: [String] = []

    @Option(
        name: .long,
        help: ArgumentHelp(
            """
            The certificate chain (PEM) that the server presents or will present. The private key is not needed. May be \
            repeated.
            """,
            valueName: "[server=]file"
        ),
        completion: .file(extensions: ["pem", "crt", "cer"])
    )
    var certificate: [String] = []

    /// The options for documents that discovery does not use.
    var otherDocuments: [(document: WellKnown, option: String, words: [String])] {
        [
            (.client, "--well-known-client", wellKnownClient), (.support, "--well-known-support", wellKnownSupport),
        ]
    }

    /// The values of all options with files.
    var files: [String] { wellKnown + wellKnownClient + wellKnownSupport + certificate }
}
