import Diagnostics
import Glibc
import TestSupport
import Testing
import ZoneRules

@testable import ZoneRules

/// A form of a zone file, and the name servers that are documented to refuse it.
struct NameServerForm: Sendable, CustomTestStringConvertible {
    let text: String
    let refusing: Set<NameServerSoftware>
    var testDescription: String { text.debugDescription }

    init(_ text: String, _ refusing: Set<NameServerSoftware>) {
        self.text = text
        self.refusing = refusing
    }

    static let all = [
        NameServerForm("www IN A 192.0.2.1\n", []),
        NameServerForm("www IN 300 A 192.0.2.1\nftp 300 IN A 192.0.2.1\n", []),
        NameServerForm("$GENERATE 1-2 h$ A 192.0.2.$\n", NameServerCompatibility.refuseGenerate),
        NameServerForm("$DATE 20261121080000\n", NameServerCompatibility.refuseDate),
        NameServerForm("$INCLUDE own.inc\n", NameServerCompatibility.includeFromWorkingDirectory),
        NameServerForm("$INCLUDE working.inc\n", NameServerCompatibility.includeFromOwnDirectory),
        NameServerForm("$INCLUDE \"both.inc\"\n", NameServerCompatibility.refuseQuotedInclude),
        NameServerForm("$INCLUDE both.inc sub\n", NameServerCompatibility.refuseRelativeIncludeOrigin),
        NameServerForm("$INCLUDE both.inc sub.example.com.\n", []),
        NameServerForm("www IN A 192.0.2.1\r\n", NameServerCompatibility.refuseCRLF),
        NameServerForm("www IN A 192.0.2.1 ; comment\r\n", []),
        NameServerForm("www 1h30m IN A 192.0.2.1\n", NameServerCompatibility.refuseCompoundTTL),
        NameServerForm("a:b IN TXT x\n", NameServerCompatibility.refuseUnusualNames),
        NameServerForm("x IN PTR a%b\n", NameServerCompatibility.refuseUnusualNames),
        NameServerForm("a\\:b IN TXT x\n0/25.*._x IN TXT x\n", []),
        type("ALIAS", "a.example.net."), type("LUA", "A \"return '192.0.2.1'\""), type("ANAME", "a.example.net."),
        type("AMTRELAY", "10 0 1 192.0.2.1"), type("RESINFO", "qnamemin"), type("WALLET", "BTC abc"),
        type("NULL", "\\# 1 00"), type("AVC", "\"a\""), type("NINFO", "\"a\""), type("RKEY", "0 3 8 AwEAAQ=="),
        type("TALINK", "a.example.net. b.example.net."), type("ISDN", "\"1\""), type("X25", "\"311061700956\""),
        type("DLV", "12345 8 2 " + String(repeating: "ab", count: 32)), type("RT", "10 a.example.net."),
        type("SVCB", "1 a.example.net. alpn=h2"), type("URI", "10 1 \"ftp://ftp.example.com/\""),
        type("TYPE260", "\\# 6 0a01c000020a"),
    ]

    private static func type(_ mnemonic: String, _ data: String) -> NameServerForm {
        let refusing = NameServerSoftware.allCases.filter {
            NameServerCompatibility.unknownTypes($0).contains(mnemonic)
        }
        return NameServerForm("x IN \(mnemonic) \(data)\n", Set(refusing))
    }
}

/// The checkers of Debian 12.
private enum Checkers {
    static let areInstalled = run(
        "named-checkzone -v | grep -q '^9\\.18' && kzonecheck -V | grep -q '3\\.2' && command -v nsd-checkzone", in: "/"
    )

    /// Whether the shell command succeeds.
    static func run(_ command: String, in folder: String) -> Bool {
        system("cd '\(folder)' && PATH=/usr/sbin:/usr/bin:/bin && { \(command); } >/dev/null 2>&1 </dev/null") == 0
    }
}

/// Verifies ``NameServerCompatibility`` with the programs of Debian 12. Other versions may differ.
@Suite("The table of name server compatibility", .enabled(if: Checkers.areInstalled))
struct NameServerCompatibilityTests {
    @Test("agrees with the programs", arguments: NameServerForm.all)
    func agrees(_ habit: NameServerForm) throws {
        let folder = try ScratchDirectory()
        try folder.write("zones/example.com.zone", ExampleRun.baseZone + habit.text)
        for name in ["zones/own.inc", "zones/both.inc", "both.inc", "working.inc"] {
            try folder.write(name, "inc IN A 192.0.2.9\n")
        }
        let file = "'\(folder.path)/zones/example.com.zone'"
        let commands: [NameServerSoftware: String] = [
            .bind: "named-checkzone -i none example.com \(file)",
            .knot: "kzonecheck -o example.com \(file)",
            .nsd: "nsd-checkzone example.com \(file)",
        ]
        for (server, command) in commands {
            let accepts = Checkers.run(command, in: folder.path)
            #expect(accepts != habit.refusing.contains(server), "\(server.name)")
        }
    }
}
