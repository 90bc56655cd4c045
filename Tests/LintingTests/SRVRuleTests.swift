import DNS
import Diagnostics
import Linting
import TestSupport
import Testing
import ZoneFile
import ZoneRules

/// Returns the findings for records that continue a correct zone `example.com.`, with the marked text: `S301 matrix`.
private func found(
    _ text: String,
    before: String = ExampleRun.baseZone,
    origin: (String, OriginSource) = ("example.com.", .option)
) -> [String] {
    let source = SourceFile(path: "zone", text: before + text + "\n")
    let origin = Name(origin.0).map { ($0, origin.1) }
    let report = Linter().lint([ZoneInput(.source(source), origin: origin)])
    // The consequences for Matrix servers are tested elsewhere.
    return report.findings.filter { !$0.rule.code.hasPrefix("M") }
        .map { "\($0.rule.code) \($0.primary?.span.text ?? "")" }
}

private func message(_ text: String, _ code: String) throws -> Finding {
    let source = SourceFile(path: "zone", text: ExampleRun.baseZone + text + "\n")
    let report = Linter().lint([ZoneInput(.source(source), origin: Name("example.com.").map { ($0, .option) })])
    return try #require(report.findings.first { $0.rule.code == code })
}

@Suite("SRV records that are common in practice")
struct PublishedSRVTests {
    @Test("The only finding for a Microsoft 365 set is that its targets are in other zones")
    func microsoft365() {
        let findings = found(
            """
            _sip._tls               SRV   100 1 443 sipdir.online.lync.com.
            _sipfederationtls._tcp  SRV   100 1 5061 sipfed.online.lync.com.
            autodiscover            CNAME autodiscover.outlook.com.
            """
        )
        #expect(findings == ["S309 sipdir.online.lync.com.", "S309 sipfed.online.lync.com."])
    }

    @Test("Active Directory has no findings, in one zone or with `_msdcs` and `_tcp` as separate zones")
    func activeDirectory() {
        let controllers = """
            dc1                      A    192.0.2.53
            gc._msdcs                A    192.0.2.53
            _gc._tcp                 SRV  0 100 3268 dc1
            _kerberos._tcp           SRV  0 100 88 dc1
            _kerberos._udp           SRV  0 100 88 dc1
            _kpasswd._udp            SRV  0 100 464 dc1
            _ldap._tcp               SRV  0 100 389 dc1
            _ldap._tcp.Default-First-Site-Name._sites SRV 0 100 389 dc1
            _ldap._tcp.dc._msdcs     SRV  0 100 389 dc1
            _ldap._tcp.Default-First-Site-Name._sites.dc._msdcs SRV 0 100 389 dc1
            _ldap._tcp.pdc._msdcs    SRV  0 100 389 dc1
            _ldap._tcp.gc._msdcs     SRV  0 100 3268 dc1
            _ldap._tcp.2f0ae2f5-5b8c-4a5a-9d3e-0d9c3a1d2b11.domains._msdcs SRV 0 100 389 dc1
            _ldap._tcp.DomainDnsZones SRV 0 100 389 dc1
            _vlmcs._tcp              SRV  0 0 1688 dc1
            """
        #expect(found(controllers) == [])
        let own = """
            $TTL 3600
            @ SOA dc1.example.com. hostmaster.example.com. 1 900 600 86400 3600
            @ NS dc1.example.com.
            @ NS dc2.example.com.

            """
        let inZone = found("_ldap SRV 0 100 389 dc1.example.com.", before: own, origin: ("_tcp.example.com.", .option))
        #expect(inZone == ["S309 dc1.example.com."])
        let inMSDCS = found(
            "_ldap._tcp.dc SRV 0 100 389 dc1.example.com.",
            before: own,
            origin: ("_msdcs.example.com.", .option)
        )
        #expect(inMSDCS == ["S309 dc1.example.com."])
    }

    @Test("DNS-SD instances, subtypes and browsing domains have no findings")
    func serviceDiscovery() {
        let findings = found(
            """
            printer                      A    192.0.2.20
            b._dns-sd._udp               PTR  @
            _ipp._tcp                    PTR  dear115._ipp._tcp
            _color._sub._ipp._tcp        PTR  dear115._ipp._tcp
            dear115._ipp._tcp            SRV  0 0 631 printer
            Second\\032Floor\\032\\(tcp\\)._ipp._tcp SRV 0 0 631 printer
            x.y._http._tcp               SRV  0 0 80 printer
            """
        )
        #expect(findings == [])
    }

    @Test("A host in place of the port is not a service name if a number is missing or follows it")
    func missingNumber() {
        #expect(found("matrix A 192.0.2.1\n_matrix-fed._tcp SRV 10 8448 matrix") == ["Z102 8448"])
        #expect(found("matrix A 192.0.2.1\n_matrix-fed._tcp SRV 10 0 matrix 8448") == ["Z104 matrix 8448"])
        #expect(found("matrix A 192.0.2.1\n_matrix-fed._tcp SRV 10 0 https matrix") == ["S203 https"])
    }

    @Test("A URL with the name of the zone is reported as a URL, not as a missing final dot")
    func urlBeforeDot() {
        #expect(
            found("m A 192.0.2.1\n_matrix-fed._tcp SRV 10 0 8448 https://m.example.com")
                == ["S304 https://m.example.com"]
        )
    }

    @Test("A mail service may be declared unavailable (RFC 6186)")
    func refusedMailServices() {
        #expect(found("_imap._tcp SRV 0 0 0 .\n_pop3._tcp SRV 0 0 0 .\n_submission._tcp SRV 0 0 0 .") == [])
    }

    @Test("Aliases for TLSA records and certificate challenges have no findings")
    func underscoredAliases() {
        let findings = found(
            """
            mail                     A     192.0.2.25
            _25._tcp.mail            CNAME _dane
            _443._tcp                CNAME _dane
            _dane                    TXT   "stands in for TLSA"
            _acme-challenge          CNAME abc.acme.example.net.
            _matrix-fed._tcp         SRV   10 0 8448 mail
            """
        )
        #expect(findings == [])
    }

    @Test("Other common services have no findings")
    func otherServices() {
        let findings = found(
            """
            host                     A    192.0.2.30
            mx2                      A    192.0.2.31
            _xmpp-client._tcp        SRV  5 0 5222 host
            _xmpp-server._tcp        SRV  5 0 5269 host
                                     SRV  10 0 5269 mx2
            _stun._udp               SRV  0 0 3478 host
            _turns._tcp              SRV  0 0 5349 host
            _minecraft._tcp          SRV  0 5 25565 host
            _ts3._udp                SRV  0 5 9987 host
            _etcd-server-ssl._tcp    SRV  0 0 2380 host
            _mongodb._tcp.db         SRV  0 0 27017 host
            _smtp._tcp               SRV  443 0 25 host
            _mumble._tcp             SRV  0 0 64738 host
            _sip._sctp               SRV  0 0 5060 host
            _http._tcp.web-1.ns.svc  SRV  0 33 80 host
            srv01                    SRV  0 0 0 .
            """
        )
        #expect(findings == [])
    }

    @Test(
        "Delegations as their documentation writes them are silent above info",
        arguments: [
            "_matrix._tcp.example.com. 3600 IN SRV 10 5 443 synapse.example.com.",
            "_matrix._tcp.example.com. 3600 IN SRV 10 0 8448 synapse.example.com.",
            "_matrix-fed._tcp.example.com. 3600 IN SRV 10 5 8448 synapse.example.com.",
            "_matrix-fed._tcp IN SRV 10 0 8448 synapse\n_matrix._tcp IN SRV 10 0 8448 synapse",
            "_matrix._tcp IN SRV 0 5 443 synapse",
            "_matrix._tcp 3600 IN SRV 10 0 8448 example.org.",
            "_matrix-fed._tcp.chat 300 IN SRV 10 0 8448 synapse",
        ]
    )
    func plainDelegations(_ records: String) {
        let codes = found("synapse IN A 198.51.100.7\n" + records).map { $0.prefix(4) }
        #expect(codes.allSatisfy { ["S309", "M201", "M202", "M205", "M206", "M208", "M301"].contains($0) })
    }
}

@Suite("Which SRV rule reports a mistake")
struct SRVPrecedenceTests {
    @Test("A missing final dot is reported instead of a missing target or a wildcard alias")
    func missingDot() {
        #expect(!found("_a._tcp SRV 0 0 1 host.example.com").contains { $0.hasPrefix("S") })
        #expect(
            !found("web A 192.0.2.1\n* CNAME web\n_a._tcp SRV 0 0 1 host.example.com").contains { $0.hasPrefix("S") })
        #expect(
            found("$ORIGIN sub.example.com.\n_a._tcp SRV 0 0 1 host.example.com").allSatisfy { !$0.hasPrefix("S") }
        )
        // The name exists as it was read, so it is intended.
        #expect(
            found("host.example.com.example.com. TXT x\n_a._tcp SRV 0 0 1 host.example.com.example.com.")
                == ["S302 host.example.com.example.com."]
        )
    }

    @Test("Missing records are reported in a complete zone only")
    func incompleteZone() {
        #expect(found("_a._tcp SRV 0 0 1 host") == ["S302 host"])
        let silent = [
            found("_a._tcp SRV 0 0 1 host\n$INCLUDE more"), found("_a._tcp SRV 0 0 1 host", before: "$TTL 60\n"),
            found("_a._tcp SRV 0 0 1 host", origin: ("example.com.", .filename)),
            found("_a._tcp SRV 0 0 1 host\nhost SVR 1"),
            found("v6 AAAA 2001:db8::1\n_a._tcp SRV 0 0 1 v6\n$INCLUDE more"),
            found("web A 192.0.2.1\n* CNAME web\n_a._tcp SRV 0 0 1 host\n$INCLUDE more"),
        ]
        for codes in silent { #expect(!codes.contains { $0.hasPrefix("S3") }) }
        #expect(found("_a._tcp SRV 0 0 1 host\nx SVR 1").contains("S302 host"))
    }

    @Test("Records from which the server synthesises addresses count as addresses")
    func serverPrivate() {
        #expect(!found("host ALIAS elsewhere.example.net.\n_a._tcp SRV 0 0 1 host").contains { $0.hasPrefix("S") })
        #expect(!found("* ALIAS elsewhere.example.net.\n_a._tcp SRV 0 0 1 host").contains { $0.hasPrefix("S") })
    }

    @Test(
        "One target has one finding",
        arguments: [
            ("my_old CNAME web\nweb A 192.0.2.1\n_a._tcp SRV 0 0 1 my_old", "S301 my_old"),
            ("my_old TXT x\n_a._tcp SRV 0 0 1 my_old", "S302 my_old"),
            ("_a._tcp SRV 0 0 1 my_old", "S305 my_old"),
            ("_a._tcp SRV 0 0 1 _b._tcp\n_b._tcp SRV 0 0 1 m\nm A 192.0.2.1", "S305 _b._tcp"),
            ("_a._tcp SRV 0 0 1 -old", "S302 -old"),
            ("old DNAME example.net.\n_a._tcp SRV 0 0 1 a_b.old", "S307 a_b.old"),
            ("sub NS ns.example.net.\nsub NS ns2.example.net.\n_a._tcp SRV 0 0 1 a_b.sub", "S305 a_b.sub"),
            ("_a._tcp SRV 0 0 1 a_b.example.net.", "S305 a_b.example.net."),
            ("_a._tcp SRV 0 0 1 https://example.net/", "S304 https://example.net/"),
            ("_a._tcp SRV 0 0 1 [2001:db8::1]", "S303 [2001:db8::1]"),
            ("_a._tcp SRV 0 0 1 [2001:db8::1]:8448", "S303 [2001:db8::1]:8448"),
            ("_a._tcp SRV 0 0 1 ::ffff:192.0.2.1", "S303 ::ffff:192.0.2.1"),
            ("_a._tcp SRV 0 0 1 192.0.2.1:8448.", "S303 192.0.2.1:8448."),
            ("_a._tcp SRV 0 0 1 *.pool\n*.pool A 192.0.2.1", "S305 *.pool"),
            ("_a._tcp SRV 0 0 1 a\\032b.example.net.", "S305 a\\032b.example.net."),
        ]
    )
    func oneFinding(text: String, expected: String) {
        #expect(found(text) == [expected])
    }

    @Test("A target in a reverse zone that looks like an address is reported as one if it has no address")
    func reverseNames() {
        #expect(found("1.2.0.192 A 192.0.2.1\n_a._tcp SRV 0 0 1 1.2.0.192") == [])
    }

    @Test(
        "Port 0 in a record with swapped fields is part of that finding, and the sets of the two Matrix services are separate"
    )
    func portZero() {
        let host = "m A 192.0.2.1\n"
        #expect(found(host + "_matrix._tcp SRV 8448 10 0 m") == ["S202 8448 10 0"])
        #expect(found(host + "_a._tcp SRV 8448 10 0 m") == ["S202 8448 10 0"])
        #expect(found(host + "_a._tcp SRV 1 10 0 m") == ["S201 0"])
        // Numbers that may be intended.
        #expect(found(host + "_a._tcp SRV 443 443 5 m") == [])
        #expect(found(host + "_kerberos._tcp SRV 443 0 88 m") == [])
    }

    @Test("A root target among others explains its values, and a duplicate host explains different priorities")
    func sets() {
        let host = "m A 192.0.2.1\n"
        #expect(found(host + "_matrix-fed._tcp SRV 1 2 8448 m\n SRV 3 4 5 .") == ["S205 ."])
        #expect(found(host + "_matrix-fed._tcp SRV 1 2 8448 m\n SRV 3 2 8448 m") == ["S207 m"])
        #expect(found("_matrix-fed._tcp SRV 0 0 0 .") == ["S206 ."])
        #expect(found("_matrix-fed._tcp SRV 0 0 443 .") == ["S204 0 0 443"])
    }

    @Test("RDATA in generic form is checked like any other, reported as a whole and never edited")
    func genericRDATA() throws {
        let web = "web A 192.0.2.1\nm CNAME web\n"
        let alias = web + "_a._tcp TYPE33 \\# 21 0000000020fb 016d 076578616d706c65 03636f6d 00"
        #expect(found(alias) == ["S301 \\# 21 0000000020fb 016d 076578616d706c65 03636f6d 00"])
        #expect(try message(alias, "S301").fixes.isEmpty)
        #expect(found("_matrix-fed._tcp TYPE33 \\# 7 00000000000000") == ["S206 \\# 7 00000000000000"])
        #expect(found("_a._tcp TYPE33 \\# 7 00000000000100") == ["S204 \\# 7 00000000000100"])
    }

    @Test(
        "Another zone of the run answers for targets that this one does not",
        arguments: [
            ("matrix A 192.0.2.1", []), ("web A 192.0.2.1\nmatrix CNAME web", ["S301 matrix.sub.example.com."]),
            ("matrix TXT x", ["S302 matrix.sub.example.com."]), ("x A 192.0.2.1", ["S302 matrix.sub.example.com."]),
            ("matrix AAAA 2001:db8::1", ["S308 matrix.sub.example.com."]), ("* A 192.0.2.1", []),
            ("@ DNAME example.net.", ["S307 matrix.sub.example.com."]),
            ("matrix NS ns1.example.net.\nmatrix NS ns2.example.net.", ["S306 matrix.sub.example.com."]),
            ("$INCLUDE more", ["S306 matrix.sub.example.com."]), ("matrix ALIAS example.net.", []),
        ]
    )
    func otherZone(child: String, expected: [String]) {
        let parent = """
            sub NS ns1.example.net.
            sub NS ns2.example.net.
            _matrix-fed._tcp SRV 0 0 8448 matrix.sub.example.com.
            """
        func input(_ text: String, _ origin: String) -> ZoneInput {
            let source = SourceFile(path: origin, text: ExampleRun.baseZone + text + "\n")
            return ZoneInput(.source(source), origin: Name(origin).map { ($0, .option) })
        }
        let report = Linter().lint([input(parent, "example.com."), input(child, "sub.example.com.")])
        let ofParent = report.findings.filter {
            $0.primary?.span.source.path == "example.com." && !$0.rule.code.hasPrefix("M")
        }
        #expect(ofParent.map { "\($0.rule.code) \($0.primary?.span.text ?? "")" } == expected)
    }
}

@Suite("Owners of SRV records")
struct SRVOwnerTests {
    private func ofOwner(_ owner: String) -> [String] {
        found("m A 192.0.2.1\n\(owner) SRV 0 0 8448 m")
    }

    @Test(
        "A mistake in the owner is found where it is",
        arguments: [
            ("matrix._tcp", "S101 matrix"), ("ldap._tcp.dc", "S101 ldap"), ("dear115.ipp._tcp", "S101 ipp"),
            ("_sip.udp", "S101 udp"), ("matrix-fed.tcp.chat", "S101 matrix-fed.tcp"),
            ("_tcp._matrix", "S102 _tcp._matrix"),
            ("_Matrix_Fed._TCP", "S103 _Matrix_Fed"), ("_matrixfed._udp", "S103 _matrixfed"),
            ("_matrix-federate._tcp", "S103 _matrix-federate"), ("_matirx._tcp", "S103 _matirx"),
            ("_martix-fed._tcp", "S103 _martix-fed"), ("_matrix-fde._tcp", "S103 _matrix-fde"),
            ("_matrix._tcp-fed", "S104 _tcp-fed"), ("_matrix-fed.sub", "S104 _matrix-fed"),
            ("_matrix-fed._tpc", "S104 _tpc"), ("*._tcp.chat", "S105 *"), ("_xmpp._tcp.*", "S105 *"),
            ("_a.*._tcp", "S105 *"), ("_sip.foo._tcp", "S109 _sip.foo._tcp"), ("_sip_tcp", "S109 _sip_tcp"),
            ("_sip\\._tcp", "S109 _sip\\._tcp"), ("_sip._t.cp", "S109 _t.cp"), ("_s.ip._tcp", "S109 _s.ip"),
            ("_imaps_._tcp", "S109 _imaps_"), ("_sip._tcp_", "S109 _sip._tcp_"), ("_imaps_.tcp", "S101 _imaps_.tcp"),
            ("_sip", "S110 _sip"), ("_tcp", "S110 _tcp"), ("_tcp.sip", "S102 _tcp.sip"), ("-sip._tcp", "S101 -sip"),
            ("_sip._tcp.@", "Z262 _sip._tcp.@"), ("_12._tcp", "S107 _12"),
            ("_matrix-identity._tcp", "S108 _matrix-identity"), ("matrix", "S110 matrix"), ("@", "S110 @"),
            ("chat", "S110 chat"),
        ]
    )
    func mistakes(owner: String, expected: String) {
        #expect(ofOwner(owner) == [expected])
    }

    @Test(
        "What may be meant is left alone",
        arguments: [
            "_matrix-fed._tcp.tcp", "_matrix._tcp.matrix", "_metrix._tcp", "_matrix-rtc._tcp", "_matrix-web._tcp",
            "_metrics._tcp", "_mattermost._tcp", "gc._msdcs", "My\\ Printer._tcp", "5060._tcp", "tcp",
            "udp.tcp", "www.tcp", "redis-tcp", "_web-tcp._tcp", "_sip._ws", "_nfs4._domainroot._tcp",
            "_printer._sub._http._tcp", "my_host._ssh._tcp", "_ldap._tcp.Site._sites.dc._msdcs", "*.hosts",
            "_x._tcp._matrix", "_dns-sd._udp", "a._sub._tcp", "_matri._tcp",
        ]
    )
    func quiet(owner: String) {
        #expect(found("m A 192.0.2.1\n\(owner) SRV 0 0 8000 m") == [])
    }

    @Test("A set has one finding about its owner, and the fix renames the owner on every line")
    func fixOfSet() throws {
        let text = """
            m A 192.0.2.1
            n A 192.0.2.2
            _martix._tcp SRV 0 0 8448 m
                         SRV 0 0 8449 n
            _martix._tcp.example.com. TXT "beside"
            """
        #expect(found(text) == ["S103 _martix"])
        let fix = try #require(try message(text, "S103").fixes.first)
        let fixed = ExampleRun.apply(fix, to: ExampleRun.baseZone + text + "\n")
        #expect(fixed.contains("\n_matrix._tcp SRV") && fixed.contains("\n_matrix._tcp.example.com. TXT"))
        #expect(fix.edits.count == 2)
    }

    @Test("An inherited owner or one from the origin is reported at the closest span")
    func unwrittenOwners() throws {
        #expect(found("m A 192.0.2.1\n_martix._tcp TXT x\n SRV 0 0 8448 m") == ["S103 _martix"])
        let byOrigin = "m A 192.0.2.1\n$ORIGIN _martix._tcp.example.com.\n@ SRV 0 0 8448 m.example.com."
        #expect(found(byOrigin) == ["S103 @"])
        #expect(try message(byOrigin, "S103").fixes.isEmpty)
    }

    @Test("A misspelt set is not renamed to that of an existing correct one")
    func noMixing() throws {
        let text = "m A 192.0.2.1\n_matrix-fed._tcp SRV 0 0 8448 m\n_matrix_fed._tcp SRV 0 0 8448 m"
        #expect(try message(text, "S103").fixes.isEmpty)
    }
}

@Suite("Contents of SRV findings")
struct SRVMessageTests {
    @Test("The help names the similar host for a typing error, and the final dot for a full name")
    func helpForMissingTargets() throws {
        #expect(
            try message("matrix A 192.0.2.1\n_a._tcp SRV 0 0 1 matirx", "S302").help.contains("`matrix.example.com.`"))
        #expect(
            try message("_a._tcp SRV 0 0 1 mail.example.lan", "S302").help.contains(
                "write `mail.example.lan.`: without"))
    }

    @Test("A finding about a Matrix owner has the server name")
    func subject() throws {
        let finding = try message("_matrix-fed._tcp.chat SRV 0 0 8448 nowhere", "S302")
        #expect(finding.subject.serverName == "chat.example.com")
        #expect(finding.subject.owner == "_matrix-fed._tcp.chat.example.com.")
        #expect(try message("_xmpp._tcp.chat SRV 0 0 5222 nowhere", "S302").subject.serverName == nil)
    }

    @Test("An alias of a Matrix service is followed within the zone, and a loop ends")
    func ownerAliases() throws {
        let loop = "_matrix._tcp CNAME a\na CNAME b\nb CNAME a"
        #expect(try message(loop, "S106").primary?.label == "forms a loop")
        let two = "_matrix._tcp CNAME a\na CNAME b\nb SRV 0 0 1 m\nm A 192.0.2.1"
        #expect(try message(two, "S106").primary?.label.contains("`b.example.com.`") == true)
    }

    @Test("Service names of ports are recognised ignoring case, with and without the underscore")
    func portNames() {
        #expect(found("m A 192.0.2.1\n_a._tcp SRV 0 0 HTTPS m").contains("S203 HTTPS"))
        #expect(!found("m A 192.0.2.1\n_a._tcp SRV 0 0 bogus m").contains { $0.hasPrefix("S203") })
    }

    @Test("Removing a duplicate host removes its line, and keeps the owner of the next one")
    func removal() throws {
        let plain = "m A 192.0.2.1\n_a._tcp SRV 1 0 1 m\n_a._tcp SRV 2 0 1 m ; old\nx A 192.0.2.9"
        let fix = try #require(try message(plain, "S207").fixes.first)
        let fixed = ExampleRun.apply(fix, to: ExampleRun.baseZone + plain + "\n")
        #expect(fixed.hasSuffix("_a._tcp SRV 1 0 1 m\nx A 192.0.2.9\n"))
        let needed = "_a._tcp SRV 1 0 1 m\nm A 192.0.2.1\n_a._tcp SRV 2 0 1 m\n TXT x"
        #expect(try message(needed, "S207").fixes.isEmpty)
        let inParentheses = "m A 192.0.2.1\n_a._tcp SRV 1 0 1 m\n_a._tcp SRV ( 2 0 1 m\n )"
        let whole = try #require(try message(inParentheses, "S207").fixes.first)
        #expect(ExampleRun.apply(whole, to: ExampleRun.baseZone + inParentheses + "\n").hasSuffix("SRV 1 0 1 m\n"))
    }
}
