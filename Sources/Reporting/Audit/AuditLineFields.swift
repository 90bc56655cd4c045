import Diagnostics
import Federation
import Linting
import ServerRules

/// The fields that lines of JSON have in addition: what queries over many servers need, without nesting.
///
/// Keys are an interface: keys may be added, but existing ones never change.
enum AuditLineFields {
    static func server(_ audit: ServerAudit) -> JSONValue {
        let measurements = AuditMeasurements(audit)
        let route = audit.report.context.likelyRoutes?.specification
        let destination = route?.destinations.first
        let summary = LintReport.Summary(audit.report.findings)
        var fields: JSONValue = [
            "collected": JSONValue(orNull: measurements.collected?.description),
            // The step of discovery, as in metrics.
            "step": JSONValue(orNull: route?.taken.map { "\($0.rawValue)" }),
            "host": JSONValue(orNull: destination?.host.trimmingFinalDot),
            "port": destination.map { JSONValue(Int($0.port)) } ?? .null,
            "failedPhase": JSONValue(orNull: measurements.failedPhase?.rawValue),
            "certificateExpires": JSONValue(orNull: measurements.certificateExpiry?.description),
            "certificateDaysLeft": measurements.daysLeft.map { JSONValue(Int($0)) } ?? .null,
            // The name and version at the first address that has one.
            "software": JSONValue(orNull: audit.addresses.first { $0.isMain && $0.software != nil }?.software),
            "errors": JSONValue(summary.error),
            "warnings": JSONValue(summary.warning),
            "infos": JSONValue(summary.info),
            "notChecked": JSONValue(summary.notChecked),
            "suppressed": JSONValue(summary.suppressed),
        ]
        for phase in AuditMeasurements.Phase.allCases {
            let time = measurements.milliseconds.first { $0.phase == phase }?.milliseconds
            fields = fields.adding(["\(phase.rawValue)Milliseconds": time.map { JSONValue($0) } ?? .null])
        }
        return fields
    }

    /// The server of a finding, which `subject` has only if the finding is about a server name.
    static func finding(_ audit: ServerAudit) -> JSONValue {
        ["serverName": JSONValue(audit.report.context.input.serverName)]
    }
}
