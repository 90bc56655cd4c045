import DNS
import Synchronization
import ZoneFile

/// The input of the rules about signed zones, prepared once for all of them.
final class SignedZone: Sendable {
    let frame: SigningFrame
    let signatures: SignatureSurvey
    /// The chain of NSEC records; `nil` if the zone has none.
    let nsec: NSECSurvey?
    /// The chains of NSEC3 records; `nil` if the zone has none.
    let nsec3: NSEC3Survey?
    let software: SigningSoftware?

    init(_ frame: SigningFrame) {
        let order = CanonicalOrder(of: frame.zone)
        let names = ChainedNames(frame, order)
        self.frame = frame
        signatures = SignatureSurvey(frame, order)
        nsec = NSECSurvey(frame, names)
        nsec3 = NSEC3Survey(frame, names)
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
