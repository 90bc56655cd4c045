import ZoneFile

/// The ports that IANA assigns to services that commonly have SRV records.
enum ServicePorts {
    /// The port of a service. The name may be in any case, with or without the leading underscore.
    static func port(named name: some StringProtocol) -> UInt16? {
        let word = name.lowercased()
        return ports[word.hasPrefix("_") ? String(word.dropFirst()) : word]
    }

    /// Whether a service in common use has the port.
    static func isWellKnown(_ port: UInt16) -> Bool {
        assigned.contains(port)
    }

    private static let assigned = Set(ports.values)

    // https://www.iana.org/assignments/service-names-port-numbers. A few names are not registered there but common in
    // SRV records (minecraft, ts3, mumble's first port); they have the port that their software uses.
    private static let ports: [String: UInt16] = [
        "matrix-fed": 8448, "matrix": 8448,
        "http": 80, "https": 443, "http-alt": 8080, "https-alt": 8443, "www": 80, "www-http": 80,
        "ftp": 21, "ftps": 990, "ssh": 22, "sftp-ssh": 22, "telnet": 23, "telnets": 992, "tftp": 69, "rsync": 873,
        "smtp": 25, "submission": 587, "submissions": 465, "smtps": 465, "imap": 143, "imap3": 220, "imaps": 993,
        "pop3": 110, "pop3s": 995, "sieve": 4190, "managesieve": 4190, "lmtp": 24, "nntp": 119, "nntps": 563,
        "domain": 53, "dns": 53, "domain-s": 853, "whois": 43, "finger": 79, "gopher": 70, "ident": 113, "auth": 113,
        "ntp": 123, "time": 37, "daytime": 13, "echo": 7, "discard": 9, "syslog": 514, "syslog-tls": 6514,
        "snmp": 161, "snmptrap": 162, "radius": 1812, "radius-acct": 1813, "radsec": 2083, "tacacs": 49,
        "ldap": 389, "ldaps": 636, "gc": 3268, "kerberos": 88, "kerberos-adm": 749, "kpasswd": 464,
        "microsoft-ds": 445, "netbios-ssn": 139, "smb": 445, "vlmcs": 1688, "ms-wbt-server": 3389, "rdp": 3389,
        "xmpp-client": 5222, "xmpp-server": 5269, "xmpp-bosh": 5280, "xmpps-client": 5223, "xmpps-server": 5270,
        "jabber": 5269, "irc": 194, "ircs": 994, "ircs-u": 6697, "ircu": 6667,
        "sip": 5060, "sips": 5061, "h323cs": 1720, "h323ls": 1719, "stun": 3478, "stuns": 5349, "turn": 3478,
        "turns": 5349, "rtsp": 554, "mgcp-gateway": 2427, "sipfederationtls": 5061, "sipinternaltls": 5061,
        "caldav": 80, "caldavs": 443, "carddav": 80, "carddavs": 443, "autodiscover": 443,
        "nfs": 2049, "afpovertcp": 548, "ipp": 631, "ipps": 631, "printer": 515, "pdl-datastream": 9100,
        "daap": 3689, "mqtt": 1883, "secure-mqtt": 8883, "mqtts": 8883, "amqp": 5672, "amqps": 5671, "coap": 5683,
        "coaps": 5684, "mysql": 3306, "postgresql": 5432, "postgres": 5432, "mongodb": 27017, "redis": 6379,
        "ms-sql-s": 1433, "oracle": 1521, "etcd-client": 2379, "etcd-server": 2380, "etcd-client-ssl": 2379,
        "etcd-server-ssl": 2380, "memcache": 11211, "git": 9418, "svn": 3690, "bgp": 179, "ptp-event": 319,
        "puppet": 8140, "x-puppet": 8140, "dict": 2628, "socks": 1080, "squid": 3128, "rfb": 5900, "vnc": 5900,
        "wins": 1512, "teamspeak": 8767, "minecraft": 25565, "ts3": 9987, "mumble": 64738, "hkp": 11371, "hkps": 443,
    ]
}

extension ServicePorts {
    /// Whether the problem is a service name in the port field. If only a number or nothing follows, the name is the
    /// target, and a number is missing or misplaced.
    static func isName(_ problem: ZoneProblem) -> Bool {
        guard case .invalidField(.srv, _, fieldIndex: 2, _) = problem.kind, port(named: problem.span.text) != nil
        else { return false }
        let target = problem.span.source.word(after: problem.span.range.upperBound)
        return !target.isEmpty && !target.utf8.allSatisfy { $0 &- 0x30 < 10 }
    }
}
