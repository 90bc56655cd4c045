import Certificates
import TLSIdentity

extension ServerContext {
    /// Reports every problem with the dates of the chains, if a time to compare with is known.
    func eachDateIssue(_ report: (PresentedChain, DateIssue, Timestamp) -> Void) {
        guard let time else { return }
        for presented in presented {
            for issue in presented.path.dateIssues(at: time) { report(presented, issue, time) }
        }
    }
}
