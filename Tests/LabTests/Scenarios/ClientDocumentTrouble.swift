import TestSupport

extension Scenario {
    /// Scenarios in which the document for clients, or the API that it names, is invalid.
    static let clientDocumentTrouble = [
        client(
            "clients: the document is not JSON", "clients-json",
            document: #"{"m.homeserver": {"base_url": "https://matrix.{name}"},}"#, pages: api,
            expected: .degraded(["W301"])),
        client(
            "clients: a web page instead of the document", "clients-html",
            page: .html("<!doctype html><title>Welcome</title>"),
            pages: api, expected: .degraded(["W301"])),
        client(
            "clients: the document names no homeserver", "clients-empty", document: "{}", pages: api,
            expected: .degraded(["W301"])),
        client(
            "clients: `base_url` has no scheme", "clients-scheme",
            document: #"{"m.homeserver": {"base_url": "matrix.{name}"}}"#, pages: api, expected: .degraded(["W301"])),
        client(
            "clients: status 500 instead of the document", "clients-500", page: .status(500), pages: api,
            expected: .degraded(["W301"])),
        client(
            "clients: there is no document", "clients-none", page: .status(404), pages: api, expected: .ok()),
        client(
            "clients: the API and the document are redirected, as clients accept", "clients-hops",
            page: .redirectWithCORS("https://matrix.{name}/client.json"),
            pages: [
                "/client.json": .json(homeserver("matrix.{name}/api/")),
                "/api" + versions: .redirectWithCORS("https://matrix.{name}" + versions), versions: .json(v1),
            ], expected: .ok()),
        client(
            "clients: the API lists no version", "clients-versions", document: homeserver(),
            pages: [versions: .json(#"{"versions": []}"#)], expected: .degraded(["W304"])),
        client(
            "clients: the homeserver is down behind its proxy", "clients-502", document: homeserver(),
            pages: [versions: .status(502)], expected: .degraded(["W304"])),
        client(
            "clients: the certificate of the API has expired", "clients-expired", document: homeserver(), pages: api,
            certificate: LabCertificate(.expired, for: ["matrix.{name}"]), expected: .degraded(["W304"])),
        client(
            "clients: the API does not send the intermediate certificate", "clients-leaf", document: homeserver(),
            pages: api, certificate: LabCertificate(.withoutIntermediate, for: ["matrix.{name}"]),
            expected: .degraded(["W304"])),
        client(
            "clients: the certificate of the API is self-signed", "clients-self", document: homeserver(), pages: api,
            certificate: LabCertificate(.selfSigned, for: ["matrix.{name}"]), expected: .degraded(["W304"])),
        client(
            "clients: the service for calls has no URL", "clients-foci",
            document: document(#""org.matrix.msc4143.rtc_foci": [{"type": "livekit"}]"#), pages: api,
            expected: .degraded(["W306"])),
        client(
            "clients: the OAuth issuer is not a URL", "clients-issuer",
            document: document(#""org.matrix.msc2965.authentication": {"issuer": "account.{name}"}"#), pages: api,
            expected: .degraded(["W308"])),
        client(
            "clients: the document names a proxy for sliding sync", "clients-sync",
            document: document(#""org.matrix.msc3575.proxy": {"url": "https://sync.{name}"}"#), pages: api,
            expected: .ok(["W310"])),
        client(
            "clients: the URL of the identity server has no scheme", "clients-identity-url",
            document: document(#""m.identity_server": {"base_url": "identity.{name}"}"#), pages: api,
            expected: .degraded(["W301"])),
    ]

    private static let v1 = #"{"versions": ["v1.18"]}"#
    private static let api = [versions: Site.Page.json(v1)]

    /// A document with a valid homeserver and another member.
    private static func document(_ member: String) -> String {
        #"{"m.homeserver": {"base_url": "https://matrix.{name}"}, \#(member)}"#
    }
}
