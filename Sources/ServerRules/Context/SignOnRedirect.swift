import Diagnostics
import Federation

extension HTTPSEntry {
    /// A clause with the last URL, quoted, if the request was redirected.
    var redirectClause: String? {
        redirects > 0 ? "the request was redirected to \(Words.quoted(lastURL, limit: 120))" : nil
    }

    /// Whether the request ended at a page where people sign in, by the URL or the form on the page.
    var isSignOn: Bool {
        guard redirects > 0, let parts = URLParts(lastURL) else { return false }
        let words = "\(parts.host)/\(parts.path)".lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
        return !Self.signOnWords.isDisjoint(with: words) || hasPasswordField
    }

    private static let signOnWords: Set<String> = [
        "sso", "login", "signin", "logon", "signon", "auth", "oauth", "oauth2", "oidc", "saml", "saml2", "cas",
        "authelia",
        "authentik", "keycloak", "accounts", "authorize",
    ]

    private var hasPasswordField: Bool {
        guard let body else { return false }
        let text = String(decoding: body.prefix(64 << 10), as: UTF8.self).lowercased()
        return ["type=\"password\"", "type='password'", "type=password"].contains { text.contains($0) }
    }

    /// What to do about a sign-on that stands before the document.
    static let signOnHelp =
        "exempt `/.well-known/matrix/` from the sign-on, so that everybody can fetch the document without logging in"
}
