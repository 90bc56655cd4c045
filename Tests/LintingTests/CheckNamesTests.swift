import DNS
import Diagnostics
import Foundation
import Glibc
import Linting
import TestSupport
import Testing
import ZoneFile

/// Host names as `named` judges them when it loads a zone with its default configuration.
@Suite("Host names as BIND's check-names judges them")
struct CheckNamesTests {
    private static let isInstalled = Glibc.system("named-checkconf -v 2>/dev/null | grep -q '^9\\.18'") == 0

    private static let labels = [
        "a", "my_host", "giga-", "-a", "_x", "*", "gc", "_msdcs", "_spf", "_spf_verify", "_spf_rate", "_GC", "a--b",
        "1", "a\\.b", "a\\032b", "a\\@b", "_", "-", "__", "xn--a", "a\\/b", "_tcp", "A1",
    ]

    private static let types: [(String, @Sendable (String, Int) -> String)] = [
        ("A", { _, _ in "192.0.2.1" }), ("AAAA", { _, _ in "2001:db8::1" }), ("MX", { name, _ in "10 \(name)" }),
        ("WKS", { _, _ in "192.0.2.1 6 25" }), ("TXT", { _, _ in "x" }), ("AFSDB", { name, _ in "1 \(name)" }),
        ("RT", { name, _ in "1 \(name)" }), ("HTTPS", { name, number in "\(number % 2) \(name)" }),
        ("SVCB", { name, _ in "1 \(name)" }), ("RP", { name, _ in "\(name) ." }), ("KX", { name, _ in "1 \(name)" }),
        ("PTR", { name, _ in name }), ("SRV", { name, _ in "0 0 1 \(name)" }),
        ("NAPTR", { name, _ in "1 1 \"\" \"\" \"\" \(name)" }),
        ("MINFO", { name, _ in "\(name) ." }), ("LP", { name, _ in "1 \(name)" }),
        ("DSYNC", { name, _ in "CDS NOTIFY 1 \(name)" }),
    ]

    @Test(
        "Every record that named refuses is an error for BIND, and no other one",
        .enabled(if: isInstalled), arguments: ["example.com", "2.0.192.in-addr.arpa"])
    func agreesWithNamed(origin: String) throws {
        var random = SystemRandomNumberGenerator()
        func name() -> String {
            (0..<Int.random(in: 1...3, using: &random)).map { _ in Self.labels.randomElement(using: &random) ?? "a" }
                .joined(separator: ".")
        }
        var text =
            "$TTL 60\n@ IN SOA ns1.example.net. host.example.net. 1 7200 3600 1209600 3600\n@ IN NS ns1.example.net.\n"
        for number in 0..<1500 {
            let (type, data) = Self.types[number % Self.types.count]
            // The number makes each owner and target a name of its own.
            text += "\(name()).n\(number) IN \(type) \(data("\(name()).t\(number).example.org.", number))\n"
        }
        // Relative names below an origin that is not a host name.
        text += "$ORIGIN a_b.\(origin).\n"
        for (type, data) in Self.types where type != "SRV" { text += "TXT.\(type) IN \(type) \(data("relative", 1))\n" }
        text += "NS IN NS relative\n"
        let folder = FileManager.default.temporaryDirectory.appending(path: "check-names-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try text.write(to: folder.appending(path: "zone.db"), atomically: true, encoding: .utf8)
        let configuration = "zone \"\(origin)\" { type primary; file \"\(folder.path)/zone.db\"; };\n"
        try configuration.write(to: folder.appending(path: "named.conf"), atomically: true, encoding: .utf8)
        _ = Glibc.system("named-checkconf -z '\(folder.path)/named.conf' > '\(folder.path)/output' 2>&1")
        let output = try String(contentsOf: folder.appending(path: "output"), encoding: .utf8)
        let refused = Set(
            output.split(separator: "\n").filter { $0.hasSuffix("(check-names)") }
                .compactMap { $0.firstMatch(of: /zone\.db:(\d+):/).flatMap { Int($0.1) } })
        #expect(refused.count > 300)

        let linter = Linter(loader: ZoneLoader(targets: [.bind]))
        let report = linter.lint([
            ZoneInput(.source(SourceFile(path: "zone", text: text)), origin: Name(origin + ".").map { ($0, .option) })
        ])
        // A target with a slash is a URL.
        let codes = ["Z260", "Z261", "S304", "S305"]
        let found = report.findings.filter { codes.contains($0.rule.code) && $0.severity == .error }
        let reported = Set(
            found.compactMap { $0.primary?.span.range.lowerBound }
                .map { text.utf8.prefix($0).reduce(1) { $1 == 0x0A ? $0 + 1 : $0 } })
        let lines = text.split(separator: "\n")
        #expect(refused.subtracting(reported).map { lines[$0 - 1] } == [])
        #expect(reported.subtracting(refused).map { lines[$0 - 1] } == [])
    }
}
