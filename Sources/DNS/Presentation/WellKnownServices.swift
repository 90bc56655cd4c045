extension RDATACoder {
    /// Appends the protocol or the services of WKS (RFC 1035 §3.4.2).
    ///
    /// ldns and BIND look up the names in /etc/services. Here the result does not depend on the machine.
    mutating func appendServices(
        _ field: borrowing RecordFormat.Field,
        _ cursor: inout FieldCursor
    ) throws(RDATAProblem) {
        if field.kind == .wksProtocol {
            append8(UInt8(try serviceNumber(field, WellKnownServices.protocols, maximum: 255, &cursor)))
            return
        }
        let start = wire.count
        while !cursor.isAtEnd {
            let port = try serviceNumber(field, WellKnownServices.ports, maximum: 0xFFFF, &cursor)
            while wire.count - start <= port / 8 { wire.append(0) }
            wire[start + port / 8] |= 0x80 >> UInt8(port % 8)
        }
    }

    private mutating func serviceNumber(
        _ field: borrowing RecordFormat.Field,
        _ names: [(name: StaticString, value: Int)],
        maximum: Int,
        _ cursor: inout FieldCursor
    ) throws(RDATAProblem) -> Int {
        let expected =
            field.kind == .wksProtocol
            ? "a protocol number, or a name such as tcp or udp"
            : "a port number, or the name of a well-known service such as smtp"
        let text = try cursor.nextUnquoted(field, expected: expected)
        if text.first.map({ $0 &- 0x30 < 10 || $0 == UInt8(ascii: "-") }) == true {
            if case .notANumber = Decimal.read(text) { throw cursor.invalid(field, expected) }
            cursor.index -= 1
            return Int(try number(field, max: UInt64(maximum), &cursor))
        }
        for entry in names where text.foldedEquals(entry.name) { return entry.value }
        throw cursor.invalid(field, expected)
    }
}

/// The names of protocols and services in RFC 1010, and others from the time when WKS was in use.
enum WellKnownServices {
    static let protocols: [(name: StaticString, value: Int)] = [
        ("ip", 0), ("icmp", 1), ("igmp", 2), ("ggp", 3), ("ipencap", 4), ("st", 5), ("tcp", 6), ("egp", 8),
        ("igp", 9), ("pup", 12), ("udp", 17), ("hmp", 20), ("xns-idp", 22), ("rdp", 27), ("iso-tp4", 29),
        ("dccp", 33), ("xtp", 36), ("ddp", 37), ("ipv6", 41), ("rsvp", 46), ("gre", 47), ("esp", 50), ("ah", 51),
        ("ospf", 89), ("pim", 103), ("vrrp", 112), ("l2tp", 115), ("isis", 124), ("sctp", 132), ("udplite", 136),
    ]
    static let ports: [(name: StaticString, value: Int)] = [
        ("tcpmux", 1), ("rje", 5), ("echo", 7), ("discard", 9), ("systat", 11), ("users", 11), ("daytime", 13),
        ("netstat", 15), ("qotd", 17), ("quote", 17), ("msp", 18), ("chargen", 19), ("ftp-data", 20), ("ftp", 21),
        ("fsp", 21), ("ssh", 22), ("telnet", 23), ("smtp", 25), ("mail", 25), ("time", 37), ("rlp", 39),
        ("nameserver", 42), ("whois", 43), ("nicname", 43), ("tacacs", 49), ("re-mail-ck", 50), ("la-maint", 51),
        ("domain", 53), ("mtp", 57), ("bootps", 67), ("bootpc", 68), ("tftp", 69), ("gopher", 70), ("finger", 79),
        ("http", 80), ("www", 80), ("link", 87), ("kerberos", 88), ("supdup", 95), ("hostnames", 101),
        ("hostname", 101), ("iso-tsap", 102), ("x400", 103), ("x400-snd", 104), ("csnet-ns", 105), ("rtelnet", 107),
        ("pop2", 109), ("pop3", 110), ("pop-3", 110), ("sunrpc", 111), ("auth", 113), ("ident", 113), ("sftp", 115),
        ("uucp-path", 117), ("nntp", 119), ("ntp", 123), ("pwdgen", 129), ("netbios-ns", 137), ("netbios-dgm", 138),
        ("netbios-ssn", 139), ("imap2", 143), ("imap", 143), ("snmp", 161), ("snmp-trap", 162), ("xdmcp", 177),
        ("bgp", 179), ("irc", 194), ("ipx", 213), ("imap3", 220), ("ldap", 389), ("https", 443), ("isakmp", 500),
        ("exec", 512), ("biff", 512), ("login", 513), ("who", 513), ("shell", 514), ("syslog", 514),
        ("printer", 515), ("talk", 517), ("ntalk", 518), ("route", 520), ("uucp", 540), ("klogin", 543),
        ("kshell", 544), ("submission", 587), ("ldaps", 636), ("imaps", 993), ("pop3s", 995),
    ]
}
