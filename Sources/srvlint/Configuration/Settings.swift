import DNS
import Diagnostics
import Federation

/// The keys of the configuration.
enum Settings {
    /// In the order in which they are shown.
    static let all: [any AnySetting] = [
        select, ignore, severity, perFileIgnores, failOn, targets, resolvers, baseline, zones,
    ]

    static let select = Setting<[String]>(
        "select", summary: "Rules to run",
        details: "Codes (S301), code prefixes (Z3) or names (srv-target-alias).", option: "--select",
        example: "[S, Z]", schema: .list(of: .rule), read: ConfigurationReader.rules,
        show: { shownList($0, ifEmpty: "all rules") }, default: { _ in [] })

    static let ignore = Setting<[String]>(
        "ignore", summary: "Rules to skip", details: "Of `select` and `ignore`, the more specific wins.",
        option: "--select", example: "[Z129]", schema: .list(of: .rule), read: ConfigurationReader.rules,
        show: { shownList($0, ifEmpty: "none") }, default: { _ in [] })

    /// By code.
    static let severity = Setting<[String: Severity]>(
        "severity", summary: "Severities that differ from those of the rules",
        details: "One of info, warning or error.",
        example: "\n  Z231: warning",
        schema: .mapping(names: .words(SettingSchema.ruleWords), of: .words(Severity.allCases.map(\.rawValue))),
        read: ConfigurationReader.severities,
        show: { levels in
            let words = levels.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value.rawValue)" }
            return shownList(words, ifEmpty: "as defined by the rules")
        },
        default: { _ in [:] })

    static let perFileIgnores = Setting<[FileIgnores]>(
        "per-file-ignores", summary: "Rules to skip in the files that match a pattern",
        example: "\n  \"generated/*.zone\": [Z230]", schema: .mapping(names: .pattern, of: .list(of: .rule)),
        read: ConfigurationReader.fileIgnores,
        show: { ignores in
            shownList(
                ignores.map { "\($0.glob.pattern): \($0.rules.joined(separator: " "))" }, ifEmpty: "none")
        },
        default: { _ in [] })

    static let failOn = Setting<FailureLevel>(
        "fail-on", summary: "Lowest severity that causes exit code 1", details: "One of \(FailureLevel.list).",
        option: "--fail-on", example: "warning", schema: .words(FailureLevel.words), read: ConfigurationReader.level,
        show: { $0.rawValue }, default: { $0 == .check ? .warning : .error })

    static let targets = Setting<[NameServerSoftware]>(
        "targets", summary: "Name servers that load the zones",
        details: "Enables portability notes for \(NameServerSoftware.list).", usedBy: [.check], option: "--target",
        example: "[bind]",
        schema: .list(of: .words(NameServerSoftware.words)), read: ConfigurationReader.targets,
        show: { shownList($0.map(\.rawValue), ifEmpty: "none") }, default: { _ in [] })

    static let resolvers = Setting<[Located<String>]>(
        "resolvers", summary: "Resolvers to query", details: "IP addresses, optionally with a port.",
        usedBy: [.audit, .explain], option: "--resolver", example: "[192.0.2.53, \"[2001:db8::53]:5353\"]",
        schema: .list(of: .string), read: ConfigurationReader.resolvers,
        show: { shownList($0.map(\.value), ifEmpty: "those of /etc/resolv.conf") }, default: { _ in [] })

    /// Relative to the working directory, or absolute.
    static let baseline = Setting<Located<String>?>(
        "baseline", summary: "File of known findings, which are not counted",
        details: "Created with `srvlint check --write-baseline FILE`.", usedBy: [.check, .audit], option: "--baseline",
        example: "srvlint-baseline.json", schema: .string, read: ConfigurationReader.path,
        show: { $0?.value ?? "none" }, default: { _ in nil })

    static let zones = Setting<[Configuration.ZoneEntry]>(
        "zones", summary: "Origins and Matrix servers of zone files",
        details: "By path pattern; the first pattern that matches a file applies.",
        schema: .mapping(names: .pattern, of: .zone), read: ConfigurationReader.zones,
        show: { $0.isEmpty ? nil : $0.count == 1 ? "1 pattern" : "\($0.count) patterns" }, default: { _ in [] })

    /// The rules that `per-file-ignores` skips in the files that match a pattern.
    struct FileIgnores: Sendable {
        let glob: Glob
        let rules: [String]
    }
}

/// The keys below a path pattern of `zones`.
enum ZoneSettings {
    static let all: [any AnySetting] = [
        origin, parent, serverNames, wellKnown, wellKnownClient, wellKnownSupport, certificate,
    ]

    static let origin = Setting<Name?>(
        "origin", summary: "Origin of the zone file", option: "--origin", example: "example.com", schema: .string,
        read: ConfigurationReader.origin, show: { $0?.description }, default: { _ in nil })

    /// Relative to the directory of the configuration, or absolute.
    static let parent = Setting<Located<String>?>(
        "parent", summary: "Zone file whose origin a fragment uses", example: "zones/example.com.zone",
        schema: .string, read: ConfigurationReader.parent, show: { $0?.value }, default: { _ in nil })

    static let serverNames = Setting<[Located<String>]>(
        "server-names", summary: "Matrix server names that must be discoverable", example: "[example.com]",
        schema: .list(of: .string), read: ConfigurationReader.serverNames,
        show: { shownList($0.map(\.value), ifEmpty: nil) }, default: { _ in [] })

    /// Relative to the working directory, or absolute; so are the files of the next keys.
    static let wellKnown = Setting<Located<String>?>(
        "well-known", summary: "Well-known document of the first server name", option: "--well-known",
        example: "path/to/well-known-matrix-server.json", schema: .string, read: ConfigurationReader.path,
        show: { $0?.value }, default: { _ in nil })

    static let wellKnownClient = Setting<Located<String>?>(
        "well-known-client", summary: "Client well-known document of the first server name",
        option: "--well-known-client", example: "path/to/well-known-matrix-client.json", schema: .string,
        read: ConfigurationReader.path, show: { $0?.value }, default: { _ in nil })

    static let wellKnownSupport = Setting<Located<String>?>(
        "well-known-support", summary: "Support well-known document of the first server name",
        option: "--well-known-support", example: "path/to/well-known-matrix-support.json", schema: .string,
        read: ConfigurationReader.path, show: { $0?.value }, default: { _ in nil })

    static let certificate = Setting<Located<String>?>(
        "certificate", summary: "Certificate chain (PEM) of the first server name", option: "--certificate",
        example: "path/to/fullchain.pem", schema: .string, read: ConfigurationReader.path,
        show: { $0?.value }, default: { _ in nil })
}

extension ZoneSettings {
    /// The settings with a file of the first server name.
    static let documents = [wellKnown, wellKnownClient, wellKnownSupport, certificate]
    /// The documents that discovery does not use.
    static let otherDocuments: [(document: WellKnown, setting: Setting<Located<String>?>)] = [
        (.client, wellKnownClient), (.support, wellKnownSupport),
    ]
}

private func shownList(_ items: [String], ifEmpty: String?) -> String? {
    items.isEmpty ? ifEmpty : items.joined(separator: ", ")
}
