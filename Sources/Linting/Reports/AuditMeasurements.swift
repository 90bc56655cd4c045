import Certificates
import Federation
import ServerRules
import TLSIdentity

/// The numbers of an audit that monitoring systems record.
public struct AuditMeasurements: Sendable {
    /// When the first of the certificates that peers receive expires.
    public let certificateExpiry: Timestamp?
    /// The whole days until then, negative afterwards.
    public let daysLeft: Int64?
    /// When the evidence was collected.
    public let collected: Timestamp?
    /// The time of the slowest exchange of each phase.
    public let milliseconds: [(phase: Phase, milliseconds: Int)]
    /// The phase that keeps peers from reaching the server; `nil` if they can, or if it is not known.
    public let failedPhase: FailedPhase?

    /// The parts of an audit, with their names in performance data and metrics.
    public enum Phase: String, CaseIterable, Sendable {
        case dns, documents, clients, tls, federation
    }

    /// What fails first, with its name in metrics.
    public enum FailedPhase: String, CaseIterable, Sendable {
        case discovery, connect, tls, certificate, keys
    }

    public init(_ audit: ServerAudit) {
        let context = audit.report.context
        certificateExpiry = context.presented.map(\.leaf.notAfter).min()
        daysLeft = certificateExpiry.flatMap { expiry in context.time.map { $0.days(until: expiry) } }
        let evidence = context.input.evidence ?? Evidence()
        collected = evidence.collected
        let documents = Dictionary(grouping: evidence.https, by: \.isDocument)
        let times: [(Phase, [Circumstances])] = [
            (.dns, evidence.dns.map(\.circumstances)), (.documents, (documents[true] ?? []).map(\.circumstances)),
            (.clients, (documents[false] ?? []).map(\.circumstances)), (.tls, evidence.tls.map(\.circumstances)),
            (.federation, evidence.federation.map(\.circumstances)),
        ]
        milliseconds = times.compactMap { phase, all in all.compactMap(\.milliseconds).max().map { (phase, $0) } }
        failedPhase = Self.failedPhase(audit)
    }

    private static func failedPhase(_ audit: ServerAudit) -> FailedPhase? {
        switch audit.report.conclusion {
        case .invalidName, .undiscoverable: return .discovery
        case .unreachable, .partlyTried: break
        case .undetermined, .untried, .reachable: return nil
        }
        guard let outcome = audit.addresses.first(where: { $0.isMain && $0.health == .failing }) else { return nil }
        let phases: [(AddressOutcome.State, FailedPhase)] = [
            (outcome.tcp, .connect), (outcome.tls, .tls), (outcome.certificate, .certificate),
        ]
        return phases.first { if case .failed = $0.0 { true } else { false } }?.1 ?? .keys
    }
}

extension Timestamp {
    /// The whole days until another time, negative if it is earlier.
    func days(until other: Timestamp) -> Int64 {
        Int64((Double(seconds(until: other)) / 86_400).rounded(.down))
    }
}
