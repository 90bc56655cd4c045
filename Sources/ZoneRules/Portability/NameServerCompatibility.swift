import DNS
import Diagnostics
import ZoneFile

/// How each name server reads the forms that a zone file can have. Every entry was verified with the programs of Debian
/// 12: named-checkzone 9.18.49, kzonecheck 3.2.6, nsd-checkzone 4.6.1, and pdnsutil 4.7.3 with its bind backend. The
/// last one was also run with `list-zone`, because it misreads some forms. All accept TTL and class in either order.
enum NameServerCompatibility {
    /// `$GENERATE`: "invalid directive" (Knot), "Unknown directive" (NSD).
    static let refuseGenerate: Set<NameServerSoftware> = [.knot, .nsd]
    /// `$GENERATE 1-2 h$ MX "10 m$"`: PowerDNS reads the quotes as part of the data; BIND requires them.
    static let refuseQuotedGenerateData: Set<NameServerSoftware> = [.powerdns]
    /// `$DATE`, which named writes into dumps.
    static let refuseDate: Set<NameServerSoftware> = [.knot, .nsd, .powerdns]
    /// A relative `$INCLUDE`, also a nested one: "file not found" if the file is beside the including one.
    static let includeFromWorkingDirectory: Set<NameServerSoftware> = [.bind, .nsd, .powerdns]
    /// A relative `$INCLUDE`: "file open error" if the file is in the working directory.
    static let includeFromOwnDirectory: Set<NameServerSoftware> = [.knot]
    /// `$INCLUDE "hosts.inc"`: the quotes become part of the file's name.
    static let refuseQuotedInclude: Set<NameServerSoftware> = [.nsd]
    /// `$INCLUDE hosts.inc sub`: "invalid origin in include directive", "requires absolute domain name".
    static let refuseRelativeIncludeOrigin: Set<NameServerSoftware> = [.knot, .nsd]
    /// "unsupported CRLF newline, remove CR bytes"; not in comments.
    static let refuseCRLF: Set<NameServerSoftware> = [.knot]
    /// `www 1h30m IN A …`: "doesn't look like a qtype".
    static let refuseCompoundTTL: Set<NameServerSoftware> = [.powerdns]
    /// `$TTL 1w2d` becomes 1d, the timer `1h30m` 1m: the first number with the last unit.
    static let misreadCompoundTime: Set<NameServerSoftware> = [.powerdns]
    /// Each of `! " # $ % & ' + , : ; < = > ? @ [ ] ^ { | } ~` and the backtick, unless it is escaped: "invalid domain
    /// name character".
    static let refuseUnusualNames: Set<NameServerSoftware> = [.knot]

    /// Mnemonics that the server does not know. It reads every type as `TYPEn`.
    static func unknownTypes(_ server: NameServerSoftware) -> Set<String> {
        switch server {
        case .bind: ["CLA", "IPN", "ALIAS", "LUA", "ANAME"]
        case .knot:
            [
                "MD", "MF", "MB", "MG", "MR", "NULL", "WKS", "X25", "ISDN", "NSAP", "NSAP-PTR", "SIG", "PX", "GPOS",
                "NXT", "EID", "NIMLOC", "ATMA", "A6", "SINK", "HIP", "NINFO", "RKEY", "TALINK", "DSYNC", "HHIT", "BRID",
                "UINFO", "UID", "GID", "UNSPEC", "AVC", "DOA", "AMTRELAY", "RESINFO", "WALLET", "CLA", "IPN", "TA",
                "DLV", "ALIAS", "LUA", "ANAME",
            ]
        case .nsd:
            [
                "NSAP-PTR", "GPOS", "EID", "NIMLOC", "ATMA", "A6", "SINK", "HIP", "NINFO", "RKEY", "TALINK", "DSYNC",
                "HHIT", "BRID", "UINFO", "UID", "GID", "UNSPEC", "DOA", "AMTRELAY", "RESINFO", "WALLET", "CLA", "IPN",
                "TA", "ALIAS", "LUA", "ANAME",
            ]
        case .powerdns:
            [
                "MD", "MF", "NULL", "WKS", "X25", "ISDN", "RT", "NSAP", "NSAP-PTR", "SIG", "PX", "GPOS", "NXT", "EID",
                "NIMLOC", "ATMA", "A6", "SINK", "HIP", "NINFO", "TALINK", "DSYNC", "HHIT", "BRID", "UINFO", "UID",
                "GID", "UNSPEC", "AVC", "DOA", "AMTRELAY", "RESINFO", "WALLET", "CLA", "IPN", "TA", "ANAME",
            ]
        }
    }

    /// The types of these mnemonics, including those that a server defines for itself.
    static let candidateTypes: [RecordType] = {
        let mnemonics = NameServerSoftware.allCases.reduce(into: Set<String>()) { $0.formUnion(unknownTypes($1)) }
        return mnemonics.compactMap { RecordType(mnemonic: $0) ?? ServerPrivateType.type(mnemonic: $0) }
            .sorted()
    }()
}

// MARK: - Words for messages

extension ZoneContext {
    /// The chosen servers among those given, such as "Knot and NSD", or `nil` if there are none.
    func targets(among servers: Set<NameServerSoftware>) -> String? {
        let chosen = targets.intersection(servers).sorted()
        return chosen.isEmpty ? nil : Words.list(chosen.map(\.name))
    }

    /// The same with a verb: "Knot refuses", "Knot and NSD refuse".
    func targets(among servers: Set<NameServerSoftware>, _ one: String, _ many: String) -> String? {
        targets(among: servers).map { "\($0) \(targets.intersection(servers).count == 1 ? one : many)" }
    }

    /// The consequence of a form that the servers given do not load: "Knot and NSD refuse to load the zone".
    func refusal(by servers: Set<NameServerSoftware>) -> String {
        "\(targets(among: servers, "refuses", "refuse") ?? "name servers refuse") to load the zone"
    }
}

extension PortabilityScan.Form {
    /// A suffix for the label of the first occurrence: "; 3 in this file".
    var more: String { count == 1 ? "" : "; \(count) in this file" }

    /// One fix for all occurrences, or none if there are too many.
    func fix(_ title: String, _ replacement: (SourceSpan) -> Edit?) -> [Fix] {
        let edits = spans.compactMap(replacement)
        return isWhole && edits.count == spans.count ? [Fix(title, .safe, edits)] : []
    }
}
