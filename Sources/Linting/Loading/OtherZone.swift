import ZoneFile
import ZoneRules

/// A zone that a run does not check, and in which it looks up names: another zone of the same workspace.
public struct OtherZone: Sendable {
    public let zone: Zone
    public let originFrom: OriginSource
    /// Whether a record that the file lacks does not exist; see ``ZoneContext/isWhole``.
    public let isWhole: Bool
}
