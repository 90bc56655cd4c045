import DNS
import Diagnostics
import Federation
import ZoneFile
import ZoneRules

/// The Matrix servers with an SRV record whose target does not exist, as far as fixes resolve a finding about that record.
///
/// A target that does not exist leads nowhere, so nothing can be said about the hosts of the server. Once the target is
/// corrected, the rules about servers judge what the mistake hid, for example that `_matrix-fed._tcp` and `_matrix._tcp` lead to
/// different hosts. The fix does not cause that.
struct MissingTargets {
    /// The severity of the worst finding that the fixes resolve, by server name in lower case.
    private var servers: [String: Severity] = [:]

    init(of findings: [Finding], in zones: [Zone]) {
        let findings = findings.filter { $0.rule.scope != .server && $0.subject.owner?.first == "_" }
        guard !findings.isEmpty else { return }
        let set = ZoneSet(zones)
        for finding in findings {
            guard let name = finding.subject.owner.flatMap({ Name($0) }), let source = finding.primary?.span.source
            else {
                continue
            }
            for zone in zones where !zone.isFragment && zone.sources.contains(where: { $0 === source }) {
                guard let owner = zone.names.find(name), MatrixService(of: owner, in: zone) != nil,
                    zone.records(at: owner, type: .srv).contains(where: { Self.isMissing($0, zone, set) })
                else { continue }
                let server = zone.names.parent(of: zone.names.parent(of: owner))
                let key = zone.names.text(server).trimmingFinalDot.lowercased()
                servers[key] = max(servers[key] ?? finding.severity, finding.severity)
            }
        }
    }

    private static func isMissing(_ id: RecordID, _ zone: Zone, _ zones: ZoneSet) -> Bool {
        let result = zone.lookup(target: zone.records[id].target, isWhole: true, zones: zones)
        guard case .noAddress(exists: false, in: _)? = result else { return false }
        return true
    }

    /// Whether the finding is about one of the servers, and not worse than the findings that the fixes resolve.
    func hid(_ finding: Finding) -> Bool {
        guard finding.rule.scope == .server, let server = finding.subject.serverName?.lowercased(),
            let severity = servers[server]
        else { return false }
        return finding.severity <= severity
    }
}
