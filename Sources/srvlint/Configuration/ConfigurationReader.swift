import DNS
import Diagnostics
import Federation
import Linting
import Network
import ZoneFile

/// Turns the document into a configuration, and says where it is wrong.
struct ConfigurationReader {
    let source: SourceFile
    let folder: String
    /// `nil` if the user named the configuration.
    let fence: Fence?
    let mistakes: ConfigurationMistakes

    enum Key: String, CaseIterable {
        case zones, select, ignore, severity, targets, resolvers
        case perFileIgnores = "per-file-ignores"
        case failOn = "fail-on"
        case baseline
    }

    enum ZoneKey: String, CaseIterable {
        case origin, parent, certificate
        case serverNames = "server-names"
        case wellKnown = "well-known"
    }

    func read(_ root: YAMLValue?) throws(UsageError) -> Configuration {
        var configuration = Configuration(path: source.path, folder: folder, fence: fence)
        // A file of comments only has nothing.
        if let root, !root.isNothing {
            each(try pairs(root, "the configuration")) { (key, value) throws(UsageError) in
                let name = try self.key(key, Key.self, "the configuration")
                configuration.places[name.rawValue] = key.span
                switch name {
                case .zones: configuration.zones = try zones(value)
                case .select: configuration.select = try rules(value, "select")
                case .ignore: configuration.ignore = try rules(value, "ignore")
                case .severity: configuration.severities = try severities(value)
                case .perFileIgnores: configuration.fileIgnores = try fileIgnores(value)
                case .resolvers: configuration.resolvers = try resolvers(value)
                case .targets: configuration.targets = try targets(value)
                case .failOn: configuration.failOn = try level(value)
                case .baseline: configuration.baseline = (try path(value, "baseline"), value.span)
                }
            }
        }
        try mistakes.check()
        return configuration
    }

    /// Reads each; what is wrong with one does not keep the others.
    private func each<Item>(_ items: [Item], _ read: (Item) throws(UsageError) -> Void) {
        for item in items { mistakes.trying { () throws(UsageError) in try read(item) } }
    }

    // MARK: - Values

    private func zones(_ value: YAMLValue) throws(UsageError) -> [Configuration.ZoneEntry] {
        var entries: [Configuration.ZoneEntry] = []
        each(try pairs(value, "`zones`")) { (key, settings) throws(UsageError) in
            let pattern = try scalar(key, "a path")
            let glob = mistakes.trying { () throws(UsageError) in try self.glob(pattern, key.span) }
            var entry = Configuration.ZoneEntry(glob: glob ?? .nothing)
            var namesServers = false
            each(try pairs(settings, "`\(pattern)`")) { (name, value) throws(UsageError) in
                let key = try self.key(name, ZoneKey.self, "a zone")
                entry.places[key.rawValue] = name.span
                switch key {
                case .origin: entry.origin = try origin(value)
                case .parent:
                    let path = try scalar(value, "`parent`")
                    try file(path, value.span).checkFence(
                        "`parent`", instead: "write its `origin` here in place of `parent`")
                    entry.parent = (path, value.span)
                case .serverNames:
                    namesServers = true
                    each(try list(value, "`server-names`")) { name throws(UsageError) in
                        entry.servers.append((try serverName(name), name.span))
                    }
                    namesServers = !(value.items?.isEmpty ?? false)
                case .wellKnown: entry.wellKnown = (try path(value, "well-known"), value.span)
                case .certificate: entry.certificate = (try path(value, "certificate"), value.span)
                }
            }
            if !namesServers, let place = entry.wellKnown?.place ?? entry.certificate?.place {
                throw UsageError(
                    "there is no server that the file belongs to", at: place,
                    help: ["name it beside: `server-names: [example.com]`"]
                )
            }
            entries.append(entry)
        }
        return entries
    }

    /// A pattern that names one file is that of a file that there is.
    private func glob(_ pattern: String, _ span: SourceSpan) throws(UsageError) -> Glob {
        let glob = try parsed(pattern, span)
        if let path = glob.path { try file(path, span).checkPattern() }
        return glob
    }

    private func file(_ path: String, _ span: SourceSpan) -> ConfiguredFile {
        ConfiguredFile(path: path, folder: folder, fence: fence, place: span)
    }

    private func parsed(_ pattern: String, _ span: SourceSpan) throws(UsageError) -> Glob {
        do throws(Glob.Mistake) {
            return try Glob(pattern)
        } catch {
            // Inside quotes or with escapes the place in the text is not the place in the value.
            let isWrittenAsIs = span.text == pattern
            let scalars = Array(pattern.unicodeScalars)
            func bytes(_ count: Int) -> Int { scalars.prefix(count).reduce(0) { $0 + $1.utf8.count } }
            let start = span.range.lowerBound + bytes(error.range.lowerBound)
            let end = span.range.lowerBound + bytes(error.range.upperBound)
            let place = isWrittenAsIs ? SourceSpan(source, start..<end) : span
            throw UsageError(
                "`\(pattern)` is not a valid pattern: \(error.message)", at: place,
                help: ["`*` and `?` stay within a name, `**/` goes through folders, `[a-z]` is a set"]
            )
        }
    }

    private func origin(_ value: YAMLValue) throws(UsageError) -> Name {
        let text = try scalar(value, "`origin`")
        if let problem = OriginText.problem(text) {
            throw UsageError("the origin `\(text)` \(problem.what)", at: value.span, help: [problem.help])
        }
        guard let name = OriginText.name(text) else {
            throw UsageError("the origin `\(text)` is no domain name", at: value.span, help: [OriginText.example])
        }
        return name
    }

    private func serverName(_ value: YAMLValue) throws(UsageError) -> String {
        let text = try scalar(value, "a server name")
        let name: ServerName
        do throws(ServerNameProblem) {
            name = try ServerName(text)
        } catch {
            throw UsageError(
                "`\(text)` is no Matrix server name: \(error.words)", at: value.span, help: [error.help])
        }
        guard name.port == nil || name.usablePort != nil else {
            throw UsageError(
                "`\(text)` is no Matrix server name: its port is not between 1 and 65535", at: value.span,
                help: ["write a port from 1 to 65535, or leave it out"]
            )
        }
        return text
    }

    private func rules(_ value: YAMLValue, _ key: String) throws(UsageError) -> [String] {
        var words: [String] = []
        each(try list(value, "`\(key)`")) { item throws(UsageError) in
            let word = try scalar(item, "a rule")
            do throws(RuleSelection.UnknownRule) {
                words.append(try RuleSelection.normalised(word))
            } catch {
                throw UsageError(
                    "there is no rule `\(word)`", at: item.span, help: RuleWord.help(for: error.nearest)
                )
            }
        }
        return words
    }

    private func severities(_ value: YAMLValue) throws(UsageError) -> [String: Severity] {
        var severities: [String: Severity] = [:]
        each(try pairs(value, "`severity`")) { (key, level) throws(UsageError) in
            let word = try scalar(key, "a rule")
            guard let rule = RuleRegistry.rule(word) else {
                throw UsageError(
                    "there is no rule `\(word)`", at: key.span,
                    help: RuleWord.help(for: RuleRegistry.nearest(to: word)) + [
                        "`severity` takes whole codes and names"
                    ]
                )
            }
            guard !rule.isNotChecked else {
                throw UsageError("\(rule.code) says that something was not checked, and has no severity", at: key.span)
            }
            let text = try scalar(level, "a severity")
            guard let severity = Severity(rawValue: text) else {
                throw UsageError(
                    "the severity of a rule cannot be `\(text)`", at: level.span,
                    help: suggestions(text, Severity.allCases.map(\.rawValue))
                )
            }
            guard severities.updateValue(severity, forKey: rule.code) == nil else {
                throw UsageError(
                    "the severity of \(rule.code) stands twice", at: key.span,
                    help: ["its name is `\(rule.name)`: leave one of them"])
            }
        }
        return severities
    }

    private func fileIgnores(_ value: YAMLValue) throws(UsageError) -> [(glob: Glob, rules: [String])] {
        var ignores: [(glob: Glob, rules: [String])] = []
        each(try pairs(value, "`per-file-ignores`")) { (key, list) throws(UsageError) in
            let pattern = try scalar(key, "a path")
            let glob = mistakes.trying { () throws(UsageError) in try self.glob(pattern, key.span) }
            ignores.append((glob ?? .nothing, try rules(list, pattern)))
        }
        return ignores
    }

    private func resolvers(_ value: YAMLValue) throws(UsageError) -> [(text: String, place: SourceSpan)] {
        var resolvers: [(text: String, place: SourceSpan)] = []
        each(try list(value, "`resolvers`")) { item throws(UsageError) in
            let text = try scalar(item, "a resolver")
            guard DNSServer(text) != nil else {
                throw UsageError(
                    "`\(text)` is no address of a resolver", at: item.span,
                    help: ["write it as 192.0.2.53 or \"[2001:db8::53]:5353\""]
                )
            }
            resolvers.append((text, item.span))
        }
        return resolvers
    }

    private func targets(_ value: YAMLValue) throws(UsageError) -> [NameServerSoftware] {
        var targets: [NameServerSoftware] = []
        each(try list(value, "`targets`")) { item throws(UsageError) in
            let word = try scalar(item, "a target")
            guard let target = NameServerSoftware(rawValue: word.lowercased()) else {
                throw UsageError(
                    "there is no target `\(word)`", at: item.span, help: suggestions(word, NameServerSoftware.words)
                )
            }
            targets.append(target)
        }
        return targets
    }

    private func level(_ value: YAMLValue) throws(UsageError) -> FailureLevel {
        let word = try scalar(value, "`fail-on`")
        if let level = FailureLevel(rawValue: word) { return level }
        throw UsageError(
            "`fail-on` cannot be `\(word)`", at: value.span,
            help: suggestions(word, FailureLevel.words)
        )
    }

    /// Counted from the folder of the configuration, and shown as that is.
    private func path(_ value: YAMLValue, _ key: String) throws(UsageError) -> String {
        let path = try scalar(value, "`\(key)`")
        try file(path, value.span).checkFence(
            "`\(key)`", instead: "remove the key and give the file with `--\(key)` on the command line")
        return path.isAbsolutePath ? path : source.path.splitAtName.directory + path
    }

    // MARK: - Shapes

    private func pairs(
        _ value: YAMLValue, _ what: String
    ) throws(UsageError) -> [(key: YAMLValue, value: YAMLValue)] {
        if case .mapping(let pairs) = value.content { return pairs }
        throw UsageError(
            "\(what) must be a mapping, and here is \(value.kind)", at: value.span,
            help: value.mending + ["write `key: value`"])
    }

    private func list(_ value: YAMLValue, _ what: String) throws(UsageError) -> [YAMLValue] {
        if let items = value.items { return items }
        var help = value.mending + ["write a list, as in `[first, second]`"]
        if case .scalar(let text) = value.content, !text.isEmpty, !text.contains("\n") {
            help = ["write it as a list: `[\(text)]`"]
        }
        throw UsageError("\(what) must be a list, and here is \(value.kind)", at: value.span, help: help)
    }

    private func scalar(_ value: YAMLValue, _ what: String) throws(UsageError) -> String {
        if case .scalar(let text) = value.content, !text.isEmpty { return text }
        throw UsageError(
            "\(what) must be a single value, and here is \(value.kind)", at: value.span, help: value.mending)
    }

    private func key<Keys: CaseIterable & RawRepresentable<String>>(
        _ value: YAMLValue, _ keys: Keys.Type, _ what: String
    ) throws(UsageError) -> Keys {
        let word = try scalar(value, "a key")
        if let key = Keys(rawValue: word) { return key }
        throw UsageError(
            "\(what) has no key `\(word)`", at: value.span,
            help: suggestions(word, Keys.allCases.map(\.rawValue))
        )
    }

    /// The nearest, and all that are valid.
    private func suggestions(_ word: String, _ words: [String]) -> [String] {
        let near = Suggestion.nearest(to: word, among: words).map { ["did you mean `\($0)`?"] } ?? []
        return near + ["valid: \(words.joined(separator: ", "))"]
    }
}
