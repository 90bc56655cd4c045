import DNS
import Diagnostics
import ZoneFile

/// Z110: a TTL or SOA timer that is not valid or too long.
enum InvalidTTL: ZoneRule {
    static let info = RuleInfo(
        "Z110",
        "invalid-ttl",
        .error,
        fix: .safe,
        summary: "a TTL or SOA timer is invalid or too long",
        page: RulePage(
            whatItChecks: """
                Checks the TTLs of records and of `$TTL`, and the timers of SOA records. A time is a number of \
                seconds, or numbers with the units `w`, `d`, `h`, `m` and `s`.
                """,
            whyItMatters: """
                BIND, Knot and NSD refuse to load a zone with an unknown unit. Knot and NSD publish a TTL over \
                2147483647, but BIND and resolvers treat it as 0 (RFC 2181 §8). Caching then stops, and every lookup \
                reaches your servers.
                """,
            howToFix: "Write seconds, such as `3600`, or `1h`, `2d`, `1w`.",
            references: ["RFC 1035 §5.1", "RFC 2181 §8", "RFC 2308 §4"]
        ),
        examples: [
            .bad("www «5x» IN A 192.0.2.10\nmail IN A 192.0.2.11\n"),
            .bad("www «300IN» A 192.0.2.10\n"),
            .bad("www IN\t«2147483648» A 192.0.2.10\r\n"),
            .bad("$TTL «1hour»\nwww IN A 192.0.2.10\n"),
            .bad(
                """
                $TTL 3600
                @ IN SOA ns1.example.net. hostmaster.example.com. (
                         1
                         «2y» ; größer
                         3600 1209600 3600 )
                @ IN NS  ns1.example.net.
                @ IN NS  ns2.example.net.

                """,
                continuation: false
            ),
            .good("www 1w2d3h4m5s IN A 192.0.2.10\nmail IN 2147483647 A 192.0.2.11\nftp 0 IN A 192.0.2.12\n"),
        ]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        for (number, problem) in context.zone.problems.enumerated() where context.fieldMistakes[number] == nil {
            switch problem.kind {
            case .invalidTTL: findings.report(invalid(problem, context))
            case .ttlTooLarge: findings.report(tooLarge(problem, context))
            default: break
            }
        }
    }
}

// MARK: - Messages

extension InvalidTTL {
    private static func invalid(_ problem: ZoneProblem, _ context: ZoneContext) -> Finding {
        if let right = separated(problem.span.text) { return hasNoSpace(problem, right, context) }
        let correction =
            TimePhrase.corrected(problem.span.text) ?? withoutCommas(problem.span.text) ?? seconds(problem.span.text)
        return Finding(
            info,
            "\(Words.quoted(problem.span.text)) is not a valid time",
            at: LabelledSpan(problem.span, "expected seconds, or numbers with the units `w d h m s`"),
            why: "most servers, including BIND, refuse to load the zone",
            help: correction.map { "write `\($0)`" }
                ?? "write seconds, such as `3600`, or a time such as `1h` or `1d12h`",
            fixes: correction.map {
                [
                    Fix("write `\($0)`", .safe, [Edit(replace: problem.span, with: $0)])
                ]
            } ?? [],
            subject: context.subject(of: problem)
        )
    }

    /// The number of `3,600`.
    private static func withoutCommas(_ text: String) -> String? {
        let parts = text.split(separator: ",", omittingEmptySubsequences: false)
        let isGrouped = parts.count > 1 && parts.dropFirst().allSatisfy { $0.count == 3 } && !(parts[0].isEmpty)
        return isGrouped && parts.allSatisfy({ $0.allSatisfy(\.isNumber) }) ? parts.joined() : nil
    }

    /// The seconds of `1.5h`.
    private static func seconds(_ text: String) -> String? {
        let units: [Character: Int] = ["s": 1, "m": 60, "h": 3600, "d": 86_400, "w": 604_800]
        let parts = text.dropLast().split(separator: ".", omittingEmptySubsequences: false)
        guard let last = text.lowercased().last, let unit = units[last], parts.count == 2,
            parts.allSatisfy({ (1...4).contains($0.count) && $0.allSatisfy { $0.isASCII && $0.isNumber } }),
            let whole = Int(parts[0]), let decimals = Int(parts[1])
        else { return nil }
        let scale = (0..<parts[1].count).reduce(1) { result, _ in result * 10 }
        return decimals * unit % scale == 0 ? "\(whole * unit + decimals * unit / scale)" : nil
    }

    /// The TTL and the class of `3600IN`.
    private static func separated(_ text: String) -> String? {
        guard text.hasSuffix("IN") || text.hasSuffix("in"), text.dropLast(2).last?.isNumber ?? false else { return nil }
        var time = String(text.dropLast(2))
        guard time.withUTF8({ if case .value = TimeUnits.read($0) { true } else { false } }) else { return nil }
        return "\(time) \(text.suffix(2))"
    }

    private static func hasNoSpace(_ problem: ZoneProblem, _ right: String, _ context: ZoneContext) -> Finding {
        Finding(
            info,
            "a space is missing in \(Words.quoted(problem.span.text))",
            at: LabelledSpan(problem.span, "expected a space before the class"),
            why: "name servers refuse to load a zone with such a record",
            help: "write `\(right)`",
            fixes: [Fix("write `\(right)`", .unsafe, [Edit(replace: problem.span, with: right)])],
            subject: context.subject(of: problem)
        )
    }

    private static func tooLarge(_ problem: ZoneProblem, _ context: ZoneContext) -> Finding {
        Finding(
            info,
            "the time \(Words.quoted(problem.span.text)) is too long",
            at: LabelledSpan(problem.span, "the maximum is 2147483647 seconds, about 68 years"),
            why: "BIND refuses it or treats it as 0, as resolvers do (RFC 2181 §8); other servers publish it",
            help: "write a shorter time; more than a week (`1w`) is rarely useful",
            subject: context.subject(of: problem)
        )
    }
}
