import Certificates

extension DelegationContext {
    /// Reports every problem with the dates of the chains, if a time to compare with is known.
    func eachDateIssue(_ report: (PresentedChain, DateIssue, CertificateTime) -> Void) {
        guard let time else { return }
        let moment = CertificateTime(secondsSinceEpoch: time.seconds)
        for presented in presented {
            for issue in presented.chain.dateIssues(at: moment) { report(presented, issue, moment) }
        }
    }
}
