import TestSupport

/// A change that an admin makes at a server between two audits.
struct ServerEdit: Sendable {
    var title: String
    var before: Scenario
    var after: Scenario
    /// The kinds of the lines that say what was changed, as in JSON. Further lines say what follows from it.
    var kinds: [String]

    /// The kinds of lines about consequences.
    static let consequences: Set<String> = [
        "verdict", "route", "endpoint", "finding-added", "finding-resolved", "finding-unconfirmed",
    ]

    private init(
        _ title: String, _ label: String, kinds: [String],
        records: (before: String, after: String) = (Self.records, Self.records), _ before: [Site], _ after: [Site]
    ) {
        self.title = title
        self.kinds = kinds
        self.before = Scenario(title, label, records: records.before, sites: before, expected: .ok())
        self.after = Scenario(title, label, records: records.after, sites: after, expected: .ok())
    }

    private static let records = "@ A {1}\nmatrix A {2}"

    static let all = [
        ServerEdit("nothing", "same", kinds: [], delegated(), delegated()),
        ServerEdit(
            "the certificate is renewed", "renewed", kinds: ["certificate"], delegated(),
            delegated(LabCertificate(.renewed, for: ["matrix.{name}"]))),
        ServerEdit(
            "the certificate is replaced by one for another name", "replaced", kinds: ["certificate"], delegated(),
            delegated(.good(for: "www.{name}"))),
        ServerEdit(
            "the document names another port, where a second server answers", "port", kinds: ["document"],
            delegated() + [.homeserver(2, 8450, .good(for: "matrix.{name}"))],
            delegated(port: 8450) + [.homeserver(2, 8449, .good(for: "matrix.{name}"))]),
        ServerEdit(
            "the document has a comma too many", "comma", kinds: ["document"], delegated(),
            [page(.json(#"{"m.server": "matrix.{name}:8449",}"#)), homeserver()]),
        ServerEdit(
            "the document is removed", "gone", kinds: ["document"], delegated() + [.homeserver(1)],
            [page(.status(404)), homeserver(), .homeserver(1)]),
        ServerEdit(
            "the port is closed", "closed", kinds: ["endpoint"], delegated(),
            [.wellKnown(1, "matrix.{name}:8449"), homeserver().closed()]),
        ServerEdit(
            "the port is opened", "opened", kinds: ["endpoint"],
            [.wellKnown(1, "matrix.{name}:8449"), homeserver().closed()], delegated()),
        ServerEdit(
            "the homeserver is upgraded", "upgraded", kinds: ["software"], delegated(), delegated(version: "1.164.0")),
        ServerEdit(
            "the homeserver moves to another address", "address", kinds: ["addresses"],
            records: (records, "@ A {1}\nmatrix A {3}"), delegated(),
            [.wellKnown(1, "matrix.{name}:8449"), .homeserver(3, 8449, .good(for: "matrix.{name}"))]),
        ServerEdit(
            "the SRV records name another host", "srv", kinds: ["records", "records"],
            records: (services("old"), services("new")),
            [.web(1), .homeserver(2, 8449), .homeserver(3, 8449)],
            [.web(1), .homeserver(2, 8449), .homeserver(3, 8449)]),
        ServerEdit(
            "the document for clients names another host", "client", kinds: ["document"],
            records: (records + "\napi A {1}", records + "\napi A {1}"),
            clients("https://{name}"), clients("https://api.{name}")),
        ServerEdit(
            "the CORS header is lost", "cors", kinds: [], clients("https://{name}"),
            clients("https://{name}", .withoutCORS(#"{"versions": ["v1.18"]}"#))),
    ]

    private static func services(_ host: String) -> String {
        """
        @ A {1}
        _matrix-fed._tcp SRV 10 5 8449 \(host)
        _matrix._tcp SRV 10 5 8449 \(host)
        old A {2}
        new A {3}
        """
    }

    private static func homeserver(
        _ certificate: LabCertificate = .good(for: "matrix.{name}"), port: UInt16 = 8449, version: String = "1.163.2"
    ) -> Site {
        .homeserver(2, port, certificate, version: version)
    }

    /// A server that a document delegates to.
    private static func delegated(
        _ certificate: LabCertificate = .good(for: "matrix.{name}"), port: UInt16 = 8449, version: String = "1.163.2"
    ) -> [Site] {
        [.wellKnown(1, "matrix.{name}:\(port)"), homeserver(certificate, port: port, version: version)]
    }

    /// A website with another page instead of the document for peers.
    private static func page(_ page: Site.Page) -> Site {
        guard case .pages(var pages, _) = Site.wellKnown(1, "").service else { return .web(1) }
        pages["/.well-known/matrix/server"] = page
        return Site(1, 443, .good, .pages(pages, host: nil))
    }

    /// A server with a document for clients.
    private static func clients(
        _ url: String, _ versions: Site.Page = .json(#"{"versions": ["v1.18"]}"#)
    ) -> [Site] {
        [
            Site(
                1, 443, .good(for: "{name}", "api.{name}"),
                .pages(
                    [
                        "/.well-known/matrix/server": .json(#"{"m.server": "matrix.{name}:8449"}"#),
                        "/.well-known/matrix/client": .json(#"{"m.homeserver": {"base_url": "\#(url)"}}"#),
                        Scenario.versions: versions,
                    ], host: nil)), homeserver(),
        ]
    }
}
