import Federation

/// Puts remedies that help in the order in which to recommend them.
struct RemedyOrder {
    /// The best one first.
    let trials: [RemedyTrial]

    /// - Parameter isLoss: Whether a remedy gives up something that was meant to work, and that can be repaired.
    init(_ trials: [RemedyTrial], isLoss: (RemedyTrial) -> Bool) {
        let keyed = trials.enumerated().map { offset, trial in
            let outcome = trial.outcome
            // An implementation outside the specification does not justify a larger change.
            let key =
                outcome.mainKey.map { -$0 }
                + [
                    isLoss(trial) ? 1 : 0, Self.unverifiedCount(trial), trial.assumptions, trial.remedy?.size ?? 0,
                    outcome.failing, offset,
                ]
            return (key: key, trial: trial)
        }
        var ordered = keyed.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map(\.trial)
        // A part of a change that is as good as the whole is enough.
        while let best = ordered.first,
            let index = ordered.firstIndex(where: { Self.isEnough($0, insteadOf: best) })
        {
            ordered.insert(ordered.remove(at: index), at: 0)
        }
        self.trials = ordered
    }

    private static func isEnough(_ trial: RemedyTrial, insteadOf best: RemedyTrial) -> Bool {
        guard trial.outcome.mainKey == best.outcome.mainKey else { return false }
        return Set(trial.remedy?.changes ?? []).isStrictSubset(of: best.remedy?.changes ?? [])
    }

    private static func unverifiedCount(_ trial: RemedyTrial) -> Int {
        trial.isRouteOpen ? 1 : trial.context.unverifiedFacts(after: []).count
    }
}
