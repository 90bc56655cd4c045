import DNS
import Diagnostics
import Federation
import Linting
import Reporting
import ZoneFile

/// The configuration that `config init` writes: the zone files of a directory, and a commented example of every setting.
struct ConfigurationDraft {
    private struct FoundZone {
        let path: String
        let origin: Name?
        let isGuess: Bool
        let servers: [String]
    }

    private let zones: [FoundZone]

    init(_ directory: String) {
        let base = AbsolutePath.resolve(directory + "/.").text
        zones = FoundFiles([directory], stdinName: nil).all.prefix(50).compactMap { file in
            guard case .file(let access, _) = file.content,
                let source = try? FileReader.read(access, named: file.name, limit: 64 << 20)
            else { return nil }
            let deduced = OriginDeduction(given: nil, source: source)
            let zone = Zone(reading: source, options: ReadingOptions(origin: deduced.origin))
            return FoundZone(
                path: AbsolutePath.resolve(file.name).relative(to: base) ?? file.name, origin: deduced.origin,
                isGuess: deduced.from == .filename, servers: MatrixNames.named(in: zone))
        }
    }

    var text: String {
        let head = """
            # Configuration of srvlint for this directory and those below it. `srvlint config show` prints the settings in
            # force. For completion in editors, run `srvlint config schema > .srvlint-schema.json` and add this line:
            # # yaml-language-server: $schema=.srvlint-schema.json


            """
        return head + Settings.all.map(Self.example).joined() + zonesText
    }

    /// A setting with its description, commented out.
    private static func example(_ setting: any AnySetting) -> String {
        guard let example = setting.example else { return "" }
        let text = setting.summary + "." + (setting.details.isEmpty ? "" : " " + setting.details)
        let standard = setting.shownDefault.map { "# Default: \($0).\n" } ?? ""
        let separator = example.hasPrefix("\n") ? "" : " "
        let lines = "\(setting.key):\(separator)\(example)".split(separator: "\n").map { "# \($0)\n" }
        return "# \(text)\n\(standard)\(lines.joined())\n"
    }

    private var zonesText: String {
        let description = "# \(Settings.zones.summary). \(Settings.zones.details)\n"
        guard !zones.isEmpty else {
            return """
                \(description)# No zone file was found here. An example:
                # zones:
                #   zones/example.com.zone:
                #     origin: example.com
                #     server-names: [example.com]

                """
        }
        return """
            \(description)# Patterns are relative to this directory. The servers in server-names must be discoverable; well-known, the
            # other documents and certificate belong to the first of them.
            zones:

            """ + zones.map(lines).joined()
    }

    private func lines(_ zone: FoundZone) -> String {
        var lines = "  \(Self.scalar(Glob.escape(zone.path))):\n"
        let origin = zone.origin.map { Self.scalar($0.description.count > 1 ? String($0.description.dropLast()) : ".") }
        switch origin {
        case let origin? where zone.isGuess:
            lines += "    \(ZoneSettings.origin.key): \(origin)  # guessed from the file name\n"
        case let origin?: lines += "    \(ZoneSettings.origin.key): \(origin)\n"
        case nil: lines += "    # unknown origin\n    \(ZoneSettings.serverNames.key): []\n"
        }
        if !zone.servers.isEmpty {
            let names = zone.servers.map(Self.scalar).joined(separator: ", ")
            lines += "    \(ZoneSettings.serverNames.key): [\(names)]\n"
            for setting in ZoneSettings.documents {
                lines += "    # \(setting.key): \(setting.example ?? "")\n"
            }
        }
        return lines
    }

    /// In double quotes unless it is plain: paths and names may contain anything.
    private static func scalar(_ text: String) -> String {
        let isPlain = text.utf8.allSatisfy { byte in
            byte &- 0x30 < 10 || (byte | 0x20) &- 0x61 < 26 || "-._/".utf8.contains(byte)
        }
        let first = text.utf8.first ?? 0
        guard isPlain, (first | 0x20) &- 0x61 < 26 else { return quoted(text) }
        return text
    }

    /// YAML has the escapes of JSON, but not its surrogate pairs.
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
