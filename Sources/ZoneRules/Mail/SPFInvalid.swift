import DNS
import Diagnostics
import ZoneFile

/// Z266: an SPF record that is not valid.
enum SPFInvalid: ZoneRule {
    static let info = RuleInfo(
        "Z266",
        "spf-invalid",
        .warning,
        fix: .unsafe,
        summary: "an SPF record is not valid",
        page: RulePage(
            whatItChecks: """
                Reads TXT records that begin with `v=spf1` as RFC 7208 defines them, and reports those that were meant \
                to: `spf1 mx -all`, `v=spf1-all`. Reports mechanisms that do not \
                exist, and mechanisms with a domain, network or prefix length that is missing or not valid. Also \
                reports a mechanism that is written with `=` and therefore ignored. Unknown modifiers such as `ra=` \
                are not reported, because readers ignore them. Mechanisms after `all`, and `redirect` in a record with `all`, \
                have no effect and are reported. Unquoted text that became several strings is Z264.
                """,
            whyItMatters: """
                One mistake anywhere in the record is a permanent error: receivers ignore the whole record, and some \
                reject the mail. A part with `=` in place of `:` is silently ignored, so the hosts that it should allow \
                are not allowed. The same is true of mechanisms after `all`.
                """,
            howToFix:
                "Correct the part. Write mechanisms as `include:domain`, `a`, `mx`, `ip4:network` or `ip6:network`.",
            references: ["RFC 7208 §4.6.1", "RFC 7208 §5", "RFC 7208 §5.1", "RFC 7208 §12"]
        ),
        examples: [
            .bad("a IN TXT \"v=spf1 «ip4:mail.example.net» «a:192.0.2.1» -all\"\nb IN TXT \"«v=spf2» mx -all\"\n"),
            .bad(
                """
                @    IN TXT "v=spf1 «ipv4:192.0.2.0/24» -all"
                chat IN TXT "v=spf1 «ip4:192.0.2.300» «include:» include:_spf.example.net ~all"
                shop IN TXT "v=spf1 «-al»"
                new  IN TXT "v=spf1 «include: _spf.example.net» -all"
                web  IN TXT "v=spf1 «mx, a, ip4:192.0.2.1,» «- all»"
                dev  IN TXT "v=spf1 «ip4:192.0.2.0/255.255.255.0» «include:https://spf.example.net» «include:_spf.example.net;» -all"
                ftp  IN TXT "v=spf1 «ip4:2001:db8::/32» ip4:192.0.2.1 -all"
                old  IN TXT "v=spf1 «ip4: 192.0.2.0/24» «ip6:  2001:db8::1» -all"
                news IN TXT "v=spf1 «include=_spf.example.net» mx «a/33» «mx,» -all"

                """
            ),
            .bad(
                """
                @    IN TXT "«v=spf1»-all"
                chat IN TXT "«spf1» mx -all"
                shop IN TXT "«v=spf 1» mx -all"
                new  IN TXT "«v = spf1» mx ~all"
                www  IN TXT "«v=spf1;» include:_spf.example.net"
                news IN TXT "v=spf1 mx «–all»"
                two  IN TXT "v=spf1 mx -all «v=spf1» a -all"

                """
            ),
            .bad("@ IN TXT \"v=spf1 \" \"«include:mail» -all\"\n"),
            .bad(
                """
                @    IN TXT "«Value: »v=spf1 include:_spf.example.net ~all"
                chat IN TXT "«TXT »v=spf1 mx -all"
                shop IN TXT "v=spf1 «ip4:192.0.2.0-192.0.2.31» -all"
                new  IN TXT "«v=spf1; mx; ip4:192.0.2.25; -all»"

                """
            ),
            .good("@ IN TXT \"note: v=spf1 is the version\"\nspf IN TXT \"SPF: v=spf1 is published at the apex\"\n"),
            .bad("@ IN TXT \"v=spf1 a -all «mx ~all»\"\nnews IN TXT \"v=spf1 «redirect=_spf.example.net» -all\"\n"),
            .good("@ IN TXT \"spf2.0/pra mx -all\"\na IN TXT \"spf1 is the version\"\nb IN TXT \"spf -allow=x\"\n"),
            .good("@ IN TXT \"v=spf1 a mx/24 a:mail.example.net/28//64 ip6:2001:db8::/32 ?all\"\n"),
            .good("@ IN TXT \"v=spf1 exists:%{i}._spf.example.net ra=postmaster redirect=_spf.example.net\"\n"),
        ]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        for (id, record) in context.mail.unusualSPF {
            for problem in record.problems { findings.report(isInvalid(context, id, problem)) }
        }
    }
}

// MARK: - Messages

extension SPFInvalid {
    private static func isInvalid(_ context: ZoneContext, _ id: RecordID, _ problem: SPFRecord.Problem) -> Finding {
        let text = Words.quoted(problem.text, limit: 80)
        let (message, help) = texts(problem.kind, text)
        var why = "receivers report a permanent error and ignore the whole SPF record of"
        if case .modifierInsteadOfMechanism = problem.kind {
            why = "a name before `=` is a modifier; receivers ignore unknown modifiers in the SPF record of"
        } else if case .ignoredBesideAll = problem.kind {
            why =
                problem.text.contains("redirect=")
                ? "`all` matches every sender, so receivers ignore `redirect` in the SPF record of"
                : "`all` matches every sender, so receivers read nothing after it in the SPF record of"
        } else if problem.isBeginning || problem.range.lowerBound == 0 {
            why = "receivers ignore a record that does not begin with `v=spf1` and a space, as at"
        }
        let span = TextValue.span(of: problem.range, in: id, context.zone)
        var correction = problem.correction
        var edited = span
        if case .ignoredBesideAll = problem.kind, let whole = withAllAtEnd(context, id) {
            correction = whole
            edited = TextValue.span(of: 0..<TextValue(of: id, in: context.zone).bytes.count, in: id, context.zone)
        }
        return Finding(
            info,
            message,
            at: LabelledSpan(span, label(problem.kind)),
            why: "\(why) \(context.quoted(context.zone.records[id].owner))",
            help: problem.isBeginning ? help : correction.map { "write `\($0)`" } ?? help,
            fixes: fixes(problem, correction, edited, TextValue(of: id, in: context.zone).text),
            subject: context.subject(of: id)
        )
    }

    /// The whole value with its only `all` behind the other mechanisms.
    private static func withAllAtEnd(_ context: ZoneContext, _ id: RecordID) -> String? {
        let words = TextValue(of: id, in: context.zone).text.split(separator: " ")
        let isAll = { (word: Substring) in word.lowercased().drop { "+-?~".contains($0) } == "all" }
        guard words.count(where: isAll) == 1, let all = words.first(where: isAll) else { return nil }
        let meant = (words.filter { !isAll($0) } + [all]).joined(separator: " ")
        return SPFRecord(Array(meant.utf8))?.problems.isEmpty ?? false ? meant : nil
    }

    private static func fixes(
        _ problem: SPFRecord.Problem, _ correction: String?, _ span: SourceSpan, _ value: String
    ) -> [Fix] {
        guard span.text == problem.text || span.text == value else { return [] }
        if case .prefix = problem.kind {
            return problem.text.contains("\"") ? [] : [Fix("remove it", .unsafe, [Edit(replace: span, with: "")])]
        }
        return correction.map { [Fix("write `\($0)`", .unsafe, [Edit(replace: span, with: $0)])] } ?? []
    }

    private static func texts(_ kind: SPFRecord.Problem.Kind, _ text: String) -> (message: String, help: String) {
        switch kind {
        case .prefix:
            ("the SPF record does not begin with `v=spf1`", "remove \(text) in front of `v=spf1`")
        case .addressRange:
            (
                "\(text) is a range of addresses, which SPF does not have",
                "write the networks of the range, such as `ip4:192.0.2.0/27`"
            )
        case .spaceBeforeValue(let isAddress):
            (
                "\(text) has a space in front of the \(isAddress ? "address" : "domain")",
                "write the \(isAddress ? "address" : "domain") directly after the colon"
            )
        case .spaceAfterQualifier: ("\(text) has a space in it", "remove the space")
        case .commas: ("the SPF record has commas or semicolons between its parts", "separate the parts by spaces only")
        case .domainUnusual(let domain):
            (
                "\(Words.quoted(domain, limit: 80)) in the SPF record is not the name of a domain",
                "write only the name, such as `_spf.example.net`"
            )
        case .version: ("the SPF record does not begin with `v=spf1`", "write `v=spf1 ` in place of \(text)")
        case .versionRepeated:
            (
                "the SPF record contains a second SPF record",
                "write one record: `v=spf1`, then the mechanisms of both, and `all` only at the end"
            )
        case .dash: ("\(text) begins with a dash that is not `-`", "write `-` instead")
        case .mechanismUnknown:
            (
                "\(text) is not an SPF mechanism",
                "separate mechanisms by spaces only, and use `all`, `include:`, `a`, `mx`, `ip4:`, `ip6:` or `exists:`"
            )
        case .domainMissing:
            ("\(text) has no domain", "write the domain directly after it, without a space")
        case .domainInvalid(let domain):
            (
                "\(Words.quoted(domain, limit: 80)) in the SPF record is not a domain with at least two labels",
                "write the full domain name, such as `_spf.example.net`"
            )
        case .networkInvalid(let version):
            (
                "\(text) does not contain an IPv\(version) address",
                version == 4
                    ? "write an address or network, such as `ip4:192.0.2.0/24`"
                    : "write an address or network, such as `ip6:2001:db8::/32`"
            )
        case .prefixLength(let limit):
            ("the prefix length in \(text) is not valid", "write a number from 0 to \(limit) without leading zeros")
        case .valueUnexpected:
            ("\(text) has text after the name of the mechanism", "remove that text, or separate it by a space")
        case .modifierInsteadOfMechanism(let name):
            (
                "\(text) has `=` after the mechanism `\(name)`, so it is ignored",
                "write `\(name):` instead of `\(name)=`"
            )
        case .ignoredBesideAll:
            (
                "\(text) has no effect, because the SPF record has `all`",
                text.contains("redirect=")
                    ? "write either `all`, as the last mechanism, or `redirect`"
                    : "write `all` only once, as the last mechanism"
            )
        case .modifierRepeated: ("\(text) repeats a modifier of the SPF record", "remove one of the two")
        }
    }

    private static func label(_ kind: SPFRecord.Problem.Kind) -> String {
        switch kind {
        case .modifierInsteadOfMechanism, .ignoredBesideAll: "ignored"
        default: "not valid"
        }
    }
}
