import DNS
import Diagnostics
import Federation
import Linting
import Network
import ZoneFile

/// The readers of single settings, each named in ``Settings`` or ``ZoneSettings``.
extension ConfigurationReader {
    // MARK: - Rules

    func rules(_ value: YAMLValue, _ key: String) throws(UsageError) -> [String] {
        var words: [String] = []
        each(try list(value, "`\(key)`")) { item throws(UsageError) in
            let word = try scalar(item, "a rule")
            do throws(RuleSelection.UnknownRule) {
                words.append(try RuleSelection.normalised(word))
                if let name = OldRuleName(word, at: item.span) { mistakes.note(name) }
            } catch {
                throw UsageError(
                    "there is no rule `\(word)`", at: item.span, help: RuleReference.help(for: error.nearest))
            }
        }
        return words
    }

    func severities(_ value: YAMLValue, _ key: String) throws(UsageError) -> [String: Severity] {
        var severities: [String: Severity] = [:]
        each(try pairs(value, "`\(key)`")) { (key, level) throws(UsageError) in
            let word = try scalar(key, "a rule")
            guard let rule = RuleRegistry.rule(word) else {
                throw UsageError(
                    "there is no rule `\(word)`", at: key.span,
                    help: RuleReference.help(for: RuleRegistry.nearest(to: word)) + [
                        "`severity` takes whole codes and names"
                    ])
            }
            if let name = OldRuleName(word, at: key.span) { mistakes.note(name) }
            guard !rule.isNotChecked else {
                throw UsageError(
                    "\(rule.code) reports that something was not checked, and has no severity", at: key.span)
            }
            let text = try scalar(level, "a severity")
            guard let severity = Severity(rawValue: text) else {
                throw UsageError(
                    "the severity of a rule cannot be `\(text)`", at: level.span,
                    help: Suggestion.allLines(for: text, among: Severity.allCases.map(\.rawValue)))
            }
            guard severities.updateValue(severity, forKey: rule.code) == nil else {
                throw UsageError(
                    "duplicate severity for \(rule.code)", at: key.span,
                    help: ["its name is `\(rule.name)`: remove one of the two"])
            }
        }
        return severities
    }

    func fileIgnores(_ value: YAMLValue, _ key: String) throws(UsageError) -> [Settings.FileIgnores] {
        var ignores: [Settings.FileIgnores] = []
        each(try pairs(value, "`\(key)`")) { (key, list) throws(UsageError) in
            let pattern = try scalar(key, "a path pattern")
            let glob = mistakes.collecting { () throws(UsageError) in try self.glob(pattern, key.span) }
            ignores.append(Settings.FileIgnores(glob: glob ?? .nothing, rules: try rules(list, pattern)))
        }
        return ignores
    }

    func level(_ value: YAMLValue, _ key: String) throws(UsageError) -> FailureLevel {
        let word = try scalar(value, "a level for `\(key)`")
        if let level = FailureLevel(rawValue: word) { return level }
        throw UsageError(
            "`\(key)` cannot be `\(word)`", at: value.span,
            help: Suggestion.allLines(for: word, among: FailureLevel.words))
    }

    // MARK: - Name servers

    func targets(_ value: YAMLValue, _ key: String) throws(UsageError) -> [NameServerSoftware] {
        var targets: [NameServerSoftware] = []
        each(try list(value, "`\(key)`")) { item throws(UsageError) in
            let word = try scalar(item, "a target")
            guard let target = NameServerSoftware(rawValue: word.lowercased()) else {
                throw UsageError(
                    "there is no target `\(word)`", at: item.span,
                    help: Suggestion.allLines(for: word, among: NameServerSoftware.words))
            }
            targets.append(target)
        }
        return targets
    }

    func resolvers(_ value: YAMLValue, _ key: String) throws(UsageError) -> [Located<String>] {
        var resolvers: [Located<String>] = []
        each(try list(value, "`\(key)`")) { item throws(UsageError) in
            let text = try scalar(item, "the address of a resolver")
            guard DNSServer(text) != nil else {
                throw UsageError(
                    "`\(text)` is not the address of a resolver", at: item.span,
                    help: ["write 192.0.2.53 or \"[2001:db8::53]:5353\""])
            }
            resolvers.append(Located(value: text, span: item.span))
        }
        return resolvers
    }

    // MARK: - Zones

    func zones(_ value: YAMLValue, _ key: String) throws(UsageError) -> [Configuration.ZoneEntry] {
        var entries: [Configuration.ZoneEntry] = []
        each(try pairs(value, "`\(key)`")) { (key, settings) throws(UsageError) in
            let pattern = try scalar(key, "a path pattern")
            let glob = mistakes.collecting { () throws(UsageError) in try self.glob(pattern, key.span) }
            let pairs = try pairs(settings, "`\(pattern)`")
            let entry = Configuration.ZoneEntry(
                glob: glob ?? .nothing, values: values(in: pairs, ZoneSettings.all, of: "a zone"))
            try checkServer(entry, pairs)
            entries.append(entry)
        }
        return entries
    }

    /// Checks that a document has a server name to belong to. A name with a mistake counts: that is reported already.
    private func checkServer(
        _ entry: Configuration.ZoneEntry, _ pairs: [(key: YAMLValue, value: YAMLValue)]
    ) throws(UsageError) {
        let namesServers = pairs.contains { key, value in
            guard case .scalar(ZoneSettings.serverNames.key) = key.content else { return false }
            return value.items?.isEmpty != true
        }
        guard !namesServers, let document = ZoneSettings.documents.lazy.compactMap({ entry[$0] }).first else { return }
        throw UsageError(
            "no server name for this file", at: document.span,
            help: ["add the server name to the entry: `server-names: [example.com]`"])
    }

    func origin(_ value: YAMLValue, _ key: String) throws(UsageError) -> Name? {
        let text = try scalar(value, "a domain name for `\(key)`")
        if let problem = OriginText.problem(text) {
            throw UsageError("the origin `\(text)` \(problem.what)", at: value.span, help: [problem.help])
        }
        guard let name = OriginText.name(text) else {
            throw UsageError("the origin `\(text)` is not a domain name", at: value.span, help: [OriginText.example])
        }
        return name
    }

    func parent(_ value: YAMLValue, _ key: String) throws(UsageError) -> Located<String>? {
        let path = try scalar(value, "a path for `\(key)`")
        try file(path, value.span).checkFence("`\(key)`", instead: "replace `\(key)` with the `origin` of this file")
        return Located(value: path, span: value.span)
    }

    func serverNames(_ value: YAMLValue, _ key: String) throws(UsageError) -> [Located<String>] {
        var names: [Located<String>] = []
        each(try list(value, "`\(key)`")) { item throws(UsageError) in
            names.append(Located(value: try serverName(item), span: item.span))
        }
        return names
    }

    private func serverName(_ value: YAMLValue) throws(UsageError) -> String {
        let text = try scalar(value, "a server name")
        let name: ServerName
        do throws(ServerNameProblem) {
            name = try ServerName(text)
        } catch {
            throw UsageError(
                "`\(text)` is not a Matrix server name: \(error.words)", at: value.span, help: [error.help])
        }
        guard name.port == nil || name.usablePort != nil else {
            throw UsageError(
                "`\(text)` is not a Matrix server name: its port is not between 1 and 65535", at: value.span,
                help: ["write a port from 1 to 65535, or remove it"])
        }
        return text
    }

    // MARK: - Files

    /// A file that the configuration names: relative to its directory there, to the working directory here.
    func path(_ value: YAMLValue, _ key: String) throws(UsageError) -> Located<String>? {
        let path = try scalar(value, "a path for `\(key)`")
        try file(path, value.span).checkFence(
            "`\(key)`", instead: "remove the key and use `--\(key)` on the command line")
        let shown = path.isAbsolutePath ? path : source.path.splitAtName.directory + path
        return Located(value: shown, span: value.span)
    }

    private func file(_ path: String, _ span: SourceSpan) -> ConfiguredFile {
        ConfiguredFile(path: path, directory: directory, fence: fence, span: span)
    }

    /// A pattern without wildcards must match an existing file.
    private func glob(_ pattern: String, _ span: SourceSpan) throws(UsageError) -> Glob {
        let glob = try parsed(pattern, span)
        if let path = glob.path { try file(path, span).checkPattern() }
        return glob
    }

    private func parsed(_ pattern: String, _ span: SourceSpan) throws(UsageError) -> Glob {
        do throws(Glob.Mistake) {
            return try Glob(pattern)
        } catch {
            // With quotes or escapes, offsets in the text differ from those in the value.
            let isWrittenAsIs = span.text == pattern
            let scalars = Array(pattern.unicodeScalars)
            func bytes(_ count: Int) -> Int { scalars.prefix(count).reduce(0) { $0 + $1.utf8.count } }
            let start = span.range.lowerBound + bytes(error.range.lowerBound)
            let end = span.range.lowerBound + bytes(error.range.upperBound)
            throw UsageError(
                "`\(pattern)` is not a valid pattern: \(error.message)",
                at: isWrittenAsIs ? SourceSpan(source, start..<end) : span,
                help: ["`*` and `?` match within a name, `**/` matches directories, `[a-z]` is a set"])
        }
    }
}
