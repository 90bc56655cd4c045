import DNS
import Diagnostics
import Federation

/// M210: an audit that contacted internal addresses.
enum InternalServerName: ServerRule {
    static let info = RuleInfo(
        "M210",
        "internal-server-name",
        .info,
        summary: "the server name is internal, so other internal addresses were contacted",
        page: RulePage(
            whatItChecks: """
                Reports a server name that resolves only to private addresses, as in a company network. It is reported \
                if `audit` therefore contacted other private addresses that its records and redirects lead to.
                """,
            whyItMatters: """
                For a public server name, `audit` does not connect to internal addresses. The other hosts of an \
                internal server name are usually internal too. But if someone else supplied the server name, its \
                records decide which hosts in your network are contacted.
                """,
            howToFix: """
                No action is needed, unless someone else supplied the server name. In that case, audit it with \
                `--no-allow-private`, which contacts no internal address at all.
                """,
            references: ["RFC 6890"]
        ),
        examples: [
            .bad(
                "", continuation: false, alsoFires: ["M207"],
                server: ExampleServer(evidence: evidence(own: "10.0.0.80", place: "10.0.0.10"))),
            .good(
                "", continuation: false,
                server: ExampleServer(evidence: evidence(own: "198.51.100.80", place: "198.51.100.10"))),
        ]
    )

    private static func evidence(own: String, place: String) -> String {
        """
        {"https": [{
           "url": "https://example.com/.well-known/matrix/server", "address": "\(own)", "status": 200,
           "body": "{\\"m.server\\": \\"matrix.example.com:8448\\"}"
         }],
         "dns": [
           {"name": "example.com.", "type": "A", "status": "NOERROR", "records": ["example.com. 3600 IN A \(own)"]},
           {"name": "example.com.", "type": "AAAA", "status": "NOERROR"},
           {"name": "matrix.example.com.", "type": "A", "status": "NOERROR",
            "records": ["matrix.example.com. 3600 IN A \(place)"]},
           {"name": "matrix.example.com.", "type": "AAAA", "status": "NOERROR"}
         ],
         "tls": [{"address": "\(place)", "port": 8448, "serverName": "matrix.example.com", "protocol": "TLSv1.3"}]}
        """
    }

    static func check(_ context: ServerContext, into findings: inout FindingSink) {
        guard let tls = context.input.evidence?.tls, !tls.isEmpty else { return }
        let own = context.ownAddresses
        guard InternalAddressPolicy(.byServerName, ownAddresses: own).isInternalServerName else { return }
        let contacted = tls.first { entry in
            entry.error != .internalAddress && InternalAddressPolicy.isPrivateUse(entry.address)
                && !own.contains(entry.address)
        }
        if let contacted { findings.report(isInternal(context, own, contacted)) }
    }
}

// MARK: - Messages

extension InternalServerName {
    private static func isInternal(
        _ context: ServerContext, _ own: [IPAddress], _ contacted: TLSEntry
    ) -> Finding {
        Finding(
            info,
            "`\(context.input.serverName)` resolves to internal addresses, so other internal addresses were contacted",
            at: nil,
            why:
                "it resolves to \(Words.list(own.map(\.description))), and the audit also connected to \(contacted.address) "
                + "port \(contacted.port)",
            help:
                "if someone else supplied the name, audit it with `--no-allow-private`; otherwise, no action is needed",
            subject: context.subject
        )
    }
}
