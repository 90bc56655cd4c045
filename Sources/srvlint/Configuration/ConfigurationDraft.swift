import DNS
import Federation
import Linting
import Reporting
import ZoneFile

/// A configuration to begin with: what is found in a folder, with comments on what can be said besides.
struct ConfigurationDraft {
    private let zones: [(path: String, origin: Name?, isGuess: Bool, servers: [String])]

    init(_ folder: String) {
        let base = AbsolutePath.resolve(folder + "/.").text
        zones = FoundFiles([folder], stdinName: nil).all.prefix(50).compactMap { file in
            guard case .file(let access, _) = file.content,
                let source = try? FileReader.read(access, named: file.name, limit: 64 << 20)
            else { return nil }
            let deduced = OriginDeduction(given: nil, source: source)
            let zone = Zone(reading: source, options: ReadingOptions(origin: deduced.origin))
            let shown = AbsolutePath.resolve(file.name).relative(to: base) ?? file.name
            return (shown, deduced.origin, deduced.from == .filename, MatrixNames.named(in: zone))
        }
    }

    var text: String {
        var text = """
            # What srvlint goes by in this folder and below. `srvlint config show` tells what is in force. For editors that
            # know YAML schemas: `srvlint config schema > .srvlint-schema.json`, and this as a line of its own:
            # # yaml-language-server: $schema=.srvlint-schema.json

            # Rules that speak, and rules that do not: codes (S301), beginnings of codes (Z3), names.
            # select: [S, Z]
            # ignore: [Z129]

            # Rules whose findings weigh more or less here.
            # severity:
            #   Z231: warning

            # The least finding that makes the exit code 1: error, warning, info, never.
            fail-on: warning

            # The name servers that load these zones: \(NameServerSoftware.words.joined(separator: ", ")).
            # targets: [bind]

            # Rules that do not speak of some files.
            # per-file-ignores:
            #   "generated/*.zone": [Z230]

            # Findings that are known; write it with `srvlint check --write-baseline srvlint-baseline.json`.
            # baseline: srvlint-baseline.json

            """
        guard !zones.isEmpty else {
            return text + """

                # No zone file was found here. For each, what its text does not say:
                # zones:
                #   zones/example.com.zone:
                #     origin: example.com
                #     server-names: [example.com]

                """
        }
        text += """

            # What the texts do not say. Patterns count from this folder; the first that matches holds.
            # server-names are Matrix servers that must be discoverable; well-known and certificate belong to the first.
            zones:

            """
        for zone in zones { text += lines(zone) }
        return text
    }

    private func lines(_ zone: (path: String, origin: Name?, isGuess: Bool, servers: [String])) -> String {
        var lines = "  \(Self.scalar(Glob.escape(zone.path))):\n"
        let origin = zone.origin.map { Self.scalar($0.description.count > 1 ? String($0.description.dropLast()) : ".") }
        switch origin {
        case let origin? where zone.isGuess: lines += "    origin: \(origin)  # guessed from the name of the file\n"
        case let origin?: lines += "    origin: \(origin)\n"
        case nil: lines += "    # its origin is not known\n    server-names: []\n"
        }
        if !zone.servers.isEmpty {
            lines += "    server-names: [\(zone.servers.map(Self.scalar).joined(separator: ", "))]\n"
            lines += "    # well-known: path/to/well-known-matrix-server.json\n"
            lines += "    # certificate: path/to/fullchain.pem\n"
        }
        return lines
    }

    /// In double quotes unless it is plain: paths and names are not ours to trust.
    private static func scalar(_ text: String) -> String {
        let isPlain = text.utf8.allSatisfy { byte in
            byte &- 0x30 < 10 || (byte | 0x20) &- 0x61 < 26 || "-._/".utf8.contains(byte)
        }
        let first = text.utf8.first ?? 0
        guard isPlain, (first | 0x20) &- 0x61 < 26 else { return quoted(text) }
        return text
    }

    /// YAML takes the escapes of JSON, but no pairs of surrogates.
    private static func quoted(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: { $0.value > 0xFFFF }) else { return JSONString.quoted(text) }
        let parts = text.unicodeScalars.map { scalar in
            scalar.value > 0xFFFF
                ? "\\U00" + String(scalar.value | 0x100_0000, radix: 16).dropFirst()
                : String(JSONString.quoted(String(scalar)).dropFirst().dropLast())
        }
        return "\"" + parts.joined() + "\""
    }
}

/// The Matrix servers that a zone has SRV records for.
enum MatrixNames {
    static func named(in zone: Zone) -> [String] {
        var seen: Set<String> = []
        return zone.records(ofType: .srv).compactMap { number -> String? in
            let owner = zone.names.text(zone.records[Int(number)].owner).lowercased()
            for prefix in MatrixService.allCases.map({ "\($0.ownerPrefix)." }) where owner.hasPrefix(prefix) {
                let name = String(owner.dropFirst(prefix.count).dropLast())
                return !name.isEmpty && seen.insert(name).inserted ? name : nil
            }
            return nil
        }
    }
}
