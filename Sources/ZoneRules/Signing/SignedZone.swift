import DNS
import Synchronization
import ZoneFile

/// The input of the rules about signed zones, prepared once for all of them.
final class SignedZone: Sendable {
    let frame: SigningFrame
    let signatures: SignatureSurvey
    /// The chain of NSEC records; `nil` if the zone has none, or some of the zone could not be read.
    let nsec: NSECSurvey?
    /// The chains of NSEC3 records; `nil` if the zone has none, or some of the zone could not be read.
    let nsec3: NSEC3Survey?
    let software: SigningSoftware?

    /// - Parameter threads: how many threads verify signatures; `nil` for as many as the system allows the process.
    init(_ frame: SigningFrame, threads: Int?) {
        let order = CanonicalOrder(of: frame.zone)
        self.frame = frame
        signatures = SignatureSurvey(frame, order, threads: threads)
        // An unread record may be any link of a chain.
        let names = frame.zone.isComplete ? ChainedNames(frame, order) : nil
        nsec = names.flatMap { NSECSurvey(frame, $0) }
        nsec3 = names.flatMap { NSEC3Survey(frame, $0) }
        software = SigningSoftware(of: frame.zone)
    }
}

/// Prepares a ``SignedZone`` when the first rule needs it: verifying signatures takes long.
final class SignedZoneMemo: Sendable {
    private let value = Mutex<SignedZone??>(nil)

    func callAsFunction(_ make: () -> SignedZone?) -> SignedZone? {
        value.withLock { value in
            if let known = value { return known }
            let made = make()
            value = .some(made)
            return made
        }
    }
}
