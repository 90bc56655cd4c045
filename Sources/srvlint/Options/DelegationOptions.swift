import ArgumentParser
import Federation
import Reporting
import ServerRules
import ZoneFile

/// What is known of Matrix servers besides their zones.
struct DelegationOptions: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp(
            "A Matrix server name that must be discoverable. May be repeated.", valueName: "name")
    )
    var serverName: [String] = []

    @Option(
        name: .long,
        help: ArgumentHelp(
            """
            The document that is or will be at https://SERVER/.well-known/matrix/server; SERVER may be left out where \
            there is only one.
            """,
            valueName: "[server=]file"
        ),
        completion: .file(extensions: ["json"])
    )
    var wellKnown: [String] = []

    @Option(
        name: .long,
        help: ArgumentHelp(
            "The certificate chain (PEM) that the server presents or will present. No private key is needed.",
            valueName: "[server=]file"
        ),
        completion: .file(extensions: ["pem", "crt", "cer"])
    )
    var certificate: [String] = []
}

/// `[SERVER=]FILE`.
struct ServerFile {
    /// `nil` where none is written.
    let server: String?
    let path: String

    /// What stands before the first `=` is a server name only if it can be one: a file's name may have the sign too.
    init(_ word: String, _ option: String) throws(UsageError) {
        let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        if parts.count == 2, parts.contains(where: { $0.allSatisfy(\.isWhitespace) }) {
            throw UsageError(
                parts[0].allSatisfy(\.isWhitespace)
                    ? "`\(option)`: the server before `=` is empty in `\(word)`"
                    : "`\(option)`: the file after `=` is empty in `\(word)`",
                help: ["write `\(option) example.com=FILE`, or `\(option) ./\(word)` if that is the file's name"])
        }
        guard let sign = word.firstIndex(of: "="), (try? ServerName(word[..<sign])) != nil else {
            server = nil
            path = word
            return
        }
        server = String(word[..<sign])
        path = String(word[word.index(after: sign)...])
    }
}

/// The server names of a run of `check`, from options and configuration, with their documents.
struct NamedServers {
    private var inputs: [DelegationInput] = []
    private let zoneCount: Int

    init(_ options: DelegationOptions, _ configuration: Configuration?, files: [String]) throws(UsageError) {
        zoneCount = files.count
        for path in files {
            guard let configuration, let entry = configuration.entry(for: path) else { continue }
            try add(entry, configuration)
        }
        for name in options.serverName { add(name) }
        for word in options.wellKnown {
            let file = try ServerFile(word, "--well-known")
            let source = try Document.read(file.path, "the well-known document")
            try give(source, FileAccess(named: file.path), to: server(for: file, "--well-known"))
        }
        for word in options.certificate {
            let file = try ServerFile(word, "--certificate")
            let source = try Document.read(file.path, "the certificate")
            inputs[try server(for: file, "--certificate")].certificate = source
        }
    }

    var all: [DelegationInput] { inputs }

    private mutating func add(_ entry: Configuration.ZoneEntry, _ configuration: Configuration) throws(UsageError) {
        for server in entry.servers {
            add(server.name, server.place)
        }
        guard let index = inputs.firstIndex(where: { $0.serverName == entry.servers.first?.name }) else { return }
        if let (path, place) = entry.wellKnown, inputs[index].wellKnown == nil {
            let file = configuration.access(path)
            give(try Document.read(file, "the well-known document", at: place), file, to: index)
        }
        if let (path, place) = entry.certificate, inputs[index].certificate == nil {
            inputs[index].certificate = try Document.read(configuration.access(path), "the certificate", at: place)
        }
    }

    private mutating func give(_ document: SourceFile, _ file: FileAccess, to index: Int) {
        inputs[index].wellKnown = document
        // What comes from standard input is in no file that could be written.
        if file.isNamed, StandardInput.isMeant(file.path) { return }
        guard let status = try? file.status(), status.kind == .regular else { return }
        inputs[index].wellKnownIdentity = FileIncludes.identity(status.inode)
    }

    private mutating func add(_ name: String, _ place: SourceSpan? = nil) {
        guard !inputs.contains(where: { $0.serverName == name }) else { return }
        inputs.append(DelegationInput(name, place: place))
    }

    private mutating func server(for file: ServerFile, _ option: String) throws(UsageError) -> Int {
        if let server = file.server {
            add(server)
            return inputs.firstIndex { $0.serverName == server } ?? 0
        }
        if inputs.isEmpty, zoneCount == 1 {
            // The linter finds out from the zone whose it is.
            add("")
        }
        guard inputs.count == 1 else {
            throw UsageError(
                inputs.isEmpty
                    ? "`\(option)` does not say which server the file belongs to"
                    : "`\(option)` does not say which of \(inputs.count) servers the file belongs to",
                help: ["write the server before it: `\(option) example.com=\(file.path)`"]
            )
        }
        return 0
    }
}
