import Diagnostics
import Federation
import Linting

/// Whether what the first finding and the first remedy of a report say can both be done.
enum AdviceAgreement {
    /// Returns how the help of the first finding and the first remedy name opposite actions, or `nil` if they agree.
    ///
    /// A finding that the remedy does not resolve may need something else.
    static func contradiction(_ report: ServerReport) -> String? {
        guard let remedy = report.remedies.first, let first = report.problems.first,
            remedy.resolved.contains(first.rule.code)
        else { return nil }
        let help = first.help.lowercased()
        func mentions(_ words: String...) -> Bool { words.contains { help.contains($0) } }
        let isAboutCertificate = first.rule.family == .certificate || first.rule.code == "W209"
        for change in remedy.remedy.changes {
            let agrees: Bool
            switch change {
            // A website that does not answer has to, whatever it answers.
            case .noDocument: agrees = mentions("404", "respond") || !first.rule.code.hasPrefix("W")
            case .document: agrees = !help.hasPrefix("return status 404")
            // Where a document replaces the records, the finding may be about the endpoint that they lead to.
            case .noServices: agrees = mentions("remove") || remedy.remedy.kind == .wellKnown
            case .services: agrees = !help.hasPrefix("remove")
            case .certificate(_, _, _, let repair), .websiteCertificate(_, _, let repair):
                // With another document, peers verify another certificate.
                agrees = !isAboutCertificate || remedy.remedy.publishes || Self.agrees(repair, mentions)
            case .handshake, .websiteHandshake:
                agrees = !mentions("order", "renew") && !help.hasPrefix("install a certificate")
            case .port, .website, .path, .addresses: agrees = true
            }
            if !agrees { return "\(first.rule.code) says “\(first.help)”, but the remedy “\(remedy.remedy.title)”" }
        }
        return nil
    }

    private static func agrees(_ repair: CertificateRepair, _ mentions: (String...) -> Bool) -> Bool {
        switch repair {
        case .install: mentions("already presents", "configure a certificate")
        case .obtain: !mentions("renew the", "reload", "the full chain") || mentions("order", "install a")
        case .renew: mentions("renew the")
        case .reload: mentions("reload")
        case .completeChain, .addIssuer: mentions("full chain", "intermediate")
        case .replaceChain: mentions("chain")
        }
    }
}
