import Diagnostics
import ZoneFile

/// Z142: a file of another format.
enum NotAZoneFile: ZoneRule {
    static let info = RuleInfo(
        "Z142",
        "not-a-zone-file",
        .error,
        fix: .safe,
        examplesElsewhere: "ForeignFormatTests",
        summary: "the file has another format than zone files",
        page: RulePage(
            whatItChecks: """
                Recognises files that store names and addresses in another form: JSON, YAML (octoDNS), CSV tables, the \
                data of tinydns, hosts files, the configuration of BIND, dnsmasq, Terraform or DNSControl, commands of \
                `nsupdate`, the output of `host`, `nslookup` and `knotc`, HTML and XML, patches, keys and certificates, databases, \
                dumps of `rndc dumpdb`, BIND's raw zones and journals, and compressed files. Only the first lines are read, \
                and a file that begins with a directive or a record is a zone file. Templates of zone files are recognised \
                by placeholders such as `{{ name }}`, `{% if … %}`, `<%= name %>` or `${NAME}` anywhere outside comments and \
                quoted text.
                """,
            whyItMatters: "No name server reads such a file as a zone. Nothing in it was checked.",
            howToFix: """
                Give the zone file instead, or convert the file: generate the zone file with the program that reads it, or \
                transfer the zone from a server with `dig @SERVER ZONE AXFR`.
                """,
            references: ["RFC 1035 §5"]
        ),
        examples: [.good("www 3600 IN A 192.0.2.10\n", continuation: false)]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        for problem in context.zone.problems {
            guard case .foreignFormat(let format) = problem.kind else { continue }
            findings.report(foreign(problem, format, context))
        }
    }
}

// MARK: - Messages

extension NotAZoneFile {
    private static func foreign(_ problem: ZoneProblem, _ format: ForeignFormat, _ context: ZoneContext) -> Finding {
        let source = problem.span.source
        let words = ForeignFormatWords(format, start: source.text(in: 0..<min(source.count, 4096)))
        let prefixes = LinePrefixes(format, of: source)
        return Finding(
            info,
            "the file is \(words.what), not a zone file",
            at: LabelledSpan(prefixes?.first ?? problem.span, words.label),
            why: "name servers cannot load it as a zone, and nothing in it was checked",
            help: words.help,
            fixes: prefixes.map { prefixes in
                [
                    Fix(
                        "remove the text before each line", prefixes.isCertain ? .safe : .unsafe,
                        prefixes.all.map { Edit(replace: $0, with: "") })
                ]
            } ?? [],
            subject: context.subject(of: problem)
        )
    }
}
