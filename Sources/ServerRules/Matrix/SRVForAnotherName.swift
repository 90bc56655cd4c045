import DNS
import Diagnostics
import Federation
import ZoneRules

/// M211: an SRV record at a host below the server name.
enum SRVForAnotherName: ServerRule {
    static let info = RuleInfo(
        "M211",
        "srv-for-another-name",
        .warning,
        stopsPeers: true,
        summary: "the SRV records are for another server name",
        page: RulePage(
            whatItChecks: """
                Looks for SRV records at names below a given server name, such as `_matrix._tcp.matrix.example.com` \
                for `example.com`, if the server name itself has neither SRV records nor a known well-known document. In \
                a zone file, these are all names below the server name. In evidence, these are the names that were \
                queried: `srvlint audit` queries those of `matrix`.
                """,
            whyItMatters: """
                The name after `_tcp` is the server name, not the host of the homeserver. Peers never look up such a \
                record for users of `example.com`, and connect to port 8448 of `example.com`. A record whose target is \
                another host may belong to another homeserver, so that is only a note.
                """,
            howToFix: """
                Publish the record at `_matrix-fed._tcp` and `_matrix._tcp` of the server name, with a certificate for \
                the server name, or publish a well-known document at the server name. If the other name is a server \
                name too, give it with `--server-name`.
                """,
            references: ["Matrix server-server, Resolving server names, steps 4 and 5"]
        ),
        examples: [
            .bad(
                """
                @                       IN A   192.0.2.80
                matrix                  IN A   192.0.2.10
                «_matrix-fed._tcp.matrix» IN SRV 10 5 443 matrix

                """,
                server: ExampleServer()
            ),
            .good(
                """
                @                       IN A   192.0.2.80
                matrix                  IN A   192.0.2.10
                _matrix-fed._tcp        IN SRV 10 5 8448 matrix
                _matrix._tcp            IN SRV 10 5 8448 matrix

                """,
                server: ExampleServer()
            ),
            // The host is the delegated server, whose SRV records peers use.
            .good(
                """
                @                       IN A   192.0.2.80
                matrix                  IN A   192.0.2.10
                _matrix-fed._tcp.matrix IN SRV 10 5 8448 matrix
                _matrix._tcp.matrix     IN SRV 10 5 8448 matrix

                """,
                server: ExampleServer(wellKnown: #"{"m.server": "matrix.example.com"}"#)
            ),
        ]
    )

    static func check(_ context: ServerContext, into findings: inout FindingSink) {
        for host in context.hostsBelow + context.hostsBelowInEvidence {
            let records = context.misplacedRecords(at: host)
            guard let first = records.first else { continue }
            findings.report(forAnotherName(context, host, first))
        }
    }
}

// MARK: - Messages

extension SRVForAnotherName {
    private static func forAnotherName(
        _ context: ServerContext,
        _ host: String,
        _ record: ServerContext.MisplacedRecord
    ) -> Finding {
        let name = context.delegatingHost ?? context.input.serverName
        let owners = MatrixService.allCases.map { "`\($0.ownerPrefix).\(name)`" }
        let target = record.answer.service.map { $0.target.description.trimmingFinalDot } ?? host
        let port = record.answer.service.map { Int($0.port) } ?? 443
        let isCertain = context.isHardlyServerName(host)
        let isReached = context.arrivals.contains {
            $0.implementation.name == .specification && $0.state == .working
        }
        return Finding(
            info,
            "the SRV record at `\(record.service.ownerPrefix).\(host)` is for the server name `\(host)`, not `\(name)`",
            at: record.place.map {
                LabelledSpan(WrittenOwner(of: $0.record, in: $0.zone).span, "serves `\(host)` only")
            },
            why: "for `\(name)`, peers look up \(Words.list(owners)), which do not exist"
                + (context.isWithoutWellKnown
                    ? ", and connect to port 8448 of `\(name)`"
                    : "; without a well-known document, they connect to port 8448 of `\(name)`"),
            help: "move the record to \(Words.list(owners)), with a certificate for `\(name)`, or publish a well-known "
                + "document that delegates `\(name)` to `\(target):\(port)`",
            severity: isCertain && !isReached ? nil : .info,
            subject: record.place.map { context.subject(in: $0) } ?? context.subject,
            source: record.place == nil ? context.source(of: [record.answer]) : nil,
            route: RoutePosition(ServerContext.partOfServices(at: name))
        )
    }
}

extension RuleInfo {
    /// Whether findings are about SRV records that discovery of the given server name does not use.
    public var isAboutUnusedRecords: Bool { code == SRVForAnotherName.info.code }
}
