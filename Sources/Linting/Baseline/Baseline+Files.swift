import Diagnostics
import ZoneFile

extension Baseline {
    /// Caches the names of files.
    final class Names {
        private let paths: BaselinePaths
        private var known: [String: String] = [:]

        init(_ paths: BaselinePaths) {
            self.paths = paths
        }

        subscript(path: String) -> String {
            if let known = known[path] { return known }
            let name = paths.name(path)
            known[path] = name
            return name
        }

        func key(of finding: Finding) -> Key? {
            guard let content = finding.content, let path = finding.primary?.span.source.path ?? finding.path else {
                return nil
            }
            return Key(scope: .file(self[path]), rule: finding.rule.code, content: content)
        }
    }

    /// Determines for which entries the absence of a finding is conclusive.
    final class Coverage {
        private var byFile: [String: [RuleCoverage]] = [:]
        private var known: [[String]: Bool] = [:]
        private let paths: BaselinePaths
        private var gone: [String: Bool] = [:]

        init(_ files: [FileReport], _ names: Names, _ paths: BaselinePaths) {
            self.paths = paths
            for file in files {
                guard let coverage = file.coverage else { continue }
                for path in [file.path] + file.includes { byFile[names[path], default: []].append(coverage) }
            }
        }

        /// Whether an entry without a finding no longer applies.
        func isConclusive(_ key: Key) -> Bool {
            // Servers are not checked with files (``KnownServers``).
            guard case .file(let file) = key.scope else { return false }
            guard let coverages = byFile[file] else {
                if let known = gone[file] { return known }
                let isGone = paths.isGone(file)
                gone[file] = isGone
                return isGone
            }
            if let known = known[[file, key.rule]] { return known }
            // A rule that no longer exists reports nothing.
            let isConclusive =
                RuleRegistry.rule(key.rule).map { rule in
                    coverages.allSatisfy { coverage in coverage.isConclusive(rule) { coverage.leadsElsewhere(rule) } }
                } ?? true
            known[[file, key.rule]] = isConclusive
            return isConclusive
        }
    }
}
