import DNS

/// An SPF record, read as RFC 7208 §12 defines it.
struct SPFRecord {
    struct Term {
        /// The part of the value.
        let range: Range<Int>
        /// The name of the mechanism or modifier in lower case.
        let name: String
        /// The domain after `:` or `=`; `nil` if there is none.
        let domain: String?
        let isModifier: Bool
        /// Whether it allows all hosts: `+all`, or a network of all addresses.
        var isForAll = false
    }

    var terms: [Term] = []
    var problems: [Problem] = []

    /// The first term that allows all hosts.
    var termForAll: Term? { terms.first(where: \.isForAll) }

    /// The number of terms that cause a lookup (RFC 7208 §4.6.4).
    var lookups: Int { terms.count { !["all", "ip4", "ip6", "exp"].contains($0.name) } }

    static let mechanisms = ["all", "include", "a", "mx", "ptr", "ip4", "ip6", "exists"]

    /// Whether readers take the value for an SPF record: it is `v=spf1`, alone or before a space (RFC 7208 §4.5).
    static func isRecord(_ value: [UInt8]) -> Bool {
        value.count >= 6 && String(decoding: value.prefix(6), as: UTF8.self).lowercased() == "v=spf1"
            && (value.count == 6 || value[6] == 0x20)
    }

    /// Reads a value; `nil` if it does not resemble an SPF record.
    init?(_ value: [UInt8]) {
        guard Self.isRecord(value) else {
            // A quotation mark or a space in front. Without it, it has to be a record.
            var extra = value.prefix { $0 == 0x22 || $0 == 0x20 }.count
            if let label = CopiedLabel(value, version: "v=spf1"), SPFRecord(label.value)?.problems.isEmpty ?? false {
                extra = label.prefix.count
            }
            guard extra > 0, Self.isRecord(Array(value.dropFirst(extra))) else {
                guard let beginning = SPFBeginning(value) else { return nil }
                let right = Array(beginning.corrected.utf8) + value[beginning.range.upperBound...]
                let isValid = SPFRecord(right)?.problems.isEmpty ?? false
                let whole = Problem(kind: .commas, range: 0..<value.count, text: String(decoding: value, as: UTF8.self))
                if right.contains(where: { ",;".utf8.contains($0) }), whole.correction != nil {
                    problems.append(whole)
                    return
                }
                let text = String(decoding: value[beginning.range], as: UTF8.self)
                report(.version(corrected: isValid ? beginning.corrected : nil), beginning.range, text)
                return
            }
            problems = [
                Problem(kind: .prefix, range: 0..<extra, text: String(decoding: value.prefix(extra), as: UTF8.self))
            ]
            return
        }
        var start = 6
        while start < value.count {
            guard value[start] != 0x20 else {
                start += 1
                continue
            }
            let end = value[start...].firstIndex(of: 0x20) ?? value.count
            let text = String(decoding: value[start..<end], as: UTF8.self)
            if let again = Self.version(in: value[start..<end]) {
                report(.versionRepeated, again..<again + 6, "v=spf1")
                return
            }
            read(text, start..<end)
            joinSpacedValue(value)
            start = end
        }
        joinCommas(value)
        findIgnoredTerms(value)
    }

    /// The position of `v=spf1` in a term.
    private static func version(in term: ArraySlice<UInt8>) -> Int? {
        let version = Array("v=spf1".utf8)
        return term.indices.dropLast(version.count - 1).first { at in
            term[at..<at + version.count].map(asciiLowercased) == version
        }
    }

    mutating func report(_ kind: Problem.Kind, _ range: Range<Int>, _ text: String) {
        problems.append(Problem(kind: kind, range: range, text: text))
    }

    private mutating func read(_ text: String, _ range: Range<Int>) {
        let separator = text.firstIndex { ":/=".contains($0) } ?? text.endIndex
        let isModifier = separator < text.endIndex && text[separator] == "="
        var name = text[..<separator].lowercased()
        if isModifier, name.first.map({ $0.isASCII && $0.isLetter }) ?? false {
            readModifier(name, String(text[text.index(after: separator)...]), text, range)
            return
        }
        if let first = name.first, "+-?~".contains(first) { name.removeFirst() }
        guard Self.mechanisms.contains(name), !isModifier else {
            if let first = text.first, Problem.dashes.contains(first) {
                let problem = Problem(kind: .dash, range: range, text: text)
                if problem.correction != nil { return problems.append(problem) }
            }
            let nearest =
                name == "ipv4" || name == "ipv6"
                ? "ip" + name.suffix(1)
                : name.count > 1 ? Spelling.nearest(to: name, among: Self.mechanisms.filter { $0.count > 1 }) : nil
            report(.mechanismUnknown(nearest: nearest), range, text)
            return
        }
        var domain: String?
        var rest = text[separator...]
        switch name {
        case "ip4", "ip6":
            if let kind = SPFNetwork.problem(of: rest, isIPv6: name == "ip6") { report(kind, range, text) }
        case "all": if !rest.isEmpty { report(.valueUnexpected, range, text) }
        default:
            if name == "a" || name == "mx" {
                let (domain, problems) = SPFNetwork.withoutPrefixLengths(rest)
                for kind in problems { report(kind, range, text) }
                rest = domain
            }
            if rest.first == ":" {
                domain = String(rest.dropFirst())
                checkDomain(domain ?? "", text, range)
            } else if !rest.isEmpty {
                report(.valueUnexpected, range, text)
            } else if name == "include" || name == "exists" {
                report(.domainMissing, range, text)
            }
        }
        let isAllowed = text.first.map { !"-?~".contains($0) } ?? false
        let isForAll = name == "all" || name.hasPrefix("ip") && text.hasSuffix("/0")
        terms.append(
            Term(range: range, name: name, domain: domain, isModifier: false, isForAll: isAllowed && isForAll))
    }

    private mutating func readModifier(_ name: String, _ value: String, _ text: String, _ range: Range<Int>) {
        if Self.mechanisms.contains(name), name != "all" {
            report(.modifierInsteadOfMechanism(name), range, text)
            return
        }
        guard name == "redirect" || name == "exp" else { return }
        if terms.contains(where: { $0.isModifier && $0.name == name }) { report(.modifierRepeated, range, text) }
        checkDomain(value, text, range)
        terms.append(Term(range: range, name: name, domain: value, isModifier: true))
    }

    private mutating func checkDomain(_ domain: String, _ text: String, _ range: Range<Int>) {
        if domain.isEmpty {
            report(.domainMissing, range, text)
        } else if !SPFDomain.isValid(domain) {
            report(.domainInvalid(domain), range, text)
        } else if !SPFDomain.isUsual(domain) {
            report(.domainUnusual(domain), range, text)
        }
    }
}
