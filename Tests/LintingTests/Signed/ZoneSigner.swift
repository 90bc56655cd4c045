import FoundationEssentials
import TestSupport
import Testing

/// Signs zones with the programs of BIND, ldns and Knot, and asks them for their opinion of signed zones.
struct ZoneSigner {
    enum Program: String, CaseIterable, Sendable {
        case bind, ldns, knot
    }

    enum Denial: String, CaseIterable, Sendable {
        case nsec, nsec3, optOut
    }

    /// The keys of a zone, apart from those of its algorithm: a key-signing and a zone-signing key.
    enum Keys: String, CaseIterable, Sendable {
        case two
        /// Another zone-signing key, which is published before it signs.
        case standby
        /// Another zone-signing key, so that every RRset has two signatures.
        case doubled
        /// Keys of another algorithm, as in an algorithm rollover.
        case algorithms
        /// One key for everything.
        case single
        /// Another key-signing key, which is revoked.
        case revoked
    }

    /// How a zone is signed.
    struct Manner: Sendable, CustomTestStringConvertible {
        var program = Program.bind
        var algorithm = "ECDSAP256SHA256"
        var denial = Denial.nsec
        var options = ""
        var keys = Keys.two

        var testDescription: String { "\(program) \(algorithm) \(denial) \(keys) \(options)" }
    }

    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    static let isInstalled = [
        "dnssec-keygen", "dnssec-signzone", "dnssec-verify", "ldns-keygen", "ldns-signzone", "ldns-verify-zone",
        "kzonesign", "kzonecheck",
    ].allSatisfy { shell("command -v \($0) >/dev/null") == 0 }

    fileprivate let directory: ScratchDirectory

    init() throws {
        directory = try ScratchDirectory()
    }

    /// Signs the zone `example.com.`.
    func sign(_ zone: String, _ manner: Manner = Manner()) throws -> String {
        try directory.write("base", zone)
        let script =
            switch manner.program {
            case .bind: Self.bind(manner)
            case .ldns: Self.ldns(manner)
            case .knot: try knot(zone, manner)
            }
        guard shell("cd \(directory.path) && { \(script); } >log 2>&1") == 0 else {
            throw Failure(description: "\(manner.testDescription): \(try directory.text("log"))")
        }
        return try directory.text("out")
    }

    /// Signs the zone with `ldns-signzone` and one key, in the files of a key of BIND.
    func sign(_ zone: String, publicKey: String, privateKey: String) throws -> String {
        try directory.write("base", zone + publicKey + "\n")
        try directory.write("key.key", publicKey + "\n")
        try directory.write("key.private", privateKey)
        guard shell("cd \(directory.path) && ldns-signzone -f out base key >log 2>&1") == 0 else {
            throw Failure(description: try directory.text("log"))
        }
        return try directory.text("out")
    }

    private static func bind(_ manner: Manner) -> String {
        let size = manner.algorithm.contains("RSA") ? "-b 2048" : ""
        let keygen = "dnssec-keygen -q -a \(manner.algorithm) \(size)"
        let denial =
            switch manner.denial {
            case .nsec: ""
            case .nsec3: "-3 - -H 0"
            case .optOut: "-3 - -H 0 -A"
            }
        let other = "dnssec-keygen -q -a \(manner.algorithm == "ED25519" ? "ECDSAP256SHA256" : "ED25519")"
        let more =
            switch manner.keys {
            case .two: "\(keygen) example.com"
            case .standby: "\(keygen) example.com && \(keygen) -A +30d example.com"
            case .doubled: "\(keygen) example.com && \(keygen) example.com"
            case .algorithms: "\(keygen) example.com && \(other) -f KSK example.com && \(other) example.com"
            case .single: "true"
            case .revoked:
                "\(keygen) example.com && dnssec-revoke $(\(keygen) -f KSK example.com)"
            }
        let single = manner.keys == .single ? "-z" : ""
        return "rm -f K* && \(keygen) -f KSK example.com && \(more)"
            + " && dnssec-signzone -q -S -o example.com -O full \(single) \(denial) \(manner.options) -f out base"
    }

    private static func ldns(_ manner: Manner) -> String {
        let denial =
            switch manner.denial {
            case .nsec: ""
            case .nsec3: "-n -t 0"
            case .optOut: "-n -t 0 -p"
            }
        let keygen = "ldns-keygen -a \(manner.algorithm)"
        let more = manner.keys == .doubled ? "y=$(\(keygen) example.com)" : "y="
        return "k=$(\(keygen) -k example.com) && z=$(\(keygen) example.com) && \(more)"
            + " && ldns-signzone \(denial) \(manner.options) -f out base $k $z $y"
    }

    private func knot(_ zone: String, _ manner: Manner) throws -> String {
        try directory.write("knot/example.com.zone", zone)
        let path = directory.path + "/knot"
        try directory.write(
            "knot.conf",
            """
            policy:
              - id: p
                algorithm: \(manner.algorithm.lowercased())
                nsec3: \(manner.denial == .nsec ? "off" : "on")
                single-type-signing: \(manner.keys == .single ? "on" : "off")
                nsec3-iterations: 0
                nsec3-opt-out: \(manner.denial == .optOut ? "on" : "off")
                \(manner.options)
            zone:
              - domain: example.com
                storage: \(path)
                file: example.com.zone
                dnssec-signing: on
                dnssec-policy: p
            database:
                storage: \(path)

            """)
        return "kzonesign -c knot.conf -o signed example.com && mv signed/example.com.zone out"
    }

    /// The programs that refuse a signed zone.
    ///
    /// - Parameter keys: the kind of keys that signed it. Without `-z`, BIND refuses a zone with one key for everything.
    func refusals(_ zone: String, _ keys: Keys) throws -> [Program] {
        let path = try directory.write("checked", zone)
        return Program.allCases.filter { program in
            let command =
                switch program {
                case .bind: "dnssec-verify \(keys == .single ? "-z" : "") -o example.com"
                case .ldns: "ldns-verify-zone"
                case .knot: "kzonecheck -d on -o example.com"
                }
            return shell("timeout 20 \(command) \(path) >/dev/null 2>&1") != 0
        }
    }
}

extension ZoneSigner {
    /// The DS record of the zone that `dnssec-signzone` signed last.
    func delegation() throws -> String {
        try directory.text("dsset-example.com.")
    }

    /// Signs the zone that `dnssec-signzone` signed last again, with the same keys.
    func signAgain(_ options: String) throws -> String {
        let command = "dnssec-signzone -q -P -S -o example.com -O full \(options) -f again base"
        guard shell("cd \(directory.path) && \(command) >log 2>&1") == 0 else {
            throw Failure(description: try directory.text("log"))
        }
        return try directory.text("again")
    }
}
