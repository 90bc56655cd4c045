import DNS
import Foundation
import Linting
import TestSupport
import Testing
import ZoneFile

/// Signed zones that are correct, but unlike most.
@Suite("An unusual signed zone", .enabled(if: ZoneSigner.isInstalled))
struct UnusualSignedZoneTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        /// Records in addition to those of ``SignedZoneTests/zone``.
        let records: String

        init(_ description: String, _ records: String) {
            testDescription = description
            self.records = records
        }
    }

    private static let digest = "E06D44B80B8F1D39A95C0B0D7C65D08458E880409BBC683457104237C7F8EC8D"

    static let cases = [
        Case(
            "data below a delegation and a DNAME record",
            "x.sub TXT t\n*.sub A 192.0.2.7\na.old A 192.0.2.8\nb.a.old NS x.example.net.\n"),
        Case("a delegation below another", "n NS ns1\nm.n NS ns1\nm.n DS 1 13 2 \(digest)\n"),
        Case(
            "unsigned and signed delegations below empty non-terminals",
            "a.b.c.ent NS ns1\nx.ent2 NS ns1\nx.ent2 DS 1 13 2 \(digest)\n"),
        Case("wildcards within and above others", "*.*.v A 192.0.2.1\nq.*.v TXT x\n*.u DNAME x.example.net.\n"),
        Case("keys of unknown algorithms", "@ DNSKEY 257 3 200 AAECAwQFBgcICQ==\n@ DNSKEY 257 3 253 A2FiYwAAAQID\n"),
        Case("a request to remove the DS records", "@ CDS 0 0 0 00\n@ CDNSKEY 0 3 0 AA==\n"),
        Case(
            "names with escapes, and labels that sort in an unusual order",
            "a\\.b TXT x\n\\000z TXT y\n\\255 TXT z\nA\\032b TXT s\n\\* TXT t\nzZ TXT \"\"\nzz.ZZ TXT \"a\\\"b;\" \"c\"\n"
        ),
        Case(
            "names with capitals in the data of many types",
            """
            t1 NAPTR 1 2 "S" "SIP+D2U" "" _Sip._UDP.Example.COM.
            t2 SVCB 1 Foo.Example.COM. alpn=h2,h3 port=443 ipv4hint=192.0.2.1
            t3 HTTPS 0 Www.Example.NET.
            t4 RP Admin.Example.COM. Txt.Example.COM.
            t5 AFSDB 1 Afs.Example.COM.
            t6 KX 10 Kx.Example.COM.
            t7 PX 10 Map.Example.COM. Map2.Example.COM.
            t8 LP 10 L64.Example.COM.
            t9 IPSECKEY 10 3 2 Gw.Example.COM. AQNRU3mG7TVTO2BkR47usntb102uFJtugbo6BSGvgqt4AQ==
            t10 RT 10 Rt.Example.COM.
            t11 MINFO A.Example.COM. B.Example.COM.
            t12 TYPE65280 \\# 4 0A000001
            t13 CAA 0 issue "CA.Example.NET"

            """),
    ]

    @Test("has no finding about its signatures", arguments: cases, [ZoneSigner.Denial.nsec, .optOut])
    func intact(_ example: Case, _ denial: ZoneSigner.Denial) throws {
        let manner = ZoneSigner.Manner(denial: denial)
        #expect(SignedZoneTests.codes(try ZoneSigner().sign(SignedZoneTests.zone + example.records, manner)) == [])
    }

    @Test("is verified with the letters of its origins, which complete relative names")
    func capitalsOfOrigins() throws {
        let records = "$ORIGIN Sub2.example.com.\n@ TXT x\nWww A 192.0.2.3\nfoo HTTPS 0 Www\nMail LP 10 Www\n"
        let text = SignedText(try ZoneSigner().sign(SignedZoneTests.zone + records))
        func isBelow(_ line: String) -> Bool {
            line.split(separator: " ")[0].lowercased().hasSuffix("sub2.example.com.")
        }
        // NSEC, HTTPS and LP records are signed with the letters of the origin.
        func relative(_ origin: String) -> String {
            let own = text.lines.filter(isBelow).map { "\($0) ".replacing(".Sub2.example.com. ", with: " ") }
            return (text.lines.filter { !isBelow($0) } + ["$ORIGIN \(origin)"] + own).joined(separator: "\n") + "\n"
        }
        let signed = relative("Sub2.example.com.")
        #expect(signed.contains(" NSEC Mail ") && signed.contains(" HTTPS 0 Www "))
        #expect(SignedZoneTests.codes(signed) == [])
        #expect(SignedZoneTests.codes(relative("sub2.example.com.")) == ["Z402"])
    }

    @Test("is verified with the letters of the origin that is given, which complete relative names")
    func capitalsOfGivenOrigin() throws {
        let text = SignedText(try ZoneSigner().sign(SignedZoneTests.zone + "foo HTTPS 0 Www\n"))
        func relative(_ ending: String) -> String {
            text.lines.map { "\($0) ".replacing(ending + " ", with: " ") }.joined(separator: "\n") + "\n"
        }
        let lower = relative(".example.com.")
        #expect(lower.contains(" HTTPS 0 Www ") && lower.contains(" NSEC foo "))
        #expect(codes(lower, "example.com.") == [])
        // The signer had the letters of the option.
        #expect(codes(lower, "Example.COM.") == ["Z402"])
        let zone = SignedZoneTests.zone.replacing("$ORIGIN example.com.", with: "$ORIGIN Example.COM.")
        let capitals = SignedText(try ZoneSigner().sign(zone, ZoneSigner.Manner(options: "-o Example.COM")))
        let upper =
            capitals.lines.map { "\($0) ".replacing(".Example.COM. ", with: " ") }.joined(separator: "\n") + "\n"
        #expect(upper.contains(" NSEC ") && !upper.contains(".Example.COM. RRSIG"))
        #expect(codes(upper, "Example.COM.") == [])
        #expect(codes(upper, "example.com.") == ["Z402"])
    }

    private func codes(_ text: String, _ origin: String) -> [String] {
        var linter = Linter()
        linter.loader.time = Int64(Date().timeIntervalSince1970) + 60
        let input = ZoneInput(
            .source(SourceFile(path: "zone", text: text)), origin: Name(origin).map { ($0, .option) })
        return Set(linter.lint([input]).findings.filter { $0.severity > .info }.map(\.rule.code))
            .filter { $0.hasPrefix("Z4") }.sorted()
    }

    @Test("may have signatures of a key that is yet to be published, as an algorithm rollover begins")
    func signaturesBeforeKeys() throws {
        let text = try ZoneSigner().sign(SignedZoneTests.zone)
        let other = SignedText(try ZoneSigner().sign(SignedZoneTests.zone, ZoneSigner.Manner(algorithm: "ED25519")))
        let signatures = other.lines.filter { $0.contains(" RRSIG ") && !$0.contains(" DNSKEY ") }
        #expect(signatures.count > 20)
        #expect(SignedZoneTests.codes(text + signatures.joined(separator: "\n") + "\n") == [])
    }

    @Test("may publish the keys of another signer, which signs its own copy of the zone (RFC 8901)")
    func severalSigners() throws {
        let other = SignedText(try ZoneSigner().sign(SignedZoneTests.zone))
        let keys = other.lines.filter { $0.contains(" IN DNSKEY ") }.joined(separator: "\n") + "\n"
        #expect(SignedZoneTests.codes(try ZoneSigner().sign(SignedZoneTests.zone + keys)) == [])
    }

    @Test("may have a revoked key, which signs the keys once more (RFC 5011)")
    func revokedKey() throws {
        let text = try ZoneSigner().sign(SignedZoneTests.zone, ZoneSigner.Manner(keys: .revoked))
        #expect(text.contains("385 3 13"))
        #expect(SignedZoneTests.codes(text) == [])
    }
}
