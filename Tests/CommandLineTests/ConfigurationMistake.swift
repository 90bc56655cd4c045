import Testing

/// A configuration with one mistake.
struct ConfigurationMistake: Sendable, CustomTestStringConvertible {
    var text: String
    var place: String
    var says: [String]
    /// Whether the schema for editors detects it too.
    var isSeenBySchema: Bool

    var testDescription: String { text.debugDescription }

    init(_ text: String, _ place: String, _ says: String..., schema: Bool = true) {
        self.text = text
        self.place = place
        self.says = says
        isSeenBySchema = schema
    }

    static let all = keys + lists + values + zones + patterns + duplicates

    private static let keys = [
        Self(
            "selct: [S301]\n", "1:1", "unknown key `selct` in the configuration", "did you mean `select`?",
            "select, ignore, severity, per-file-ignores, fail-on"),
        Self("Select: [S301]\n", "1:1", "unknown key `Select`", "did you mean `select`?"),
        Self("ü: x\n", "1:1", "unknown key `ü`"),
        Self("'': x\n", "1:1", "expected a key, found nothing"),
        Self("[a]: x\n", "1:1", "expected a key, found a list"),
        Self("\u{FEFF}selct: []\n", "1:2", "unknown key `selct`"),
        Self("select: []\r\nselct: []\r\n", "2:1", "unknown key `selct`"),
        Self("- a\n", "1:1", "expected a mapping for the configuration, found a list"),
        Self("text\n", "1:1", "expected a mapping for the configuration, found a single value"),
    ]

    private static let lists = [
        Self("select: S301\n", "1:9", "expected a list for `select`, found a single value", "`[S301]`"),
        Self("select:\n", "1:8", "expected a list for `select`, found nothing"),
        Self("select: {S301: }\n", "1:9", "expected a list for `select`, found a mapping"),
        Self("select: [S301, S3O1]\n", "1:16", "no rule `S3O1`", "did you mean `S301`?"),
        Self("select: ['']\n", "1:10", "expected a rule, found nothing"),
        Self("ignore:\n  - S301\n  - 'srv-target-alas'\n", "3:5", "did you mean `srv-target-alias`?"),
        Self("ignore: [[S301]]\n", "1:10", "expected a rule, found a list"),
        Self("targets: bind\n", "1:10", "`[bind]`"),
        Self("targets: [bnd]\n", "1:11", "no target `bnd`", "did you mean `bind`?", "bind, knot, nsd, powerdns"),
        Self("targets: [{bind: 9}]\n", "1:11", "expected a target, found a mapping"),
        Self("resolvers: 192.0.2.53\n", "1:12", "`[192.0.2.53]`"),
        Self(
            "resolvers: [dns.example]\n", "1:13", "is not the address of a resolver", "[2001:db8::53]:5353",
            schema: false),
        Self("resolvers: [192.0.2.53, '192.0.2.1:99999']\n", "1:25", "is not the address of a resolver", schema: false),
        Self("resolvers: [1.2.3]\n", "1:13", "`1.2.3` is not the address of a resolver", schema: false),
        Self("per-file-ignores: [a]\n", "1:19", "expected a mapping for `per-file-ignores`, found a list"),
        Self(
            "per-file-ignores: {a.zone: S301}\n", "1:28", "expected a list for `a.zone`, found a single value",
            "`[S301]`"),
        Self("per-file-ignores: {a.zone: [S3O1]}\n", "1:29", "did you mean `S301`?"),
    ]

    private static let values = [
        Self("# c\n\nfail-on: eror\n", "3:10", "cannot be `eror`", "did you mean `error`?", "info, never"),
        Self("fail-on: Error\n", "1:10", "cannot be `Error`", "did you mean `error`?"),
        Self("fail-on: [error]\n", "1:10", "expected a level for `fail-on`, found a list"),
        Self("fail-on:\n", "1:9", "expected a level for `fail-on`, found nothing"),
        Self("fail-on: ~\n", "1:10", "expected a level for `fail-on`, found nothing"),
        Self("severity: error\n", "1:11", "expected a mapping for `severity`, found a single value", "`key: value`"),
        Self("severity: {S301: eror}\n", "1:18", "cannot be `eror`", "did you mean `error`?", "info, warning, error"),
        Self("severity: {S301: warn}\n", "1:18", "cannot be `warn`", "did you mean `warning`?"),
        Self("severity: {S301: never}\n", "1:18", "cannot be `never`"),
        Self("severity: {S301: [error]}\n", "1:18", "expected a severity, found a list"),
        Self("severity: {S3O1: error}\n", "1:12", "no rule `S3O1`", "did you mean `S301`?"),
        Self("severity: {S3: error}\n", "1:12", "whole codes and names"),
        Self("severity: {X103: error}\n", "1:12", "X103 reports that something was not checked", schema: false),
        Self("baseline: []\n", "1:11", "expected a path for `baseline`, found a list"),
        Self("baseline: ''\n", "1:11", "expected a path for `baseline`, found nothing"),
        Self("baseline: nowhere.json\n", "1:11", "no such file or directory", "--write-baseline", schema: false),
    ]

    private static let zones = [
        Self("zones: [a]\n", "1:8", "expected a mapping for `zones`, found a list"),
        Self("zones:\n  a.zone: example.com\n", "2:11", "expected a mapping for `a.zone`, found a single value"),
        Self(
            "zones:\n  a.zone:\n    orign: example.com\n", "3:5", "did you mean `origin`?",
            "origin, parent, server-names, well-known"),
        Self("zones:\n  a.zone: {origin: a..b}\n", "2:20", "has an empty label", schema: false),
        Self("zones:\n  a.zone: {origin: bücher.example}\n", "2:20", "xn--", schema: false),
        Self("zones:\n  a.zone: {origin: https://example.com}\n", "2:20", "is a URL", schema: false),
        Self("zones:\n  a.zone: {origin: }\n", "2:20", "expected a domain name for `origin`, found nothing"),
        Self("zones:\n  a.zone: {parent: [a]}\n", "2:20", "expected a path for `parent`, found a list"),
        Self(
            "zones:\n  a.zone: {server-names: example.com}\n", "2:26",
            "expected a list for `server-names`, found a single value"),
        Self("zones:\n  a.zone: {server-names: [\"@a:example.com\"]}\n", "2:27", "user ID", schema: false),
        Self("zones:\n  a.zone: {server-names: [a.example, 'a:99999']}\n", "2:38", "port", schema: false),
        Self("zones:\n  a.zone: {server-names: [{a: b}]}\n", "2:27", "expected a server name, found a mapping"),
        Self("zones:\n  a.zone: {well-known: w.json}\n", "2:24", "no server name for this file"),
        Self("zones:\n  a.zone: {certificate: w.pem}\n", "2:25", "`server-names: [example.com]`"),
        Self("zones:\n  a.zone: {well-known-client: c.json}\n", "2:31", "no server name for this file"),
        Self("zones:\n  a.zone: {well-known-support: s.json}\n", "2:32", "no server name for this file"),
        Self(
            "zones:\n  zones/bad.zone: {server-names: [a.example], well-known: w.json}\n", "2:59",
            "the well-known document `w.json` cannot be read", schema: false),
        Self(
            "zones:\n  zones/bad.zone: {server-names: [a.example], well-known-client: c.json}\n", "2:66",
            "the client well-known document `c.json` cannot be read", schema: false),
        Self(
            "zones:\n  zones/bad.zone: {server-names: [a.example], certificate: zones}\n", "2:60",
            "it is a directory", schema: false),
    ]

    private static let patterns = [
        Self("zones:\n  a[b.zone: {origin: example.com}\n", "2:4", "unclosed bracket", schema: false),
        Self(
            "zones:\n  'a[z-a].zone': {origin: example.com}\n", "2:3", "the end of the range is before its start",
            schema: false),
        Self("zones:\n  x/a**.zone: {origin: example.com}\n", "2:6", "a whole path component", schema: false),
        Self("zones:\n  a\\: {origin: example.com}\n", "2:4", "no character after the backslash", schema: false),
        Self("zones:\n  /a.zone: {origin: example.com}\n", "2:3", "relative to the directory of the configuration"),
        Self(
            "zones:\n  zones/bda.zone: {origin: example.com}\n", "2:3", "there is no file `zones/bda.zone`",
            "did you mean `zones/bad.zone`?", schema: false),
        Self(
            "per-file-ignores:\n  other.inc: [S301]\n", "2:3", "no file `other.inc`", "relative to the directory",
            schema: false),
        Self("per-file-ignores:\n  zones: [S301]\n", "2:3", "`zones` is a directory", "`zones/**`", schema: false),
        Self("per-file-ignores:\n  a[b: [S301]\n", "2:4", "unclosed bracket", schema: false),
        Self("per-file-ignores:\n  /etc/*: [S301]\n", "2:3", "relative to the directory of the configuration"),
    ]

    private static let duplicates = [
        Self("ignore: []\nignore: []\n", "2:1", "duplicate key `ignore`", "merge the two", schema: false),
        Self("zones:\n  a: {origin: x.example}\n  a: {origin: y.example}\n", "3:3", "duplicate key `a`", schema: false),
        Self("zones:\n  a: {origin: x.example, origin: y.example}\n", "2:26", "duplicate key `origin`", schema: false),
        Self("severity: {S301: info, S301: error}\n", "1:24", "duplicate key `S301`", schema: false),
        Self(
            "severity: {S301: info, srv-target-alias: error}\n", "1:24", "duplicate severity for S301",
            schema: false),
    ]

    /// Texts that are not YAML, or not supported here. No schema sees them.
    static let syntax = [
        Self("zones:\n  *.zone:\n    origin: x.example\n", "2:3", "not valid YAML", "quote keys and values"),
        Self("select: [S301\nignore: []\n", "1:9", "not valid YAML"),
        Self("select: [S301,, S302]\n", "1:15", "not valid YAML"),
        Self("select:\n\t- S301\n", "2:1", "not valid YAML", "not tabs"),
        Self("zones:\n  a.zone:\n\torigin: example.com\n", "3:1", "not valid YAML", "not tabs"),
        Self("select: ['S301\n", "1:10", "close the quotes"),
        Self("select: \"\\q\"\n", "1:9", "not valid YAML"),
        Self("select: [S301]\n ignore: []\n", "2:2", "not valid YAML", "indentation"),
        Self("a: b\n---\nc: d\n", "2:1", "a second document begins"),
        Self(
            "select: &rules [S301]\nignore: *rules\n", "2:9", "found an alias",
            "replace the alias with the value that it refers to"),
        Self("zones: {a: *nowhere}\n", "1:12", "an alias"),
        Self("select: !!python/object [S301]\nx: \u{7}\n", "2:4", "not valid YAML"),
    ]
}
