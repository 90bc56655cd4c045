/// The progress of a run that makes fixes.
public struct FixStep: Sendable, Equatable {
    /// Counted from 1.
    public let round: Int
    /// The number of fixes of this round that were made or left out.
    public internal(set) var verified: Int
    /// The number of fixes in this round.
    public let all: Int
}
