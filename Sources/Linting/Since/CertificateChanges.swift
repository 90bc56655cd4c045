import Certificates
import Diagnostics
import Federation
import ServerRules
import TLSIdentity

/// The certificates that destinations present, compared, and how long they remain valid.
enum CertificateChanges {
    /// A certificate that stays is mentioned when it has fewer than so many days left for the first time.
    private static let thresholds: [Int64] = [30, 14, 7, 3, 1, 0]

    static func changes(_ old: ServerContext, _ new: ServerContext) -> [AuditChange] {
        let before = Dictionary(grouping: leaves(old), by: \.subject).mapValues { $0.map(\.leaf) }
        var seen: Set<String> = []
        return leaves(new).compactMap { subject, leaf in
            guard let earlier = before[subject], seen.insert("\(subject) \(leaf.fingerprint)").inserted else {
                return nil
            }
            guard earlier.contains(where: { $0.fingerprint == leaf.fingerprint }) else {
                // Several addresses may present several certificates: the one that lasted longest says enough.
                let last = earlier.max { $0.notAfter < $1.notAfter }
                let (left, right) = (validity(last, old.time), validity(leaf, new.time))
                let names = (last.map(CertificateDescription.names), CertificateDescription.names(of: leaf))
                let sentence =
                    if let earlier = names.0, earlier != names.1 {
                        "replaced by one that \(names.1), \(right ?? "") (before: \(earlier), \(left ?? ""))"
                    } else {
                        "replaced, \(right ?? "") (before: \(left ?? ""))"
                    }
                return AuditChange(
                    .certificate, subject, before: left, after: right, "certificate of \(subject): \(sentence)")
            }
            return expiry(subject, leaf, old.time, new.time)
        }
    }

    private static func leaves(_ context: ServerContext) -> [(subject: String, leaf: PresentedCertificate)] {
        context.presented.flatMap { chain -> [(subject: String, leaf: PresentedCertificate)] in
            guard case .handshakes = chain.origin else { return [] }
            return chain.destinations.map { destination in
                let host = MessageText.value(destination.host.trimmingFinalDot)
                return ("`\(host)` port \(destination.port)", chain.leaf)
            }
        }
    }

    private static func expiry(
        _ subject: String, _ leaf: PresentedCertificate, _ old: Timestamp?, _ new: Timestamp?
    ) -> AuditChange? {
        guard let left = days(leaf, old), let right = days(leaf, new),
            thresholds.contains(where: { left >= $0 && right < $0 })
        else { return nil }
        let (before, after) = (validity(leaf, old), validity(leaf, new))
        return AuditChange(
            .expiry, subject, before: before, after: after,
            "certificate of \(subject): not renewed, \(after ?? "") (before: \(days(left)) left)")
    }

    /// The whole days left, negative after the expiry.
    private static func days(_ leaf: PresentedCertificate, _ time: Timestamp?) -> Int64? {
        time.map { $0.days(until: leaf.notAfter) }
    }

    private static func days(_ number: Int64) -> String { Words.count(Int(number), "day") }

    private static func validity(_ leaf: PresentedCertificate?, _ time: Timestamp?) -> String? {
        guard let leaf else { return nil }
        let date = leaf.notAfter.date
        guard let left = days(leaf, time) else { return "valid until \(date)" }
        return left < 0 ? "expired on \(date)" : "valid until \(date), \(days(left)) left"
    }
}
