import Glibc
import Linting
import TestSupport
import Testing
import ZoneFile

import struct DNS.Name

/// The checkers of BIND and Knot.
private enum PeerCheckers {
    static let areInstalled = run("command -v named-checkzone && command -v kzonecheck", in: "/")

    static func run(_ command: String, in folder: String) -> Bool {
        system("cd '\(folder)' && PATH=/usr/sbin:/usr/bin:/bin && { \(command); } >/dev/null 2>&1 </dev/null") == 0
    }
}

/// Compares rules with BIND and Knot, if they are installed.
@Suite("Records that name servers refuse", .enabled(if: PeerCheckers.areInstalled))
struct MeaningPeerTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let text: String
        let isErrorHere: Bool
        let bindLoads: Bool
        let knotLoads: Bool
        var testDescription: String { text.debugDescription }
    }

    static let cases = [
        Case(text: "*.e IN NS ns1.example.net.\n", isErrorHere: true, bindLoads: false, knotLoads: true),
        Case(text: "*.e IN DNAME example.net.\n", isErrorHere: false, bindLoads: true, knotLoads: true),
        Case(text: "*.e IN CNAME example.net.\n", isErrorHere: false, bindLoads: true, knotLoads: true),
        Case(
            text: "e IN DNAME a.example.net.\ne IN DNAME b.example.net.\n", isErrorHere: true, bindLoads: false,
            knotLoads: false),
        Case(
            text: "e IN DNAME a.example.net.\nf IN DNAME a.example.net.\n", isErrorHere: false, bindLoads: true,
            knotLoads: true),
    ]

    @Test("An error is one that BIND refuses, and what both load is at most a warning", arguments: cases)
    func agrees(_ item: Case) throws {
        let folder = try ScratchDirectory()
        let text = ExampleRun.baseZone + item.text
        try folder.write("example.com.zone", text)
        #expect(
            PeerCheckers.run("named-checkzone -i none example.com example.com.zone", in: folder.path) == item.bindLoads)
        #expect(PeerCheckers.run("kzonecheck -o example.com example.com.zone", in: folder.path) == item.knotLoads)
        let input = ZoneInput(
            .source(SourceFile(path: "zone", text: text)), origin: Name("example.com.").map { ($0, .option) })
        let hasError = Linter().lint([input]).findings.contains { $0.severity == .error }
        #expect(hasError == item.isErrorHere)
    }
}
