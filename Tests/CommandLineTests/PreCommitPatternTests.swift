import Foundation
import Testing

/// The hook of `.pre-commit-hooks.yaml` selects files by name only. A zone that it misses is never checked, and a
/// source file that it takes for a zone stops a commit with dozens of errors.
@Suite("Files that the pre-commit hook selects")
struct PreCommitPatternTests {
    private static let manifest = Result { try HookManifest() }

    @Test(
        "zone files are selected",
        arguments: [
            "zones/example.com.zone", "example.com.zone", "0.2.192.in-addr.arpa.zone", "Example.COM.zone",
            "root.zone", "zones/a b.zone", "foo.zonefile", "example.com.dns",
            "db.example.com", "etc/bind/db.example.com", "db.sub.example.co.uk", "db._msdcs.example.com",
            "db.xn--bcher-kva.example", "db.example.xn--p1ai", "db.EXAMPLE.ORG", "db.example.in",
            "db.example.rs", "db.example.pl", "db.example.com.py", "db.example.test", "db.example.network",
            "db.example.com.internal",
            "db.sql.example.com", "db.env.example.org", "db.json.example.net",
            "pri.example.org", "master.example.net",
            "db.192.168.1", "db.10", "db.127", "db.0", "db.255", "pri.192.0.2", "db.2001:db8",
            "db.local", "db.root", "db.empty", "db.cache", "db.lan",
            "example.com.db", "var/named/sub.example.org.db", "192.168.1.db",
            "2.0.192.in-addr.arpa", "8.b.d.0.1.0.0.2.ip6.arpa", "8.b.d.0.1.0.0.2.ip6.arpa.db",
        ])
    func selects(path: String) throws {
        let selected = try Self.manifest.get().selects(path)
        #expect(selected)
    }

    @Test(
        "other files are not selected",
        arguments: [
            "src/db.py", "db.ts", "db.js", "db.go", "db.rs", "db.sql", "db.env", "db.json", "db.md", "db.php",
            "db.config.ts", "db.test.js", "db.spec.ts", "db.d.ts", "db.pb.cc", "db.setup.sh", "db.schema.md",
            "db.models.py", "db.pb.go", "db.prod.yaml",
            "db.schema.sql", "db.env.example", "db.json.dist", "db.backup.gz", "db.example.env", "db.my.service",
            "config/master.yaml", "master.yml", "master.cfg.j2", "master.m3u8", "pri.key", "master.key",
            "app.db", "db", "db.conf", "named.conf", "named.conf.local", "README.md", "zones/README.md",
            "example.com.zone.signed", "db.example.com.signed", "db.example.com.jnl", "db.example.com.jbk",
            "example.com.zone.j2", "db.example.com.j2", "db.example.com.bak", "db.example.com.tmpl",
            "example.com.db.jnl", "db.sqlite3", "app.sqlite.db", "test.cache.db", "db.sqlite-wal", "Thumbs.db",
            "Kexample.com.+013+10343.key", "db.example.com.zip", "mydb.example.com", "zones/example.com.zones",
            "time.zone.ts", "zone.py", "src/dns.rs", "example.com.dnskey", "zone/mod.rs", "db.example/x.txt",
        ])
    func leavesAlone(path: String) throws {
        let selected = try Self.manifest.get().selects(path)
        #expect(!selected)
    }

    @Test(
        "both hooks check the same files, text only, and one run after the other",
        arguments: ["srvlint", "srvlint-system"])
    func settings(id: String) throws {
        let manifest = try Self.manifest.get()
        let settings = try #require(manifest.hooks[id])
        #expect(settings["entry"] == "srvlint check")
        // `unsupported` would make the manifest unreadable for pre-commit before 4.4.
        #expect(settings["language"] == (id == "srvlint" ? "swift" : "system"))
        #expect(settings["types"] == "[text]")
        // Two processes that fix the same included file would interfere.
        #expect(settings["require_serial"] == "true")
        #expect(settings["files"] == manifest.hooks["srvlint"]?["files"])
        #expect(settings["exclude"] == manifest.hooks["srvlint"]?["exclude"])
    }
}

/// Parses the YAML of the manifest: `key: value`, `key: &anchor |` with a block indented by four spaces, `key: *anchor`.
private struct HookManifest: Sendable {
    /// The settings by hook id.
    let hooks: [String: [String: String]]
    private let files: NSRegularExpression
    private let exclude: NSRegularExpression

    init() throws {
        let root = URL(fileURLWithPath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let text = try String(contentsOf: root.appendingPathComponent(".pre-commit-hooks.yaml"), encoding: .utf8)
        var hooks: [String: [String: String]] = [:]
        var id = ""
        var block: String?
        var anchors: [String: (hook: String, key: String)] = [:]
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.hasPrefix("    "), let key = block {
                hooks[id]?[key, default: ""] += line.dropFirst(4) + "\n"
            } else if let setting = line.wholeMatch(of: /(?:- |  )(\w+): (.*?)(?: #.*)?/) {
                let (key, value) = (String(setting.1), String(setting.2))
                if line.hasPrefix("- id: ") {
                    id = value
                    hooks[id] = [:]
                }
                block = value.hasSuffix("|") ? key : nil
                if let anchor = value.firstMatch(of: /^&(\w+)/) { anchors[String(anchor.1)] = (id, key) }
                let alias = value.firstMatch(of: /^\*(\w+)/).flatMap { anchors[String($0.1)] }
                let meant = alias.flatMap { hooks[$0.hook]?[$0.key] } ?? value
                hooks[id]?[key] = block == nil ? meant : ""
            }
        }
        self.hooks = hooks
        files = try NSRegularExpression(pattern: #require(hooks["srvlint"]?["files"]))
        exclude = try NSRegularExpression(pattern: #require(hooks["srvlint"]?["exclude"]))
    }

    /// Whether pre-commit selects the path: it contains a match of `files` and none of `exclude`.
    func selects(_ path: String) -> Bool {
        let whole = NSRange(path.startIndex..., in: path)
        return files.firstMatch(in: path, range: whole) != nil && exclude.firstMatch(in: path, range: whole) == nil
    }
}
