import Certificates

extension DelegationContext {
    /// What is wrong with the dates of chains, if there is a time to judge them at.
    func eachDateIssue(_ report: (PresentedChain, DateIssue, CertificateTime) -> Void) {
        guard let time else { return }
        let moment = CertificateTime(secondsSinceEpoch: time.seconds)
        for presented in presented {
            for issue in presented.chain.dateIssues(at: moment) { report(presented, issue, moment) }
        }
    }
}
