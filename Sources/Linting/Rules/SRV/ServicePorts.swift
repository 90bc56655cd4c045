/// Services by the names that stand in zone files where a port number belongs.
enum ServicePorts {
    private static let ports: [String: UInt16] = [
        "caldav": 80, "caldavs": 443, "carddav": 80, "carddavs": 443, "domain": 53, "http": 80, "https": 443,
        "imap": 143, "imaps": 993, "kerberos": 88, "ldap": 389, "ldaps": 636, "matrix": 8448, "matrix-fed": 8448,
        "pop3": 110, "pop3s": 995, "sip": 5060, "sips": 5061, "smtp": 25, "ssh": 22, "submission": 587,
        "submissions": 465, "xmpp-client": 5222, "xmpp-server": 5269,
    ]

    /// The port of the service, whatever the case of its name.
    static func port(named name: some StringProtocol) -> UInt16? {
        ports[name.lowercased()]
    }
}
