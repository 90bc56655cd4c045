import DNS
import Diagnostics
import Federation
import TLSIdentity
import ZoneFile

/// The client well-known document that applies: the given one, otherwise the published one.
struct ClientDocumentView: Sendable {
    let document: ClientDocument
    /// The file, if it was given.
    let file: SourceFile?
    /// The source of a published document.
    let source: FactSource?

    /// Returns the span of a value, or `nil` if the document is not in a file.
    func place(_ range: Range<Int>, _ label: String) -> LabelledSpan? {
        file.map { LabelledSpan(SourceSpan($0, range), label) }
    }
}

extension ServerContext {
    /// The client well-known document; `nil` if there is none that clients can read.
    var clientDocument: ClientDocumentView? {
        shared.clientDocument {
            if let file = input.otherDocuments[.client] {
                return ClientDocument(file.contents).map { ClientDocumentView(document: $0, file: file, source: nil) }
            }
            return fetched(.client).lazy.compactMap { entry in
                guard entry.error == nil, entry.status == 200, let body = entry.body else { return nil }
                return ClientDocument(body).map {
                    ClientDocumentView(document: $0, file: nil, source: FactSource(entry))
                }
            }.first
        }
    }

    /// Creates a finding about what a URL in the client document leads to.
    func finding(
        _ rule: RuleInfo,
        _ message: String,
        about reference: ClientDocument.Reference,
        _ view: ClientDocumentView,
        of entry: HTTPSEntry,
        why: String,
        help: String,
        severity: Severity? = nil
    ) -> Finding {
        Finding(
            rule, message, at: view.place(reference.range, "leads there"), why: why, help: help, severity: severity,
            subject: subject, source: FactSource(entry))
    }

    /// Returns the first request of a URL that is of no use to clients, and why.
    ///
    /// - Parameter answerFailure: returns what is wrong with a response.
    func firstFailure(
        at url: String, _ answerFailure: (HTTPSEntry) -> ClientFailure?
    ) -> (entry: HTTPSEntry, failure: ClientFailure)? {
        for entry in fetched(at: url) {
            if let failure = clientFailure(of: entry) ?? answerFailure(entry) { return (entry, failure) }
        }
        return nil
    }

    /// Returns what is wrong with a request of clients.
    func clientFailure(of entry: HTTPSEntry) -> ClientFailure? { ClientFailure(entry, self) }
}

/// Why clients do not get the answer of a service.
struct ClientFailure {
    /// "`matrix.example.com` refuses connections on port 443"
    let clause: String
    /// What to do, as a clause.
    let help: String

    init(_ clause: String, help: String) {
        self.clause = clause
        self.help = help
    }

    /// - Returns: `nil` if there is a response, whatever its status, or if it is not known.
    init?(_ entry: HTTPSEntry, _ context: ServerContext) {
        guard let error = entry.error, let parts = URLParts(entry.url) else { return nil }
        let host = Words.quoted(parts.host, limit: 80)
        let port = parts.port ?? "443"
        let detail = entry.circumstances.detail
        switch error {
        case .dnsFailed:
            self.init("\(host) has no address", help: "create an A or AAAA record for \(host), or correct the URL")
        case .connectionRefused:
            self.init(
                "\(host) refuses connections on port \(port)\(entry.atAddress)",
                help: "start the service on port \(port), or correct the URL")
        case .timeout:
            self.init(
                "\(host) does not answer on port \(port)\(entry.atAddress)",
                help: "open port \(port) for clients, and make sure that the service behind it runs")
        case .tlsFailed:
            // With a status, the connection was refused for a reason that the check itself found.
            let isJudged = entry.status != nil
            let failure = isJudged ? nil : detail.flatMap(TLSFailure.init(detail:))
            self.init(
                "TLS fails" + (detail.map { ": \(isJudged ? $0 : Words.quoted($0, limit: 160))" } ?? ""),
                help: failure?.help(serverName: host)
                    ?? "install a certificate from a public CA that is valid for \(host), with its intermediate "
                    + "certificates")
        case .redirectLoop, .tooManyRedirects:
            self.init("it redirects without end", help: "answer at this URL without a redirect")
        case .protocolError, .tooLarge:
            self.init(
                "the response is not valid" + (detail.map { ": \(Words.quoted($0, limit: 160))" } ?? ""),
                help: "make sure that the proxy forwards this path to the service")
        case .unreachable, .internalAddress: return nil
        }
    }
}
