import Diagnostics
import Federation
import ZoneFile

extension ServerContext {
    /// The document at `/.well-known/matrix/server`: the given one, otherwise the first one fetched.
    var serverDocument: ServerDocumentView? {
        if let wellKnown { return wellKnown }
        return shared.serverDocument { fetched(.server).lazy.compactMap(ServerDocumentView.init(fetched:)).first }
    }

    /// Returns the responses for a document of the server name, from each address that could be requested.
    ///
    /// A document given in a file does not replace them. A response behind a certificate that peers do not trust is an
    /// error, as it is for peers.
    func fetched(_ document: WellKnown) -> [HTTPSEntry] {
        guard let host = delegatingHost ?? namedHost else { return [] }
        return fetched(at: WellKnown.url(host, document))
    }

    /// Returns the responses to requests for a URL.
    func fetched(at url: String) -> [HTTPSEntry] {
        shared.fetched(url) { collected?.https.filter { $0.url == url && !$0.isUnasked } ?? [] }
    }

    private func isServerDocument(_ url: String) -> Bool {
        delegatingHost.map { WellKnown.url($0, .server) == url } ?? false
    }

    /// The responses for the client well-known documents of other hosts, such as the delegated host.
    func clientDocuments(onOtherHostsThan host: String) -> [HTTPSEntry] {
        (collected?.https ?? []).filter { entry in
            guard let parts = URLParts(entry.url) else { return false }
            return parts.host != host && parts.path == "/.well-known/matrix/client"
        }
    }

    /// Creates a finding about the document.
    func finding(
        _ rule: RuleInfo,
        _ message: String,
        in document: ServerDocumentView,
        at range: Range<Int>,
        _ label: String,
        why: String,
        help: String,
        advice: FindingAdvice = FindingAdvice(),
        fixes: [Fix] = [],
        severity: Severity? = nil
    ) -> Finding {
        Finding(
            rule, message, at: document.place(range, label), why: why, help: help, advice: advice, fixes: fixes,
            severity: severity, subject: subject, source: document.source, route: RoutePosition(.document))
    }

    /// Creates a finding about a given document that is not a part of the route.
    func finding(
        _ rule: RuleInfo,
        _ message: String,
        of document: ServerDocumentView,
        _ problem: DocumentProblem,
        why: String,
        help: String
    ) -> Finding {
        Finding(
            rule, message, at: document.place(problem.range, problem.label), why: why, help: help,
            fixes: document.fix("correct the document", problem.edits), subject: subject)
    }

    /// Creates a finding about an exchange.
    func finding(
        _ rule: RuleInfo,
        _ message: String,
        of entry: HTTPSEntry,
        why: String,
        help: String,
        advice: FindingAdvice = FindingAdvice(),
        severity: Severity? = nil
    ) -> Finding {
        Finding(
            rule, message, at: nil, why: why, help: help, advice: advice, severity: severity, subject: subject,
            source: FactSource(entry), route: RoutePosition(isServerDocument(entry.url) ? .document : nil))
    }
}
