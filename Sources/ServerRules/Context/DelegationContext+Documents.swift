import Diagnostics
import Federation
import ZoneFile

extension DelegationContext {
    /// The document at `/.well-known/matrix/server`: the one given, or else the first that was fetched.
    var serverDocument: ServerDocumentView? {
        if let wellKnown { return wellKnown }
        return shared.serverDocument { fetched(.server).lazy.compactMap(ServerDocumentView.init(fetched:)).first }
    }

    /// What came back for a document of the server name, from each address that could be asked, a document given in a
    /// file notwithstanding; as peers get it, who do not take it from behind a certificate that they do not trust.
    func fetched(_ document: WellKnown) -> [HTTPSEntry] {
        guard let host = delegatingHost ?? namedHost else { return [] }
        let url = WellKnown.url(host, document)
        return shared.fetched(url) { collected?.https.filter { $0.url == url && !$0.isUnasked } ?? [] }
    }

    /// A finding about the document.
    func finding(
        _ rule: RuleInfo,
        _ message: String,
        in document: ServerDocumentView,
        at range: Range<Int>,
        _ label: String,
        why: String,
        help: String,
        fixes: [Fix] = [],
        severity: Severity? = nil
    ) -> Finding {
        Finding(
            rule, message, at: document.place(range, label), why: why, help: help, fixes: fixes, severity: severity,
            subject: subject, source: document.source)
    }

    /// A finding about an exchange.
    func finding(
        _ rule: RuleInfo,
        _ message: String,
        of entry: HTTPSEntry,
        why: String,
        help: String,
        severity: Severity? = nil
    ) -> Finding {
        Finding(
            rule, message, at: nil, why: why, help: help, severity: severity, subject: subject,
            source: FactSource(entry))
    }
}
