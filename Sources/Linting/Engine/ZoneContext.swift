import ZoneFile

/// What a rule may look at: one zone, and how much of it is known.
public struct ZoneContext: Sendable {
}
