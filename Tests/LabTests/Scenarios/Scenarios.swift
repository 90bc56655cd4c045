import TestSupport

extension Scenario {
    /// All scenarios, in the order of the table.
    static let all =
        rightWays + wellKnownTrouble + dnsTrouble + certificateTrouble + endpointTrouble + clientTrouble
        + clientDocumentTrouble + addressTrouble
}
