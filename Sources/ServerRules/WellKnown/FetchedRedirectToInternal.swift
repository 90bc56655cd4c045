import DNS
import Diagnostics
import Federation

/// W211: a redirect leads to an internal address.
enum FetchedRedirectToInternal: DelegationRule {
    static let info = RuleInfo(
        "W211",
        "redirect-to-internal",
        .error,
        summary: "a well-known document redirects to an internal address",
        page: RulePage(
            whatItChecks: """
                Reports redirects of the documents below `/.well-known/matrix/` that lead from a public server name to \
                an internal address, written in the URL or found by the DNS: private, loopback, link-local and the like \
                (RFC 6890). `audit` does not follow them unless `--allow-private` is given. An error for the document \
                for servers; a warning for the others, and where the host has public addresses too.
                """,
            whyItMatters: """
                For everyone who follows the redirect, the address is another machine, in their own network. \
                Homeservers that block such addresses, Synapse among them, refuse it and go on as if there were no \
                document. A client that follows it can be made to send requests to machines that must not be reachable \
                from outside.
                """,
            howToFix: "Redirect to a host that has public addresses only, or answer the path directly.",
            references: [
                "RFC 6890", "Matrix server-server, Server discovery", "Synapse configuration, ip_range_blacklist",
            ]
        ),
        examples: [
            .bad(
                "", continuation: false,
                server: ExampleServer(
                    evidence: """
                        {"https": [{
                          "url": "https://example.com/.well-known/matrix/server", "address": "198.51.100.80",
                          "hops": [
                            {"url": "https://example.com/.well-known/matrix/server", "status": 302,
                             "headers": [["location", "http://169.254.169.254/latest/meta-data/"]]}
                          ],
                          "status": 302, "skippedAddresses": ["169.254.169.254"],
                          "error": "internal-address", "phase": "connect"
                        }]}
                        """)),
            .good(
                "", continuation: false,
                server: ExampleServer(
                    evidence: """
                        {"https": [{
                          "url": "https://example.com/.well-known/matrix/server", "address": "198.51.100.80",
                          "hops": [
                            {"url": "https://example.com/.well-known/matrix/server", "status": 302},
                            {"url": "https://www.example.com/.well-known/matrix/server", "status": 200}
                          ],
                          "status": 200, "body": "{\\"m.server\\": \\"matrix.example.com:443\\"}"
                        }]}
                        """)),
        ]
    )

    static func check(_ context: DelegationContext, into findings: inout FindingSink) {
        for document in WellKnown.allCases {
            // The same from several addresses is one fault.
            let entries = context.fetchedOnce(document) { entry in
                guard !entry.hops.isEmpty, !entry.skippedAddresses.isEmpty || entry.isRedirectRefused else {
                    return nil
                }
                return "\(entry.isRedirectRefused) \(target(entry) ?? "") \(entry.skippedAddresses)"
            }
            for entry in entries { findings.report(redirect(context, document, entry)) }
        }
    }

    /// Where the last redirect leads, or led.
    private static func target(_ entry: HTTPSEntry) -> String? {
        entry.isRedirectRefused ? entry.lastHeaders["location"] : entry.lastURL
    }
}

// MARK: - Messages

extension FetchedRedirectToInternal {
    private static func redirect(
        _ context: DelegationContext, _ document: WellKnown, _ entry: HTTPSEntry
    ) -> Finding {
        let name = document == .server ? "the well-known document" : "the document for \(audience(document))"
        let place = target(entry).map { " to \(Words.quoted($0, limit: 120))" } ?? ""
        let kinds = entry.skippedAddresses.map(InternalAddressPolicy.words)
        let addresses = kinds.isEmpty ? "" : ": \(Words.list(kinds))"
        let isRefused = entry.isRedirectRefused
        return context.finding(
            info,
            isRefused
                ? "\(name) redirects\(place), an internal address\(addresses); the redirect was not followed"
                : "\(name) redirects\(place), which has internal addresses too\(addresses)",
            of: entry,
            why: document == .server
                ? "for everyone who follows it, the address is in their own network; Synapse and other homeservers that "
                    + "block such addresses go on as if there were no document"
                : "for everyone who follows it, the address is in their own network",
            help: "redirect to a host that has public addresses only, or answer the path directly"
                + (isRefused ? "; to have it followed all the same, give `--allow-private`" : ""),
            severity: document == .server && isRefused ? .error : .warning
        )
    }

    private static func audience(_ document: WellKnown) -> String {
        document == .client ? "clients" : "support"
    }
}
