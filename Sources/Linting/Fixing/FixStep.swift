/// How far a run that makes fixes is.
public struct FixStep: Sendable, Equatable {
    /// Counted from 1.
    public let round: Int
    /// Fixes of this round that are made or left out.
    public internal(set) var verified: Int
    /// Fixes of this round.
    public let all: Int
}
