import Diagnostics
import ZoneFile

/// Finds, among fixes, those that concern a finding: by the lines they edit, by name, by file.
struct FixLocations {
    /// By file, the edits in order; those of chosen fixes do not overlap.
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

    /// Fixes with an edit in a range of bytes, or right beside it.
    func fixes(in file: String, at range: ClosedRange<Int>) -> Set<Int> {
        guard let edits = edits[file] else { return [] }
        var low = 0
        var high = edits.count
        while low < high {
            let middle = (low + high) / 2
            if edits[middle].range.upperBound < range.lowerBound { low = middle + 1 } else { high = middle }
        }
        return Set(edits[low...].prefix { $0.range.lowerBound <= range.upperBound }.map(\.fix))
    }

    /// Fixes of findings about the same owner or server name.
    func fixes(about subject: Subject) -> Set<Int> {
        Set(Self.names(subject).flatMap { byName[$0] ?? [] })
    }

    func fixes(in file: String) -> Set<Int> {
        Set((edits[file] ?? []).map(\.fix))
    }

    /// The host that a subject is about: of `_matrix._tcp.example.com.` that is `example.com`.
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
