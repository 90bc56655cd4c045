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
        let changes = remedy.remedy.changes
        let isAboutWebsite = first.rule.code == "W209" || mentions("on the website")
        // Several servers may need a certificate, of which the finding is about one.
        let repairs = changes.compactMap { change -> CertificateRepair? in
            switch change {
            case .certificate(_, _, _, let repair) where first.rule.family == .certificate: repair
            case .websiteCertificate(_, _, let repair) where isAboutWebsite: repair
            default: nil
            }
        }
        // With another document, peers verify another certificate.
        let isRepaired = repairs.contains { Self.agrees($0, mentions) }
        if !repairs.isEmpty, !remedy.remedy.publishes, !isRepaired {
            return "\(first.rule.code) says “\(first.help)”, but the remedy “\(remedy.remedy.title)”"
        }
        for change in changes {
            let agrees: Bool
            switch change {
            // A website that does not answer has to, whatever it answers.
            case .noDocument: agrees = isRepaired || mentions("404", "respond") || !first.rule.code.hasPrefix("W")
            case .document, .documentStatus: agrees = !help.hasPrefix("return status 404")
            // Where a document replaces the records, the finding may be about the endpoint that they lead to.
            case .noServices: agrees = mentions("remove") || remedy.remedy.kind == .wellKnown
            case .services: agrees = !help.hasPrefix("remove")
            case .handshake, .websiteHandshake:
                agrees = isRepaired || !mentions("order", "renew") && !help.hasPrefix("install a certificate")
            case .certificate, .websiteCertificate, .port, .website, .path, .hostHeader, .addresses, .noAddresses:
                agrees = true
            }
            if !agrees { return "\(first.rule.code) says “\(first.help)”, but the remedy “\(remedy.remedy.title)”" }
        }
        return nil
    }

    private static func agrees(_ repair: CertificateRepair, _ mentions: (String...) -> Bool) -> Bool {
        switch repair {
        case .install: mentions("already presents", "present the certificate", "configure a certificate")
        case .obtain: !mentions("renew the", "reload", "the full chain") || mentions("order", "install a")
        case .virtualHost: mentions("virtual host")
        case .wait: mentions("until")
        case .renew: mentions("renew the")
        case .reload: mentions("reload")
        case .completeChain, .addIssuer: mentions("full chain", "intermediate")
        case .replaceChain: mentions("chain")
        }
    }
}
