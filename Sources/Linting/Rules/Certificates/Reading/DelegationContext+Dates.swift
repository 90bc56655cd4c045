import Certificates
import TLSIdentity

extension DelegationContext {
    /// What is wrong with the dates of chains, if there is a time to judge them at.
    func eachDateIssue(_ report: (PresentedChain, DateIssue, Timestamp) -> Void) {
        guard let time else { return }
        for presented in presented {
            for issue in presented.chain.dateIssues(at: time) { report(presented, issue, time) }
        }
    }
}
