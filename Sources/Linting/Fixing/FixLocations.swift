import Diagnostics
import ZoneFile

/// Finds the fixes that concern a finding: by the lines that they edit, by name, or by file.
struct FixLocations {
    /// The edits by file, in order. Those of chosen fixes do not overlap.
    private var edits: [String: [(range: Range<Int>, fix: Int)]] = [:]
    private var byName: [String: [Int]] = [:]

    init(_ fixes: ArraySlice<ChosenFix>) {
        for (index, fix) in zip(fixes.indices, fixes) {
            for edit in fix.edits { edits[edit.file, default: []].append((edit.range, index)) }
            for name in Set(fix.findings.flatMap { Self.names($0.subject) }) { byName[name, default: []].append(index) }
        }
        for file in edits.keys {
            edits[file]?.sort {
                ($0.range.lowerBound, $0.range.upperBound) < ($1.range.lowerBound, $1.range.upperBound)
            }
        }
    }

    /// Returns the fixes with an edit in a range of bytes, or adjacent to it.
    func fixes(in file: String, at range: ClosedRange<Int>) -> Set<Int> {
        guard let edits = edits[file] else { return [] }
        let first = edits.partitioningIndex { $0.range.upperBound >= range.lowerBound }
        return Set(edits[first...].prefix { $0.range.lowerBound <= range.upperBound }.map(\.fix))
    }

    /// Returns the fixes of findings about the same owner or server name.
    func fixes(about subject: Subject) -> Set<Int> {
        Set(Self.names(subject).flatMap { byName[$0] ?? [] })
    }

    /// Returns the fixes that edit the file.
    func fixes(in file: String) -> Set<Int> {
        Set((edits[file] ?? []).map(\.fix))
    }

    /// Returns the hosts that a subject is about: `example.com` for `_matrix._tcp.example.com.`
    private static func names(_ subject: Subject) -> [String] {
        var names: [String] = []
        if let server = subject.serverName, !server.isEmpty { names.append(server.lowercased()) }
        if let owner = subject.owner {
            let labels = owner.lowercased().split(separator: ".", omittingEmptySubsequences: true)
            let host = labels.drop { $0.hasPrefix("_") }.joined(separator: ".")
            if !host.isEmpty { names.append(host) }
        }
        return names
    }
}
