import Diagnostics
import Federation

extension DocumentProblem {
    /// Creates the problem of a value that should be a URL.
    ///
    /// - Parameters:
    ///   - role: What the value is, such as "as `base_url` in `m.homeserver`".
    ///   - schemes: The schemes that are accepted, in lower case.
    /// - Returns: `nil` for a URL with one of them.
    init?(url value: JSONValue, _ role: String, schemes: Set<String> = ["https"]) {
        guard let text = value.string else {
            self.init("has \(value.kindName) \(role), not a string", at: value, "expected a string")
            return
        }
        if let parts = URLParts(text), schemes.contains(parts.scheme) {
            // A variable without a value leaves the dots around it.
            guard parts.host.hasPrefix(".") || parts.host.contains("..") else { return nil }
            self.init(
                "has \(Words.quoted(text, limit: 80)) \(role), whose host has an empty label", at: value,
                "a part of the host is missing")
            return
        }
        self.init(
            "has \(Words.quoted(text, limit: 80)) \(role), which is not an `https://` URL", at: value,
            "expected an `https://` URL", edits: Self.withScheme(value, text))
    }

    /// Adds the scheme to a host that was written without it.
    private static func withScheme(_ value: JSONValue, _ text: String) -> [JSONEdit] {
        let host = text.prefix { $0 != "/" }
        // A name with a dot, so that no other word is taken for a host.
        guard host.contains("."), (try? ServerName(host)) != nil, URLParts("https://\(text)") != nil else { return [] }
        return [JSONEdit(value.range, JSONString.quoted("https://\(text)"))]
    }
}
