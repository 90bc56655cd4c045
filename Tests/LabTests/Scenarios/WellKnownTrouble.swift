import TestSupport

extension Scenario {
    /// Scenarios with problems of well-known documents. Without SRV records such a server cannot be discovered.
    static let wellKnownTrouble = [
        Scenario(
            "the document is at the host that it names, not at the server name", "elsewhere",
            records: "@ A {1}\nmatrix A {2}",
            sites: [
                .web(1), .wellKnown(2, "matrix.{name}:8449", .good(for: "matrix.{name}")),
                .homeserver(2, 8449, .good(for: "matrix.{name}")),
            ],
            expected: .failed(["W210"])),
        Scenario(
            "the document is behind a redirect", "wk-redirect",
            records: "@ A {1}\nwww A {2}\nmatrix A {3}",
            sites: [
                document(.redirect("https://www.{name}/.well-known/matrix/server")),
                .wellKnown(2, "matrix.{name}:8449", .good(for: "www.{name}")),
                .homeserver(3, 8449, .good(for: "matrix.{name}")),
            ],
            expected: .ok()),
        Scenario(
            "a login in front of the document", "wk-login",
            records: "@ A {1}\nmatrix A {2}",
            sites: [
                Site(
                    1, 443, .good,
                    .pages(
                        [
                            "/.well-known/matrix/server": .guarded(
                                .json(#"{"m.server": "matrix.{name}:8449"}"#),
                                by: .redirect("https://{name}/login")),
                            "/login": .html("<!doctype html><title>Log in</title>"),
                        ], host: nil)),
                .homeserver(2, 8449, .good(for: "matrix.{name}")),
            ],
            expected: .failed(["W110"])),
        Scenario(
            "the website has the certificate of its proxy", "wk-proxy",
            records: "@ A {1}\nmatrix A {2}",
            sites: [
                .wellKnown(1, "matrix.{name}:8449", LabCertificate(.selfSigned, for: ["proxy.lab"])),
                .homeserver(2, 8449, .good(for: "matrix.{name}")),
            ],
            expected: .failed(["W209"])),
        Scenario(
            "the website does not send the intermediate certificate", "wk-leaf",
            records: "@ A {1}\nmatrix A {2}",
            sites: [
                .wellKnown(1, "matrix.{name}:8449", LabCertificate(.withoutIntermediate)),
                .homeserver(2, 8449, .good(for: "matrix.{name}")),
            ],
            expected: .failed(["W209"])),
        Scenario(
            "the certificate of the website has expired", "wk-renew",
            records: "@ A {1}\nmatrix A {2}",
            sites: [
                .wellKnown(1, "matrix.{name}:8449", LabCertificate(.expired)),
                .homeserver(2, 8449, .good(for: "matrix.{name}")),
            ],
            expected: .failed(["W209"])),
        Scenario(
            "the website sends an expired intermediate certificate", "wk-old-issuer",
            records: "@ A {1}\nmatrix A {2}",
            sites: [
                .wellKnown(1, "matrix.{name}:8449", LabCertificate(.expiredIntermediate)),
                .homeserver(2, 8449, .good(for: "matrix.{name}")),
            ],
            expected: .failed(["W209"])),
        Scenario(
            "the website is down", "wk-down",
            records: "@ A {1}\nmatrix A {2}",
            sites: [
                Site.wellKnown(1, "matrix.{name}:8449").closed(), Site.homeserver(1).closed(),
                .homeserver(2, 8449, .good(for: "matrix.{name}")),
            ],
            expected: .failed(["F101"])),
        Scenario(
            "quotes around the document", "wk-quotes",
            records: "@ A {1}\nmatrix A {2}",
            sites: [
                document(.json(#"'{"m.server": "matrix.{name}:8449"}'"#)),
                .homeserver(2, 8449, .good(for: "matrix.{name}")),
            ],
            expected: .failed(["W101"])),
        Scenario(
            "a document that names an old host, and port 8448 answers", "wk-old",
            records: "@ A {1}",
            sites: [.wellKnown(1, "old.{name}:8449"), .homeserver(1)],
            expected: .failed(["M302"])),
        Scenario(
            "a redirect loop", "wk-loop",
            records: "@ A {1}\nmatrix A {2}",
            sites: [
                document(.redirect("https://{name}/.well-known/matrix/server")),
                .homeserver(2, 8449, .good(for: "matrix.{name}")),
            ],
            expected: .failed(["W204", "F101"])),
        Scenario(
            "25 redirects", "wk-redirects",
            records: "@ A {1}\nmatrix A {2}",
            sites: [
                Site(1, 443, .good, .pages(redirects(25, to: "matrix.{name}:8449"), host: nil)),
                .homeserver(2, 8449, .good(for: "matrix.{name}")),
            ],
            expected: .failed(["W202", "F101"])),
        Scenario(
            "7 redirects, more than some follow", "wk-some-redirects",
            records: "@ A {1}\nmatrix A {2}",
            sites: [
                Site(1, 443, .good, .pages(redirects(7, to: "matrix.{name}:8449"), host: nil)),
                .homeserver(2, 8449, .good(for: "matrix.{name}")),
            ],
            expected: .degraded(["W202", "M301"])),
        Scenario(
            "a redirect to plain HTTP", "wk-http",
            records: "@ A {1}\nmatrix A {2}",
            sites: [
                document(.redirect("http://{name}/server.json")),
                Site(
                    1, 80, .plainHTTP,
                    .pages(["/server.json": .json(#"{"m.server": "matrix.{name}:8449"}"#)], host: nil)),
                .homeserver(2, 8449, .good(for: "matrix.{name}")),
            ],
            expected: .degraded(["W203"])),
        Scenario(
            "a web page instead of the document", "wk-html",
            records: "@ A {1}\nmatrix A {2}",
            sites: [
                document(.html("<!doctype html><title>Welcome</title>")),
                .homeserver(2, 8449, .good(for: "matrix.{name}")),
            ],
            expected: .failed(["W110"])),
        Scenario(
            "the document is not JSON", "wk-not-json",
            records: "@ A {1}\nmatrix A {2}",
            sites: [
                document(.json("{'m.server': 'matrix.{name}:8449'}")),
                .homeserver(2, 8449, .good(for: "matrix.{name}")),
            ],
            expected: .failed(["W101"])),
        Scenario(
            "the document delegates to a URL", "wk-url",
            records: "@ A {1}\nmatrix A {2}",
            sites: [
                .wellKnown(1, "https://matrix.{name}:443"), .homeserver(2, 443, .good(for: "matrix.{name}")),
            ],
            expected: .failed(["W105"])),
        Scenario(
            "status 500, and SRV records lead to the homeserver", "wk-500",
            records: """
                @ A {1}
                _matrix-fed._tcp SRV 10 5 8449 host
                _matrix._tcp SRV 10 5 8449 host
                host A {2}
                """,
            sites: [document(.status(500)), .homeserver(2, 8449)],
            expected: .degraded(["W201"])),
        Scenario(
            "60,000 bytes", "wk-large",
            records: "@ A {1}\nmatrix A {2}",
            sites: [
                document(.padded(#"{"m.server": "matrix.{name}:8449"}"#, 60_000)),
                .homeserver(2, 8449, .good(for: "matrix.{name}")),
            ],
            expected: .failed(["W113"])),
        Scenario(
            "the document comes after three seconds", "wk-late",
            records: "@ A {1}\nmatrix A {2}",
            sites: [
                Site(1, 443, .good, .peer(.late(seconds: 3, body: #"{"m.server": "matrix.{name}:8449"}"#))),
                .homeserver(2, 8449, .good(for: "matrix.{name}")),
            ],
            expected: .ok()),
        Scenario(
            "the website accepts connections and sends nothing; port 8448 answers", "wk-silent",
            records: "@ A {1}",
            sites: [Site(1, 443, .good, .peer(.silent)), .homeserver(1)],
            expected: .degraded(["W208"])),
        Scenario(
            "the document arrives at one byte per second", "wk-dripping",
            records: "@ A {1}",
            sites: [
                Site(1, 443, .good, .peer(.dripping(#"{"m.server": "{name}:8448"}"#))), .homeserver(1),
            ],
            expected: .degraded(["W208"])),
        Scenario(
            "two addresses, and each delegates elsewhere", "wk-split",
            records: "@ A {1}\n@ A {2}\nold A {3}\nnew A {4}",
            sites: [
                .wellKnown(1, "old.{name}:8449"), .wellKnown(2, "new.{name}:8449"),
                .homeserver(3, 8449, .good(for: "old.{name}")), .homeserver(4, 8449, .good(for: "new.{name}")),
            ],
            expected: .degraded(["W207"])),
        Scenario(
            "the certificate of the website has expired, and SRV records lead to the homeserver", "wk-expired",
            records: """
                @ A {1}
                _matrix-fed._tcp SRV 10 5 8449 host
                _matrix._tcp SRV 10 5 8449 host
                host A {2}
                """,
            sites: [.wellKnown(1, "host.{name}:8449", LabCertificate(.expired)), .homeserver(2, 8449)],
            expected: .degraded(["W209"])),
        Scenario(
            "no document, behind a bad certificate", "wk-none-bad",
            records: "@ A {1}",
            sites: [.web(1, LabCertificate(.good, for: ["other.lab"])), .homeserver(1)],
            expected: .ok(["W201"])),
        Scenario(
            "delegated without the port that is open, 443", "wk-port-missing",
            records: "@ A {1}\nmatrix A {2}",
            sites: [.wellKnown(1, "matrix.{name}"), .homeserver(2, 443, .good(for: "matrix.{name}"))],
            expected: .failed(["W112", "F101"])),
    ]

    private static func document(_ page: Site.Page) -> Site {
        Site(1, 443, .good, .pages(["/.well-known/matrix/server": page], host: nil))
    }

    /// Returns pages with a number of redirects that end at the document.
    private static func redirects(_ count: Int, to delegated: String) -> [String: Site.Page] {
        var pages: [String: Site.Page] = [
            "/.well-known/matrix/server": .redirect("https://{name}/hop/1"),
            "/hop/\(count)": .json(#"{"m.server": "\#(delegated)"}"#),
        ]
        for hop in 1..<count { pages["/hop/\(hop)"] = .redirect("https://{name}/hop/\(hop + 1)") }
        return pages
    }
}
