import DNS

/// What has to be asked so that every implementation's route to a server name is known.
///
/// Answers lead to further questions: ask these, add the answers to the evidence, and ask again until none is left.
public enum OpenQuestions {
    /// Questions of the DNS that some route asks and the evidence does not have.
    ///
    /// - Parameter assumption: with ``Discovery/Assumption/noWellKnown`` the questions of a server without a well-known
    ///   document come in as well, where it was not collected.
    public static func dns(
        for serverName: ServerName,
        _ evidence: EvidenceIndex,
        assuming assumption: Discovery.Assumption = .none
    ) -> [Question] {
        var open: [Question] = []
        for implementation in Implementation.all {
            let route = Discovery.route(to: serverName, evidence, as: implementation, assuming: assumption)
            for question in route.questions where evidence.entry(question) == nil && !open.contains(question) {
                open.append(question)
            }
        }
        return open
    }
}
