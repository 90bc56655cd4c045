import Diagnostics
import Federation

/// Why an invalid client document matters, and what to write in it.
struct ClientDocumentAdvice {
    private(set) var why =
        "clients cannot discover the homeserver, so they ask the user for its URL or refuse to log in"
    private(set) var help = "publish `\(Self.example)`"
    /// Whether another document has to be published, so that none would do, too.
    private(set) var replacesDocument = true

    static let example = #"{"m.homeserver": {"base_url": "https://…"}}"#

    init(_ body: [UInt8]) {
        if let diagnosis = JSONDiagnosis.of(body) {
            help = diagnosis.mistake.help(example: Self.example)
            replacesDocument = false
            return
        }
        guard let document = try? JSONReader.read(body), let members = document.members else { return }
        guard let homeserver = document["m.homeserver"] else {
            replacesDocument = members.isEmpty
            if document["m.server"] != nil {
                help =
                    "move this document to `/.well-known/matrix/server`, where peers request it, and publish "
                    + "`\(Self.example)` here"
                return
            }
            // Other keys are of use, and stay.
            if !members.isEmpty { help = "add `\"m.homeserver\": {\"base_url\": \"https://…\"}` to the document" }
            return
        }
        let bases = [homeserver, document["m.identity_server"]].compactMap { $0?["base_url"] }
        let problem = bases.first { DocumentProblem(base: $0, "") != nil }
        guard let text = problem?.string else { return }
        replacesDocument = false
        if URLParts(text)?.scheme == "http" {
            why =
                "web clients are loaded over HTTPS, so browsers block requests to it, and all other clients send passwords "
                + "unencrypted"
            help = "write an `https://` URL, and let a proxy with a certificate answer there"
        } else if URLParts(text) == nil, let parts = URLParts("https://\(text)"), parts.host.contains(".") {
            help = "write \(Words.quoted("https://\(text)", limit: 80))"
        } else {
            replacesDocument = true
        }
    }
}

extension DocumentProblem {
    /// - Parameters:
    ///   - value: A `base_url`.
    ///   - role: What it is in the document, as an adverbial.
    /// - Returns: `nil` if clients can use the URL. Without encryption, that is only so on the same machine, in a
    ///   private network, or in Tor.
    init?(base value: JSONValue, _ role: String) {
        let host = value.string.flatMap(URLParts.init)?.host ?? ""
        let isProtected =
            host == "localhost" || host == "127.0.0.1" || host == "[::1]" || host.hasSuffix(".onion")
            || ["home.arpa", "local", "internal"].contains(SpecialUse.ending(of: host))
        self.init(url: value, role, schemes: isProtected ? ["https", "http"] : ["https"])
    }
}
