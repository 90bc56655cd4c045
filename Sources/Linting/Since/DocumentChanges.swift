import Diagnostics
import Federation

/// Documents fetched over HTTPS, compared by their URLs.
enum DocumentChanges {
    static func changes(_ old: Evidence, _ new: Evidence) -> [AuditChange] {
        let before = Dictionary(old.https.filter { !$0.isUnasked }.map { ($0.url, $0) }) { first, _ in first }
        var seen: Set<String> = []
        return new.https.compactMap { entry in
            guard !entry.isUnasked, let earlier = before[entry.url], seen.insert(entry.url).inserted else { return nil }
            let (left, right) = (words(earlier), words(entry))
            let url = "`\(MessageText.value(entry.url))`"
            if left != right {
                return AuditChange(
                    .document, entry.url, before: left, after: right, "\(url): \(left) before, \(right) now")
            }
            guard entry.error == nil, entry.status == 200, body(earlier) != body(entry) else { return nil }
            return AuditChange(
                .document, entry.url, before: left, after: right, "\(url): the contents of the document have changed")
        }
    }

    private static func words(_ entry: HTTPSEntry) -> String {
        if let error = entry.error { return "not fetched (\(error.rawValue))" }
        guard let status = entry.status else { return "no status" }
        guard status == 200 else { return "status \(status)" }
        guard let body = body(entry) else { return "a document" }
        guard let document = try? JSONReader.read(body) else { return "a document that is not JSON" }
        let (key, value): (String, JSONValue?)
        switch WellKnown.allCases.first(where: { entry.url.hasSuffix("/.well-known/matrix/\($0.rawValue)") }) {
        case .server: (key, value) = ("m.server", document["m.server"])
        case .client: (key, value) = ("base_url", document["m.homeserver"]?["base_url"])
        default: return "a document"
        }
        guard let text = value?.string else { return "a document without `\(key)`" }
        return "`\(key)` is `\(MessageText.value(text))`"
    }

    /// The body, unless evidence files omit it.
    private static func body(_ entry: HTTPSEntry) -> [UInt8]? { entry.isBodyWithheld ? nil : entry.body }
}
