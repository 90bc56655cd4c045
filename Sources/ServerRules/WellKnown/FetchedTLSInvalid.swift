import Certificates
import DNS
import Diagnostics
import Federation
import TLSIdentity

/// W209: peers do not accept the certificate of the web server of the server name.
enum FetchedTLSInvalid: ServerRule {
    static let info = RuleInfo(
        "W209",
        "well-known-tls-failed",
        .error,
        stopsPeers: true,
        summary: "the well-known document cannot be fetched because TLS fails",
        page: RulePage(
            whatItChecks: """
                Checks whether the request for `/.well-known/matrix/server` failed during the TLS handshake. \
                Usually the certificate is for another name, expired, or from an unknown CA. It is \
                only a warning if SRV records exist and no document is configured, because no document may be \
                intended.
                """,
            whyItMatters: """
                The document counts only if it comes over a connection with a valid certificate for the server name. \
                Otherwise peers silently continue as if there were no document: with SRV records, then port 8448.
                """,
            howToFix: """
                Install a certificate from a public CA that is valid for the server name on its web server, with the \
                intermediate certificates. If the server ends the handshake with an alert, the alert shows where to \
                look, as for F103.
                """,
            references: ["Matrix server-server, Server discovery", "Matrix server-server, TLS", "RFC 8446 §6.2"]
        ),
        examples: [
            .bad(
                "", continuation: false,
                server: ExampleServer(
                    evidence: """
                        {"https": [{
                          "url": "https://example.com/.well-known/matrix/server", "address": "192.0.2.80",
                          "error": "tls-failed", "phase": "tls", "detail": "certificate has expired"
                        }]}
                        """)),
            .bad(
                "", continuation: false,
                server: ExampleServer(
                    evidence: """
                        {"https": [{
                          "url": "https://example.com/.well-known/matrix/server", "address": "192.0.2.80",
                          "error": "tls-failed", "phase": "tls",
                          "detail": "the server refused with the TLS alert unrecognized_name (112)"
                        }]}
                        """)),
            .good(
                "", continuation: false,
                server: ExampleServer(
                    evidence: """
                        {"https": [{
                          "url": "https://example.com/.well-known/matrix/server", "address": "192.0.2.80",
                          "status": 200, "body": "{\\"m.server\\": \\"matrix.example.com:443\\"}"
                        }]}
                        """)),
        ]
    )

    static func check(_ context: ServerContext, into findings: inout FindingSink) {
        for entry in context.fetchedOnce(
            .server, by: { $0.error == .tlsFailed ? $0.circumstances.detail ?? "" : nil })
        {
            findings.report(failed(context, entry))
        }
    }
}

// MARK: - Messages

extension HTTPSEntry {
    /// Whether the client that collected the evidence refused an expired certificate: it says so in its own words.
    var isCertificateExpired: Bool {
        error == .tlsFailed && circumstances.detail?.lowercased().contains("certificate has expired") == true
    }

    /// The host that the last redirect leads to, whose response is missing; `nil` without a redirect.
    var redirectionHost: String? {
        hops.last.flatMap { URLParts($0.headers["location"] ?? $0.url)?.host }?.lowercased()
    }
}

extension FetchedTLSInvalid {
    private static func failed(_ context: ServerContext, _ entry: HTTPSEntry) -> Finding {
        let own = (context.delegatingHost ?? "").lowercased()
        let hasServices = MatrixService.allCases.contains { service in
            context.services(service, at: own).map { !ServiceEndpoints($0.records, context).isEmpty } ?? false
        }
        let found = context.refusal(of: entry)
        let (refusal, host) = (found?.refusal, found?.host ?? entry.redirectionHost ?? own)
        let redirection = host == own ? nil : host
        let failure = refusal == nil ? entry.circumstances.detail.flatMap(TLSFailure.init(detail:)) : nil
        let isPartial = host == own && context.addressServing(entry) != nil
        var finding = context.finding(
            info,
            message(entry, refusal, redirection, failure, isPartial ? entry.atAddress : ""),
            of: entry,
            why: Sentences.joined(
                [
                    refusal.flatMap { $0.chain.leaf.builtIn?.text }, newer(refusal, context)?.text, failure?.meaning,
                    "peers silently continue as if there were no document, with SRV records and then port 8448",
                    intention(entry),
                ].compactMap(\.self)),
            help: help(context, host, entry, refusal, failure),
            severity: hasServices && !context.isDocumentIntended(entry) ? .warning : .error
        )
        finding.route.isPartial = isPartial
        if failure == nil, newer(refusal, context) == nil { finding.advice.certifiedHost = host }
        return finding
    }

    /// Returns what went wrong, with the details after a colon.
    private static func message(
        _ entry: HTTPSEntry, _ refusal: DocumentRefusal?, _ redirection: String?, _ failure: TLSFailure?,
        _ place: String
    ) -> String {
        if let refusal, let redirection {
            return "the well-known document is redirected to \(Words.quoted(redirection, limit: 80)), which has an "
                + "invalid certificate: \(refusal.text)"
        }
        if let refusal { return "the well-known document is behind an invalid certificate\(place): \(refusal.text)" }
        let message =
            "the well-known document cannot be fetched because TLS fails\(entry.atAddress)"
            + (redirection.map { " at \(Words.quoted($0, limit: 80)), which it is redirected to" } ?? "")
        if case .alert(let alert)? = failure { return message + ": the server sends the alert \(alert)" }
        return message + (entry.circumstances.detail.map { ": \(Words.quoted($0, limit: 160))" } ?? "")
    }

    /// A clause with the server that peers would use if TLS worked.
    private static func intention(_ entry: HTTPSEntry) -> String? {
        guard let text = entry.refusedDelegation else { return nil }
        return
            "the document itself is valid: it names \(Words.quoted(text, limit: 80)), and peers use that as soon as they "
            + "trust the certificate"
    }

    private static func newer(_ refusal: DocumentRefusal?, _ context: ServerContext) -> NewerCertificate? {
        guard let leaf = refusal?.chain.leaf, let time = context.time, time > leaf.notAfter else { return nil }
        return context.newerCertificate(than: leaf)
    }

    private static func help(
        _ context: ServerContext, _ host: String, _ entry: HTTPSEntry, _ refusal: DocumentRefusal?,
        _ failure: TLSFailure?
    ) -> String {
        if newer(refusal, context) != nil { return NewerCertificate.help }
        if let builtIn = refusal?.chain.leaf.builtIn { return builtIn.help(for: "`\(host)`") }
        if let failure { return failure.help(serverName: "`\(host)`") }
        let repair =
            refusal.map { refusal in
                let isOwn = host == context.delegatingHost?.lowercased()
                return context.repair(of: refusal.chain, as: .dns(host), at: isOwn ? entry.address : nil, 443)
            } ?? (entry.isCertificateExpired ? .renew : nil)
        let order =
            "install a certificate from a public CA that is valid for `\(host)` on the web server of `\(host)`, with its "
            + "intermediate certificates"
        guard let repair, repair != .obtain else {
            guard host == context.delegatingHost?.lowercased(), let address = entry.address,
                let other = context.addressServing(entry)
            else { return order }
            return "let the web server present the certificate for `\(host)` at \(address) too, as it does at \(other)"
                + (address.isIPv6 ? " (nginx: `listen [::]:443 ssl;` in the same `server`)" : "")
                + ", or remove the address from the zone"
        }
        let sentence = repair.clause(host) + " on the website `https://\(host)`"
        if case .addIssuer(let issuer) = repair { return sentence + "; if \(issuer) is not a public CA, " + order }
        return sentence
    }
}
