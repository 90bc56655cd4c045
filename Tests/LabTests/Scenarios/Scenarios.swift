import TestSupport

extension Scenario {
    /// Every one, in the order of the table.
    static let all = rightWays + wellKnownTrouble + dnsTrouble + certificateTrouble + endpointTrouble
}
