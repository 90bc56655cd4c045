import Federation
import ServerRules
import ZoneFile

/// A value of the form `[SERVER=]FILE`.
struct ServerFile {
    /// `nil` if it is omitted.
    let server: String?
    let path: String

    /// Text before the first `=` is a server name only if it is valid as one: the name of a file may contain the sign too.
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
    private var inputs: [ServerInput] = []
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
            set(.server, source, FileAccess(named: file.path), of: try server(for: file, "--well-known"))
        }
        for (document, option, words) in options.otherDocuments {
            for word in words {
                let file = try ServerFile(word, option)
                let source = try Document.read(file.path, "the \(document.rawValue) well-known document")
                set(document, source, FileAccess(named: file.path), of: try server(for: file, option))
            }
        }
        for word in options.certificate {
            let file = try ServerFile(word, "--certificate")
            let source = try Document.read(file.path, "the certificate")
            inputs[try server(for: file, "--certificate")].certificate = source
        }
    }

    var all: [ServerInput] { inputs }

    private mutating func add(_ entry: Configuration.ZoneEntry, _ configuration: Configuration) throws(UsageError) {
        let servers = entry[ZoneSettings.serverNames] ?? []
        for server in servers {
            add(server.value, server.span)
        }
        guard let index = inputs.firstIndex(where: { $0.serverName == servers.first?.value }) else { return }
        if inputs[index].wellKnown == nil, let document = try ConfiguredDocuments.wellKnown(of: entry, configuration) {
            set(.server, document.source, document.file, of: index)
        }
        for (document, given) in try ConfiguredDocuments.others(of: entry, configuration)
        where inputs[index].otherDocuments[document] == nil {
            set(document, given.source, given.file, of: index)
        }
        if inputs[index].certificate == nil {
            inputs[index].certificate = try ConfiguredDocuments.certificate(of: entry, configuration)
        }
    }

    private mutating func set(_ document: WellKnown, _ source: SourceFile, _ file: FileAccess, of index: Int) {
        let identity = Self.identity(of: file)
        guard document != .server else {
            inputs[index].wellKnown = source
            inputs[index].wellKnownIdentity = identity
            return
        }
        inputs[index].otherDocuments[document] = source
        inputs[index].otherIdentities[document] = identity
    }

    /// `nil` if there is no file that fixes could be written to, as for standard input.
    private static func identity(of file: FileAccess) -> String? {
        if file.isNamed, StandardInput.matches(file.path) { return nil }
        guard let status = try? file.status(), status.kind == .regular else { return nil }
        return FileIncludes.identity(status.inode)
    }

    private mutating func add(_ name: String, _ span: SourceSpan? = nil) {
        guard !inputs.contains(where: { $0.serverName == name }) else { return }
        inputs.append(ServerInput(name, place: span))
    }

    private mutating func server(for file: ServerFile, _ option: String) throws(UsageError) -> Int {
        if let server = file.server {
            add(server)
            return inputs.firstIndex { $0.serverName == server } ?? 0
        }
        if inputs.isEmpty, zoneCount == 1 {
            // The linter takes the server name from the zone.
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

/// The documents that an entry of `zones` names.
enum ConfiguredDocuments {
    static func wellKnown(
        of entry: Configuration.ZoneEntry, _ configuration: Configuration
    ) throws(UsageError) -> (source: SourceFile, file: FileAccess)? {
        try read(ZoneSettings.wellKnown, "the well-known document", of: entry, configuration)
    }

    /// The documents for clients and support.
    static func others(
        of entry: Configuration.ZoneEntry, _ configuration: Configuration
    ) throws(UsageError) -> [WellKnown: (source: SourceFile, file: FileAccess)] {
        var documents: [WellKnown: (source: SourceFile, file: FileAccess)] = [:]
        for (document, setting) in ZoneSettings.otherDocuments {
            let what = "the \(document.rawValue) well-known document"
            documents[document] = try read(setting, what, of: entry, configuration)
        }
        return documents
    }

    private static func read(
        _ setting: Setting<Located<String>?>, _ what: String, of entry: Configuration.ZoneEntry,
        _ configuration: Configuration
    ) throws(UsageError) -> (source: SourceFile, file: FileAccess)? {
        guard let path = entry[setting] else { return nil }
        let file = configuration.access(path.value)
        return (try Document.read(file, what, at: path.span), file)
    }

    static func certificate(
        of entry: Configuration.ZoneEntry, _ configuration: Configuration
    ) throws(UsageError) -> SourceFile? {
        try read(ZoneSettings.certificate, "the certificate", of: entry, configuration)?.source
    }

    /// The paths of all, read or not.
    static func paths(of entry: Configuration.ZoneEntry) -> [String] {
        ZoneSettings.documents.compactMap { entry[$0]?.value }
    }
}
