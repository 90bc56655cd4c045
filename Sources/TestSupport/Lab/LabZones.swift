import DNS
import ZoneRules

/// The DNS of the lab: a root, the zone `lab.`, a zone for each scenario, and a validating resolver.
///
/// One `named` serves them with a separate address for each level, so that the resolver must follow every delegation.
struct LabZones {
    static let root = "127.0.1.1"
    static let lab = "127.0.1.2"
    static let zones = "127.0.1.3"
    /// A name server without zones.
    static let lame = "127.0.1.4"
    static let outdated = "127.0.1.5"
    static let resolver = "127.0.1.53"
    /// A resolver whose upstream server is preceded by forged answers.
    static let forged = "127.0.1.66"

    /// A name server that cannot be reached over TCP, in front of that with the zones.
    static let withoutTCP = "127.0.1.6"

    static let servers = [root, lab, zones, lame, outdated]

    /// The start of IPv4 addresses that are not internal: 192.31.196.0/24 belongs to nobody in particular (RFC 7535).
    static let ipv4Network = "192.31.196."
    /// The start of IPv6 addresses that are not internal: IANA has not assigned 2e00::/7 to anybody.
    static let ipv6Network = "2e00:0:0:"
    /// The IPv6 address of the machine itself.
    static let ipv6Address = "2e00::1"
    /// An address that drops all packets.
    static let deadAddress = "2e00::dead"

    let folder: TemporaryFolder
    let scenarios: [PlacedScenario]
    /// Additional zones on `ns.lab.`, with origin and records.
    let others: [(origin: String, records: String)]

    /// Writes the zones and the configuration of both servers.
    func write() throws(ProgramError) {
        var delegations = ""
        var statements = ""
        var outdated = ""
        for placed in scenarios {
            let records = placed.fill(placed.scenario.records)
            let statement = #"zone "\#(placed.name)" { type primary; file "\#(placed.name).zone"; };\#n"#
            var servers = ["ns.lab."]
            switch placed.scenario.zone {
            case .absent: continue
            case .plain:
                try write(zone: placed.name, records, servers)
                statements += statement
            case .signed, .forged, .signaturesExpired:
                try write(zone: placed.name, records, servers)
                let signed = try sign(placed.name, expired: placed.scenario.zone.hasExpiredSignatures)
                delegations += signed.delegation
                try folder.write(
                    placed.scenario.zone.isForged ? Self.forge(signed.zone) : signed.zone, to: "\(placed.name).zone")
                statements += statement
            case .lame: servers = ["ns-lame.lab."]
            case .withoutTCP:
                servers = ["ns-udp.lab."]
                try write(zone: placed.name, records, servers)
                statements += statement
            case .neverTransferred:
                statements += """
                    zone "\(placed.name)" { type secondary; primaries { 127.0.1.9; }; file "\(placed.name).copy"; };

                    """
            case .outdatedSecondary(let old):
                servers.append("ns-behind.lab.")
                try write(zone: placed.name, records, servers, serial: 2)
                try write(zone: placed.name, placed.fill(old), servers, serial: 1, to: "\(placed.name).old")
                statements += statement
                outdated += #"zone "\#(placed.name)" { type primary; file "\#(placed.name).old"; };\#n"#
            }
            delegations += servers.map { "\(placed.name). NS \($0)\n" }.joined()
        }
        for (origin, records) in others {
            try write(zone: origin, records, ["ns.lab."])
            statements += #"zone "\#(origin)" { type primary; file "\#(origin).zone"; };\#n"#
            delegations += "\(origin). NS ns.lab.\n"
        }
        delegations += """
            tld.lab. A \(Self.lab)
            ns.lab. A \(Self.zones)
            ns-lame.lab. A \(Self.lame)
            ns-behind.lab. A \(Self.outdated)
            ns-udp.lab. A \(Self.withoutTCP)

            """
        try write(zone: "lab", delegations, ["tld.lab."])
        let lab = try sign("lab")
        try folder.write(lab.zone, to: "lab.zone")
        let hints = "root.lab. A \(Self.root)\n"
        try write(zone: ".", "\(hints)lab. NS tld.lab.\ntld.lab. A \(Self.lab)\n\(lab.delegation)", ["root.lab."])
        let root = try sign(".")
        try folder.write(root.zone, to: "root.zone")
        try folder.write(root.delegation, to: "root.anchor")
        try folder.write(". 3600 NS root.lab.\n" + hints.replacing(" A", with: " 3600 A"), to: "root.hints")
        try folder.write(configuration(statements, outdated), to: "named.conf")
        try folder.write(resolverConfiguration, to: "unbound.conf")
    }

    /// Writes the records of scenarios again. Their delegations must not have changed.
    func rewrite() throws(ProgramError) {
        for placed in scenarios { try write(zone: placed.name, placed.fill(placed.scenario.records), ["ns.lab."]) }
    }

    private func write(
        zone: String, _ records: String, _ servers: [String], serial: Int = 1, to file: String? = nil
    ) throws(ProgramError) {
        let origin = zone == "." ? "." : "\(zone)."
        let lines = servers.map { "@ NS \($0)\n" }.joined()
        try folder.write(
            """
            $ORIGIN \(origin)
            $TTL 300
            @ SOA ns.lab. hostmaster.lab. \(serial) 7200 3600 1209600 300
            \(lines)\(records)

            """, to: file ?? (zone == "." ? "root.zone" : "\(zone).zone"))
    }

    // MARK: - DNSSEC

    /// - Returns: the signed zone, and the DS records for its parent.
    private func sign(
        _ zone: String, expired: Bool = false
    ) throws(ProgramError) -> (zone: String, delegation: String) {
        let keygen = try Program("dnssec-keygen", package: "bind9-utils")
        let signer = try Program("dnssec-signzone", package: "bind9-utils")
        let origin = zone == "." ? "." : "\(zone)."
        let file = folder.path(of: zone == "." ? "root.zone" : "\(zone).zone")
        try keygen.run(["-q", "-K", folder.path, "-a", "ECDSAP256SHA256", "-f", "KSK", origin], in: folder)
        let times = expired ? ["-s", "20240101000000", "-e", "20240201000000"] : []
        let output = try signer.run(
            ["-S", "-z", "-P", "-K", folder.path, "-d", folder.path, "-o", origin] + times
                + ["-f", "\(file).signed", file],
            in: folder)
        let signed = TemporaryFolder.text(ofFile: "\(file).signed")
        let delegation = TemporaryFolder.text(ofFile: folder.path(of: "dsset-\(origin)"))
        guard !signed.isEmpty, !delegation.isEmpty else {
            throw ProgramError("dnssec-signzone did not sign \(origin): \(output)")
        }
        return (signed, delegation)
    }

    /// Changes all addresses without updating the signatures.
    private static func forge(_ signed: String) -> String {
        signed.replacing("\tA\t127.1.", with: "\tA\t127.200.")
    }

    // MARK: - Configuration

    private func configuration(_ statements: String, _ outdated: String) -> String {
        func view(_ name: String, _ address: String, _ zones: String) -> String {
            """
            view "\(name)" {
                match-destinations { \(address); };
                zone-statistics none;
            \(zones)};

            """
        }
        return """
            options {
                directory "\(folder.path)";
                listen-on { \(Self.servers.map { "\($0); " }.joined())};
                listen-on-v6 { none; };
                pid-file none; session-keyfile none; lock-file none;
                recursion no; notify no; dnssec-validation no; empty-zones-enable no; minimal-responses yes;
                check-names primary ignore; check-mx ignore; check-integrity no; check-wildcard no;
                check-srv-cname ignore; check-mx-cname ignore;
                allow-new-zones no;
            };
            controls { };
            logging { category default { stderr; }; channel stderr { stderr; severity info; }; };

            """
                + view("root", Self.root, #"zone "." { type primary; file "root.zone"; };\#n"#)
                + view("lab", Self.lab, #"zone "lab" { type primary; file "lab.zone"; };\#n"#)
                + view("zones", Self.zones, statements)
                + view("lame", Self.lame, "")
                + view("outdated", Self.outdated, outdated)
    }

    private var resolverConfiguration: String {
        """
        server:
            do-daemonize: no
            username: ""
            chroot: ""
            directory: "\(folder.path)"
            pidfile: ""
            use-syslog: no
            verbosity: 1
            val-log-level: 1
            num-threads: 1
            so-rcvbuf: 0
            so-sndbuf: 0
            interface: \(Self.resolver)
            access-control: 127.0.0.0/8 allow
            do-not-query-localhost: no
            do-ip6: no
            root-hints: "\(folder.path(of: "root.hints"))"
            trust-anchor-file: "\(folder.path(of: "root.anchor"))"
            module-config: "validator iterator"
            ede: yes
        remote-control:
            control-enable: no

        """
    }
}

extension Scenario.ZoneKind {
    fileprivate var hasExpiredSignatures: Bool { if case .signaturesExpired = self { true } else { false } }
    fileprivate var isForged: Bool { if case .forged = self { true } else { false } }
}
