import DNS

// Problems that concern several terms of an SPF record, or that have one cause.

extension SPFRecord {
    /// Reports the terms that have no effect because of `all` (RFC 7208 §5.1).
    mutating func findIgnoredTerms(_ value: [UInt8]) {
        guard let all = terms.firstIndex(where: { $0.name == "all" }) else { return }
        func report(_ range: Range<Int>) {
            problems.append(
                Problem(kind: .ignoredBesideAll, range: range, text: String(decoding: value[range], as: UTF8.self)))
        }
        let after = terms[(all + 1)...].filter { !$0.isModifier }
        if let first = after.first, let last = after.last { report(first.range.lowerBound..<last.range.upperBound) }
        let covered = after.first?.range.lowerBound ?? value.count
        for term in terms where term.name == "redirect" {
            if !(covered..<(after.last?.range.upperBound ?? covered)).contains(term.range.lowerBound) {
                report(term.range)
            }
        }
    }

    /// Combines the problems of terms with commas after them into one, if there is nothing else wrong with these terms.
    mutating func joinCommas(_ value: [UInt8]) {
        let affected = problems.filter { $0.text.hasSuffix(",") || $0.text.hasSuffix(";") }
        guard let first = affected.first, let last = affected.last else { return }
        let range = first.range.lowerBound..<last.range.upperBound
        let text = String(decoding: value[range], as: UTF8.self)
        let problem = Problem(kind: .commas, range: range, text: text)
        guard problem.correction != nil,
            !problems.contains(where: {
                range.contains($0.range.lowerBound) && !$0.text.hasSuffix(",") && !$0.text.hasSuffix(";")
            })
        else { return }
        problems.removeAll { range.contains($0.range.lowerBound) }
        problems.append(problem)
        // The terms with commas were not read.
        terms.removeAll { range.contains($0.range.lowerBound) }
        let right = SPFRecord(Array("v=spf1 \(problem.correction ?? "")".utf8))
        terms +=
            right?.terms.map { Term(range: range, name: $0.name, domain: $0.domain, isModifier: $0.isModifier) } ?? []
        terms.sort { $0.range.lowerBound < $1.range.lowerBound }
    }

    /// Combines `include:` and the domain after it, or `ip4:` and the address, which are two problems, into one.
    mutating func joinSpacedValue(_ value: [UInt8]) {
        joinQualifier(value)
        guard let last = problems.last, problems.count > 1, case .mechanismUnknown = last.kind else { return }
        let first = problems[problems.count - 2]
        let isAddress: Bool
        switch first.kind {
        case .domainMissing where SPFDomain.isValid(last.text): isAddress = false
        case .networkInvalid(let version)
        where SPFNetwork.problem(of: ":\(last.text)"[...], isIPv6: version == 6) == nil:
            isAddress = true
        default: return
        }
        let isAdjacent = value[first.range.upperBound..<last.range.lowerBound].allSatisfy { $0 == 0x20 }
        guard first.text.hasSuffix(":"), isAdjacent else { return }
        let range = first.range.lowerBound..<last.range.upperBound
        problems.removeLast(2)
        report(.spaceBeforeValue(isAddress: isAddress), range, String(decoding: value[range], as: UTF8.self))
    }

    /// Combines `-` and the `all` after it.
    mutating func joinQualifier(_ value: [UInt8]) {
        guard let last = problems.last, case .mechanismUnknown = last.kind, ["+", "-", "?", "~"].contains(last.text),
            let term = terms.last, term.range.lowerBound > last.range.lowerBound, !term.isModifier
        else { return }
        let range = last.range.lowerBound..<term.range.upperBound
        problems.removeLast()
        report(.spaceAfterQualifier, range, String(decoding: value[range], as: UTF8.self))
    }
}
