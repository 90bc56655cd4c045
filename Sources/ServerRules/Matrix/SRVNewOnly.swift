import DNS
import Diagnostics
import Federation
import ZoneFile

/// M202: SRV records only at the new name.
enum SRVNewOnly: ServerRule {
    static let info = RuleInfo(
        "M202",
        "srv-new-only",
        .info,
        summary: "`_matrix-fed._tcp` without `_matrix._tcp`, the only name that some software queries",
        page: RulePage(
            whatItChecks: "Reports names that have SRV records at `_matrix-fed._tcp` and none at `_matrix._tcp`.",
            whyItMatters: """
                In the long run, this is what the specification intends. Some software queries only the old name and \
                then connects to port 8448 of the name itself: ejabberd, matrix-user-verification-service, Construct, \
                Synapse before 1.93 and Dendrite before 0.13.3. The test tool at federationtester.matrix.org does the \
                same and reports a failure although federation works.
                """,
            howToFix: "Publish the same record at `_matrix._tcp` as well if this software matters to you.",
            references: ["Matrix server-server, Resolving server names", "MSC4040"]
        ),
        examples: [
            .bad(
                """
                synapse            IN A   192.0.2.10
                «_matrix-fed._tcp»   IN SRV 10 5 8448 synapse

                """
            ),
            .bad(
                "", continuation: false,
                server: ExampleServer(
                    evidence: """
                        {"dns": [
                          {"name": "_matrix-fed._tcp.example.com.", "type": "SRV", "status": "NOERROR",
                           "records": ["_matrix-fed._tcp.example.com. 3600 IN SRV 10 5 8448 synapse.example.com."]},
                          {"name": "_matrix._tcp.example.com.", "type": "SRV", "status": "NXDOMAIN"}
                        ]}
                        """)),
            .good(
                """
                synapse          IN A   192.0.2.10
                _matrix-fed._tcp IN SRV 10 5 8448 synapse
                _matrix._tcp     IN SRV 10 5 8448 synapse

                """
            ),
        ]
    )

    static func check(_ context: ServerContext, into findings: inout FindingSink) {
        guard let host = context.serviceHost, let new = context.services(.federation, at: host),
            let old = context.services(.legacy, at: host), !ServiceEndpoints(new.records, context).isEmpty
        else { return }
        switch old.state {
        case .noName, .noData: break
        case .records, .failed, .notCollected: return
        }
        findings.report(newOnly(context, host, new.records))
    }
}

// MARK: - Messages

extension SRVNewOnly {
    private static func newOnly(
        _ context: ServerContext,
        _ host: String,
        _ records: [AnswerRecord]
    ) -> Finding {
        let place = context.ownerSpan(of: records, "`_matrix._tcp` is missing")
        return Finding(
            info,
            "only `_matrix-fed._tcp` has SRV records, but some software queries only `_matrix._tcp`",
            at: place,
            why:
                "ejabberd, matrix-user-verification-service, Construct and federationtester.matrix.org connect to port "
                + "8448 of `\(host)` instead",
            help:
                "publish the same \(records.count == 1 ? "record" : "records") at `_matrix._tcp` as well if this software matters to you",
            subject: context.subject,
            source: place == nil ? context.source(of: records) : nil
        )
    }
}
