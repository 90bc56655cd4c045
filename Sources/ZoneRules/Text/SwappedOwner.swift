import DNS
import Diagnostics
import ZoneFile

/// The owner of an A or AAAA record that is an address, while the address is a name: `192.0.2.1 IN A www`.
struct SwappedOwner {
    let owner: SourceSpan
    /// Empty if the name is relative and has dots, so that its final dot is probably missing.
    let fix: [Fix]

    init?(_ problem: ZoneProblem, _ type: RecordType, _ entry: SourceEntry) {
        let source = problem.span.source
        guard type == .a || type == .aaaa, entry.isBalanced,
            let first = entry.fields.first, first.lowerBound == entry.range.lowerBound,
            entry.fields.last == problem.span.range
        else { return nil }
        owner = SourceSpan(source, first)
        let name = problem.span.text
        var address = owner.text
        guard address.withUTF8({ type == .a ? IPv4Text.read($0) != nil : IPv6Text.read($0) != nil }),
            name.contains(where: \.isLetter), !name.contains(where: { "\\/:@\"".contains($0) })
        else { return nil }
        let edits = [Edit(replace: owner, with: name), Edit(replace: problem.span, with: address)]
        fix = name.contains(".") && !name.hasSuffix(".") ? [] : [Fix("swap them", .safe, edits)]
    }
}
