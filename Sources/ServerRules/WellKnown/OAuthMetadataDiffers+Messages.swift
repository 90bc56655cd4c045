import Diagnostics
import Federation

extension OAuthMetadataDiffers {
    static func otherIssuer(
        _ context: ServerContext, _ view: ClientDocumentView, _ issuer: ClientDocument.Reference, _ entry: HTTPSEntry,
        _ actual: String
    ) -> Finding {
        context.finding(
            info,
            "the document names the OAuth issuer \(Words.quoted(issuer.text, limit: 80)), the homeserver "
                + Words.quoted(actual, limit: 80),
            about: issuer, view, of: entry,
            why: "old clients use the issuer of the document, which the homeserver does not trust",
            help: "write \(Words.quoted(actual, limit: 120)) as `issuer`, or remove the key from the document"
        )
    }

    static func unreachable(
        _ context: ServerContext, _ view: ClientDocumentView, _ reference: ClientDocument.Reference,
        _ entry: HTTPSEntry,
        _ unusable: UnusableURL
    ) -> Finding {
        let known = view.document.issuer.flatMap { UnusableURL($0.text, "issuer", context) == nil ? $0.text : nil }
        return context.finding(
            info,
            "the homeserver's OAuth metadata have \(Words.quoted(unusable.text, limit: 80)) as `\(unusable.key)`, which "
                + "clients cannot use: \(unusable.reason)",
            about: reference, view, of: entry,
            why: unusable.lostFunction
                ?? "clients with OAuth send their users to the URLs in the metadata, so nobody can log in with them",
            help:
                "set the public URL in the configuration of the authentication service: `public_base` below `http` in "
                + "matrix-authentication-service"
                + (known.map { ". The document has \(Words.quoted($0, limit: 120))" } ?? ""),
            severity: unusable.lostFunction == nil ? .error : .warning
        )
    }

    static func unknown(
        _ context: ServerContext, _ view: ClientDocumentView, _ issuer: ClientDocument.Reference, _ entry: HTTPSEntry
    ) -> Finding {
        context.finding(
            info,
            "the document names an OAuth issuer, but the homeserver has no OAuth metadata",
            about: issuer, view, of: entry,
            why: "newer clients ask the homeserver, and find no login with OAuth",
            help:
                "enable the authentication service in the configuration of the homeserver, or remove the key from the "
                + "document"
        )
    }

    static func differs(
        _ context: ServerContext, _ view: ClientDocumentView, _ issuer: ClientDocument.Reference, _ entry: HTTPSEntry,
        _ message: String
    ) -> Finding {
        context.finding(
            info, message, about: issuer, view, of: entry,
            why: "newer clients ask the homeserver for it, and cannot log in with OAuth",
            help: "let the proxy forward `/_matrix/client/` to the homeserver, and check the log of its authentication "
                + "service"
        )
    }
}
