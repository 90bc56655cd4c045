import DNS
import Diagnostics
import ZoneFile

/// Z141: text that only the program that wrote the file can read.
enum ExportSyntaxInZone: ZoneRule {
    static let info = RuleInfo(
        "Z141",
        "export-syntax",
        .error,
        fix: .safe,
        summary: "text of an export that name servers cannot read",
        page: RulePage(
            whatItChecks: """
                Reports, once for each kind: the refresh times of Windows DNS (`[AGE:3636580]`), its WINS and WINSR \
                records, the TSIG record that `dig` prints after a zone transfer with a key, and the alias records of \
                Route 53 in exports of cli53. The other fields and records are checked as if this text were not there. \
                A TSIG record is a note in the output of `dig`.
                """,
            whyItMatters: """
                BIND, Knot and NSD refuse to load the file.
                """,
            howToFix: """
                Remove the refresh times, WINS, WINSR and TSIG records. Replace an alias of Route 53 with address \
                records or, below the zone apex, a CNAME record.
                """,
            references: ["RFC 1035 §5.1", "RFC 8945 §5"]
        ),
        examples: [
            .bad(
                """
                www  «[AGE:3636580]» 600 A 192.0.2.10
                ftp  [AGE:3636581] 600 A 192.0.2.11
                     [AGE:3636581] 600 AAAA 2001:db8::11

                """
            ),
            .bad("transfer. 0 ANY «TSIG» hmac-sha256. 1700000000 300 4 AAAAAA== 1 NOERROR 0\nwww IN A 192.0.2.10\n"),
            .bad("@ 0 «WINS» L1 C900 ( 192.0.2.53 )\n"),
            .bad("www 300 «AWS» ALIAS A lb.example.net. Z35SXDOTRQ7X7K false\n"),
            .good("www 600 A 192.0.2.10\n"),
        ]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        let occurrences = Dictionary(grouping: context.zone.exports, by: \.syntax)
        for syntax in ExportSyntax.allCases {
            guard let found = occurrences[syntax], let first = found.first else { continue }
            let isTransfer = DigOutput.isTransfer(context.zone.sources[0])
            findings.report(Self.found(syntax, found, first, isTransfer, context))
        }
    }

    /// The edits that remove the text; empty if there is no single way, or too much of it.
    private static func removal(_ syntax: ExportSyntax, _ found: [ExportOccurrence]) -> [Edit] {
        guard found.count <= 10_000, !found.contains(where: \.isGenerated) else { return [] }
        switch syntax {
        case .windowsAging:
            return found.map { occurrence in
                let source = occurrence.span.source
                var end = occurrence.span.range.upperBound
                while end < source.count, source[end] == 0x20 || source[end] == 0x09 { end += 1 }
                return Edit(replace: SourceSpan(source, occurrence.span.range.lowerBound..<end), with: "")
            }
        case .messageSignature:
            // A line after it might inherit its owner.
            let isBeforeIndented = found.contains { occurrence in
                let (source, end) = (occurrence.entry.source, occurrence.entry.range.upperBound)
                return end < source.count && (source[end] == 0x20 || source[end] == 0x09)
            }
            return isBeforeIndented ? [] : found.map { Edit(replace: $0.entry, with: "") }
        case .windowsLookup, .cli53Alias: return []
        }
    }
}

// MARK: - Messages

extension ExportSyntaxInZone {
    private static func found(
        _ syntax: ExportSyntax, _ found: [ExportOccurrence], _ first: ExportOccurrence, _ isTransfer: Bool,
        _ context: ZoneContext
    ) -> Finding {
        let others = found.dropFirst()
        let shown = others.prefix(3).enumerated().map { index, occurrence in
            LabelledSpan(
                occurrence.span,
                index == 2 && others.count > 3
                    ? "also here, and in \(Words.count(others.count - 3, "more line"))" : "also here")
        }
        let edits = removal(syntax, found)
        let words = ExportSyntaxWords(syntax: syntax)
        let isNote = syntax == .messageSignature && isTransfer && !context.targets.contains(.bind)
        return Finding(
            info,
            words.message,
            at: LabelledSpan(first.span, words.label),
            why: words.why,
            help: words.help(first),
            related: shown,
            fixes: edits.isEmpty ? [] : [Fix(words.title, .safe, edits)],
            severity: isNote ? .info : nil,
            subject: context.subject(owner: first.owner)
        )
    }
}

extension ExportOccurrence {
    /// Whether the text is not in the file as such.
    fileprivate var isGenerated: Bool {
        if case .generated = span.source.provenance { true } else { false }
    }
}
