import DNS
import Diagnostics
import Foundation
import Linting
import TestSupport
import Testing
import ZoneFile

/// Zones signed by real signers, intact and damaged in known ways.
@Suite("Signed zones", .enabled(if: ZoneSigner.isInstalled))
struct SignedZoneTests {
    static let zone = """
        $TTL 3600
        $ORIGIN example.com.
        @ SOA ns1 hostmaster 2026112801 7200 3600 604800 3600
        @ NS ns1
        @ NS ns2.example.net.
        ns1 A 192.0.2.1
        @ MX 10 Mail
        Mail A 192.0.2.2
        www A 192.0.2.3
        www TXT text
        *.wild TXT text
        host.below.empty AAAA 2001:db8::1
        sub NS ns.sub
        ns.sub A 192.0.2.5
        signed NS ns2.example.net.
        signed DS 20326 8 2 E06D44B80B8F1D39A95C0B0D7C65D08458E880409BBC683457104237C7F8EC8D
        deep.unsigned NS ns2.example.net.
        old DNAME Example.net.
        _x._tcp.www SRV 0 0 443 Mail

        """

    /// The codes of the findings above info, each once.
    static func codes(
        _ text: String, after seconds: Int64 = 60, family: String = "Z4", others: [String: String] = [:]
    ) -> [String] {
        var linter = Linter()
        linter.loader.time = Int64(Date().timeIntervalSince1970) + seconds
        let zones = [("example.com.", text)] + others.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
        let inputs = zones.map { origin, text in
            ZoneInput(
                .source(SourceFile(path: origin, text: text)), origin: Name(origin).map { ($0, .option) },
                identity: origin)
        }
        let findings = linter.lint(inputs).findings.filter { $0.severity > .info }
        return Set(findings.map(\.rule.code)).filter { $0.hasPrefix(family) }.sorted()
    }

    static let manners: [ZoneSigner.Manner] = {
        var manners: [ZoneSigner.Manner] = []
        let algorithms = ["RSASHA256", "RSASHA512", "ECDSAP256SHA256", "ECDSAP384SHA384", "ED25519", "ED448"]
        for (number, algorithm) in algorithms.enumerated() {
            for (offset, program) in ZoneSigner.Program.allCases.enumerated() {
                let denial = ZoneSigner.Denial.allCases[(number + offset) % 3]
                manners.append(ZoneSigner.Manner(program: program, algorithm: algorithm, denial: denial))
            }
        }
        manners.append(ZoneSigner.Manner(program: .bind, options: "-z"))
        manners.append(ZoneSigner.Manner(program: .ldns, options: "-z simple:sha384 -z simple:sha512"))
        for keys in ZoneSigner.Keys.allCases { manners.append(ZoneSigner.Manner(program: .bind, keys: keys)) }
        manners.append(ZoneSigner.Manner(program: .knot, keys: .single))
        manners.append(ZoneSigner.Manner(program: .knot, options: "cds-cdnskey-publish: always"))
        return manners
    }()

    @Test("A zone as it comes from a signer has no finding", arguments: manners)
    func intact(_ manner: ZoneSigner.Manner) throws {
        #expect(Self.codes(try ZoneSigner().sign(Self.zone, manner)) == [])
    }

    // MARK: - Damage

    struct Damage: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let expected: [String]
        var manner = ZoneSigner.Manner()
        /// Records that the zone has before it is signed.
        var records = ""
        var seconds: Int64 = 60
        var edit: @Sendable (inout SignedText) -> Void = { _ in }

        init(
            _ description: String, _ expected: [String], denial: ZoneSigner.Denial = .nsec, algorithm: String? = nil,
            options: String = "", records: String = "", days: Int64 = 0,
            edit: @escaping @Sendable (inout SignedText) -> Void = { _ in }
        ) {
            testDescription = description
            self.expected = expected
            manner.denial = denial
            manner.algorithm = algorithm ?? manner.algorithm
            manner.options = options
            self.records = records
            seconds += days * 86_400
            self.edit = edit
        }
    }

    static let damages = [
        Damage("A signature is missing", ["Z401"]) { $0.remove("www", "RRSIG A ") },
        Damage("The DNSKEY RRset has no signature", ["Z401"]) { $0.remove("example.com.", "RRSIG DNSKEY") },
        Damage("A record was added", ["Z401", "Z411"]) { $0.append("new A 192.0.2.9") },
        Damage("An address was changed", ["Z402"]) { $0.replace("www", "A ", "192.0.2.3", "192.0.2.4") },
        Damage("The letters of a target were changed, which is the same name", []) {
            $0.replace("example.com.", "MX", "Mail", "mAIL")
        },
        Damage("The signatures are expired", ["Z403"], days: 31),
        Damage("The signatures are not valid yet", ["Z403"], days: -2),
        Damage("The signatures expire before the zone does", ["Z404"], days: 25),
        Damage("A record was removed", ["Z405", "Z413"]) { $0.remove("www", "TXT") },
        Damage("Glue is signed", ["Z405"]) { $0.copy("www", "RRSIG A ", to: "ns.sub") },
        Damage("A TTL was changed", ["Z406"]) { $0.replace("www", "A ", "3600", "1800") },
        Damage("A signature is that of a wildcard", ["Z406"]) { $0.replace("www", "RRSIG A ", " 13 3 ", " 13 2 ") },
        Damage("A signature has another signer", ["Z406"]) {
            $0.replace("www", "RRSIG A ", " example.com. ", " example.net. ")
        },
        Damage("A key was removed", ["Z402", "Z407"]) { $0.remove("example.com.", "DNSKEY 256") },
        Damage("All keys were removed", ["Z405", "Z407", "Z413"]) { $0.remove("example.com.", "DNSKEY") },
        Damage("The zone is signed with SHA-1", ["Z408"], algorithm: "RSASHA1"),
        Damage("An NSEC record was removed", ["Z411"]) {
            $0.remove("www", "NSEC")
            $0.remove("www", "RRSIG NSEC")
        },
        Damage("An NSEC record leads too far", ["Z402", "Z412"]) {
            $0.replace("mail", "NSEC", "ns1.example.com.", "www.example.com.")
        },
        Damage("An NSEC record lists a type that is absent", ["Z402", "Z413"]) {
            $0.replace("www", "NSEC", "A TXT", "A MX TXT")
        },
        Damage("An NSEC record lacks a type", ["Z402", "Z413"]) { $0.replace("www", "NSEC", "A TXT", "A") },
        Damage("The letters of the next name of an NSEC record were changed, which are signed", ["Z402"]) {
            $0.replace("mail", "NSEC", "ns1.example.com.", "NS1.example.com.")
        },
        Damage("Glue has an NSEC record", ["Z414"]) { $0.append("ns.sub NSEC www A RRSIG NSEC") },
        Damage("An NSEC3 record was removed", ["Z421"], denial: .nsec3) {
            let owner = $0.owner(ofLineWith: " NSEC3", "A TXT RRSIG")
            $0.remove(owner, "NSEC3")
            $0.remove(owner, "RRSIG NSEC3")
        },
        Damage(
            "A signed delegation has no NSEC3 record, and the opt-out does not allow that", ["Z421"], denial: .optOut
        ) {
            let owner = $0.owner(ofLineWith: " NSEC3", "NS DS RRSIG")
            $0.remove(owner, "NSEC3")
            $0.remove(owner, "RRSIG NSEC3")
        },
        Damage("Two NSEC3 records changed places", ["Z402", "Z422"], denial: .nsec3) { $0.exchangeNextHashes() },
        Damage("Every record is in the file twice, which is the same zone", [], denial: .nsec3) { $0.repeatAll() },
        Damage("An NSEC3 record lists a type that is absent", ["Z402", "Z423"], denial: .nsec3) {
            $0.replace($0.owner(ofLineWith: " NSEC3", "A TXT RRSIG"), "NSEC3", "A TXT", "A MX TXT")
        },
        Damage("A name was removed, but not its NSEC3 record", ["Z424"], denial: .nsec3) { $0.remove("mail", "") },
        Damage("The NSEC3PARAM record was removed", ["Z423", "Z425"], denial: .nsec3) {
            $0.remove("example.com.", "NSEC3PARAM")
            $0.remove("example.com.", "RRSIG NSEC3PARAM")
        },
        Damage("NSEC3 has iterations", ["Z426"], denial: .nsec3, options: "-H 10"),
        Damage("The digest of a DS record is SHA-1", ["Z432"], records: "t NS ns1\nt DS 1 8 1 \(digest(20))\n"),
        Damage("A CDS record is of another key", ["Z433"], records: "@ CDS 20326 13 2 \(digest(32))\n"),
        Damage(
            "A ZONEMD record is of an earlier version", ["Z441"], records: "@ ZONEMD 2026112801 1 1 \(digest(48))\n"),
        Damage("A ZONEMD record has another serial", ["Z441"], records: "@ ZONEMD 2026112800 1 1 \(digest(48))\n"),
    ]

    private static func digest(_ octets: Int) -> String { String(repeating: "ab", count: octets) }

    @Test("Each kind of damage is found, and nothing else is reported", arguments: damages)
    func damaged(_ damage: Damage) throws {
        var text = SignedText(try ZoneSigner().sign(Self.zone + damage.records, damage.manner))
        damage.edit(&text)
        #expect(Self.codes(text.text, after: damage.seconds) == damage.expected)
    }

    @Test("A DS record without a matching key is an error (Z431), one beside a matching record is not")
    func parentAndChild() throws {
        let signer = try ZoneSigner()
        let child = try signer.sign(Self.zone)
        let matching = try signer.delegation()
        let other = "example.com. DS 20326 13 2 \(Self.digest(32))\n"
        let parent =
            "@ 3600 SOA ns1.example.net. hostmaster.example.net. 1 7200 3600 1209600 3600\n"
            + "@ NS ns1.example.net.\n@ NS ns2.example.net.\nexample.com. NS ns1.example.com.\n"
            + "example.com. NS ns2.example.net.\nns1.example.com. A 192.0.2.1\n"
        #expect(Self.codes(child, others: ["com.": parent + matching]) == [])
        #expect(Self.codes(child, others: ["com.": parent + matching + other]) == [])
        #expect(Self.codes(child, others: ["com.": parent + other]) == ["Z431"])
    }

    @Test("A DS record for a zone without keys is an error (Z431) if the file of the parent zone is signed")
    func unsignedChild() throws {
        let parent = try ZoneSigner().sign(Self.zone)
        let servers = "@ NS ns2.example.net.\nx A 192.0.2.1\n"
        let soa = "@ 3600 SOA ns1.example.net. hostmaster.example.net. 1 7200 3600 1209600 3600\n"
        #expect(Self.codes(parent, others: ["signed.example.com.": soa + servers]) == ["Z431"])
        #expect(Self.codes(parent, others: ["sub.example.com.": soa + servers]) == [])
        // A file that a server signs when it loads it.
        #expect(Self.codes(Self.zone, others: ["signed.example.com.": soa + servers]) == [])
    }

    @Test("A zone that is yet to be signed has no finding, even if it has its keys")
    func unsigned() throws {
        let signed = SignedText(try ZoneSigner().sign(Self.zone))
        let keys = signed.lines.filter { $0.contains(" DNSKEY\t") || $0.contains(" DNSKEY ") }
        #expect(keys.count > 2)
        #expect(Self.codes(Self.zone + keys.filter { !$0.contains("RRSIG") }.joined(separator: "\n") + "\n") == [])
    }

    @Test("The signatures of an RRset and the keys with one tag are verified up to a limit, and the rest is reported")
    func boundedWork() throws {
        var text = SignedText(try ZoneSigner().sign(Self.zone, ZoneSigner.Manner(algorithm: "ED25519")))
        // Signatures that differ in the last octet but have the same key tag.
        for number in 0..<200 { text.copySignature("www", "A", number) }
        let start = ContinuousClock.now
        #expect(Self.codes(text.text) == ["Z402"])
        #expect(ContinuousClock.now - start < .seconds(20))
    }

    @Test("A zone that is signed piece by piece may be signed for less than the expire time, until the server stops")
    func continuous() throws {
        let signer = try ZoneSigner()
        var text = SignedText(try signer.sign(Self.zone, ZoneSigner.Manner(options: "-s now-2d -e now+12d")))
        #expect(Self.codes(text.text) == [])
        let earlier = SignedText(try signer.signAgain("-s now-9d -e now+5d"))
        #expect(Self.codes(earlier.text) == ["Z404"])
        text.takeSignatures("www", "A", from: earlier)
        #expect(Self.codes(text.text) == [])
        #expect(Self.codes(text.text, after: 3 * 86_400) == ["Z404"])
        #expect(Self.codes(text.text, after: 6 * 86_400) == ["Z403", "Z404"])
    }

    @Test("A record that cannot be read hides what it may explain, and nothing else")
    func unread() throws {
        var text = SignedText(try ZoneSigner().sign(Self.zone))
        text.replace("mail", "A ", "192.0.2.2", "192.0.2.")
        #expect(Self.codes(text.text) == [])
        text.replace("www", "RRSIG A ", " 13 3 ", " 13 3 x")
        #expect(Self.codes(text.text) == [])
        text.remove("ns1", "RRSIG A ")
        #expect(Self.codes(text.text) == ["Z401"])
        text.replace("www", "TXT ", "text", "other")
        #expect(Self.codes(text.text) == ["Z401", "Z402"])
        #expect(Self.codes(text.text, after: 31 * 86_400) == ["Z401", "Z402", "Z403"])
        text.replace("example.com.", "DNSKEY 256", " 3 13 ", " 3 x ")
        #expect(!Self.codes(text.text).contains("Z407"))
    }

    @Test("An empty non-terminal without an NSEC3 record is reported at a name below it (Z421)")
    func emptyNonTerminal() throws {
        var text = SignedText(try ZoneSigner().sign(Self.zone, ZoneSigner.Manner(denial: .nsec3)))
        // Its bitmap is empty, so that its line ends with the next hash.
        let line = try #require(text.lines.first { $0.contains(" IN NSEC3 ") && $0.split(separator: " ").count == 9 })
        let owner = String(line.split(separator: " ")[0])
        text.remove(owner, "NSEC3")
        text.remove(owner, "RRSIG NSEC3")
        let source = SourceFile(path: "x", text: text.text)
        let input = ZoneInput(.source(source), origin: Name("example.com.").map { ($0, .option) })
        let finding = try #require(Linter().lint([input]).findings.first { $0.rule.code == "Z421" })
        let name = try #require(finding.message.split(separator: "`").first)
        let span = try #require(finding.primary?.span)
        #expect(source.text(in: span.range).lowercased().hasSuffix(".\(name)"), "\(finding.message)")
    }

    @Test("The advice names the program that signed the zone", arguments: ZoneSigner.Program.allCases)
    func software(_ program: ZoneSigner.Program) throws {
        let text = try ZoneSigner().sign(Self.zone, ZoneSigner.Manner(program: program))
        let damaged = text.replacingOccurrences(of: "192.0.2.3", with: "192.0.2.4")
        let input = ZoneInput(
            .source(SourceFile(path: "x", text: damaged)), origin: Name("example.com.").map { ($0, .option) })
        let findings = Linter().lint([input]).findings
        let help = findings.first(where: { $0.rule.code == "Z402" })?.help ?? ""
        let command: String =
            switch program {
            case .bind: "`dnssec-signzone -S -o example.com.`"
            case .ldns: "`ldns-signzone -o example.com.`"
            case .knot: "`knotc zone-sign example.com.`"
            }
        #expect(help.contains(command), "\(help)")
    }

    @Test("A fix that would change signed records is left out, even if the rules about signatures are not selected")
    func fix() throws {
        let signed = try ZoneSigner().sign(Self.zone)
        let mistake = "example.com. 3600 IN MX 20 mail.example.com\n"
        let selection = try RuleSelection(select: ["Z2"], ignore: [])
        let unsigned = FixedZone(Array((Self.zone + mistake).utf8), selection: selection)
        #expect(unsigned.isChanged)
        let fixed = FixedZone(Array((signed + mistake).utf8), selection: selection)
        #expect(!fixed.isChanged)
        #expect(fixed.run.leftOut.contains { $0.reason.contains("sign it again") })
    }
}
