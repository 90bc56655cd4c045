import Certificates
import Diagnostics
import Federation

/// C101: the certificate is not valid for the name that peers verify.
enum CertificateNameMismatch: ServerRule {
    static let info = RuleInfo(
        "C101",
        "name-mismatch",
        .error,
        stopsPeers: true,
        summary: "the certificate is not valid for the name that peers verify",
        page: RulePage(
            whatItChecks: """
                Compares the names in the certificate with the name that peers verify at each endpoint of the server \
                name. Mismatches with a specific cause have their own rules: SRV target (C102), common name (C103), \
                wildcard (C104), IP address (C105).
                """,
            whyItMatters: """
                The step of discovery decides which name peers verify: the server name or the host in the well-known \
                document. It is never the target of an SRV record. Peers refuse a certificate without this name, so \
                federation fails.
                """,
            howToFix: """
                Order a certificate with this name as a subject alternative name, in addition to the current names.
                """,
            references: ["Matrix server-server, Resolving server names", "RFC 9525 §6"]
        ),
        examples: [
            CertificateExample.bad(ExampleCertificate(["www.example.net"], faults: [0])),
            CertificateExample.bad(ExampleCertificate(["example.org", "matrix.example.org"], faults: [0])),
            CertificateExample.good,
            .good(
                "", continuation: false,
                server: ExampleServer(
                    wellKnown: #"{"m.server": "matrix.example.com:443"}"#,
                    certificate: ExampleCertificate(["matrix.example.com"]))),
        ]
    )

    static func check(_ context: ServerContext, into findings: inout FindingSink) {
        for judgement in context.nameJudgements {
            if case .other = judgement.fault { findings.report(mismatch(judgement, context)) }
            for refusal in judgement.refusals where isOurs(refusal.mismatch) {
                findings.report(refused(judgement, refusal, context))
            }
        }
    }

    /// Whether no other rule reports it, as they do wildcards, unusable certificates, and a final dot in `m.server`.
    private static func isOurs(_ mismatch: NameMismatch) -> Bool {
        switch mismatch {
        case .certificateRefused, .unusableName, .noAlternativeNames: false
        case .noEntryMatches(let nearest):
            nearest.map { !$0.reason.isWildcard && $0.reason != .dotAtEndOfWanted } ?? true
        }
    }
}

// MARK: - Messages

extension CertificateNameMismatch {
    private static func mismatch(_ judgement: NameJudgement, _ context: ServerContext) -> Finding {
        let near = judgement.mismatch?.nearest.flatMap { near -> String? in
            switch near.reason {
            case .dotAtEndOfEntry, .unicode, .oneLetter, .oneLabel, .parentDomain: near.text(for: judgement.name)
            default: nil
            }
        }
        var order = "order a certificate for \(judgement.order(context))"
        if context.isInAnotherDomain(judgement.name.value), let host = context.namedHost {
            // Only those who run a host get a certificate for it.
            order += " if the host is yours; otherwise, delegate `\(host)` to a host of your own"
        }
        let message =
            "the certificate is not valid for \(CertificateDescription.quoted(judgement.name.value)): it "
            + CertificateDescription.names(of: judgement.presented.leaf)
        if let other = context.otherHomeserver(presenting: judgement.presented, at: judgement.destination) {
            return judgement.finding(
                info, message,
                why:
                    "the homeserver there has the server name \(Words.quoted(other, limit: 80)), too, so peers are led to "
                    + "another homeserver",
                help:
                    "let connections with \(CertificateDescription.quoted(judgement.name.value)) in SNI and the Host header "
                    + "reach its own homeserver at port \(judgement.destination.port)"
                    + (context.delegatingHost.map {
                        ", or publish its host and port at `\(WellKnown.url($0, .server))`"
                    } ?? ""),
                in: context)
        }
        if let text = context.refusedDelegation(to: judgement.presented.leaf), let host = context.delegatingHost {
            return judgement.finding(
                info, message,
                why:
                    "the well-known document names \(CertificateDescription.quoted(text)), for which this certificate is "
                    + "valid, but peers do not accept the document, because TLS fails at `https://\(host)`",
                help: "repair the certificate of `https://\(host)`, so that peers accept the document, or " + order,
                in: context)
        }
        return judgement.finding(
            info,
            message,
            why: near,
            help: judgement.presented.leaf.builtIn?.help(for: judgement.order(context))
                ?? order,
            in: context
        )
    }

    private static func refused(
        _ judgement: NameJudgement, _ refusal: NameJudgement.Refusal, _ context: ServerContext
    ) -> Finding {
        let title = CertificateDescription.title(refusal.family)
        return judgement.finding(
            info,
            "the certificate is not valid for \(CertificateDescription.quoted(judgement.name.value)) according to \(title)",
            why: CertificateDescription.mismatch(refusal.mismatch, judgement.name),
            help: "order a certificate for \(judgement.order(context))",
            severity: .warning,
            in: context
        )
    }
}

extension ServerContext {
    /// Returns the value of `m.server` in a document that peers do not accept, if a certificate is valid for the host.
    fileprivate func refusedDelegation(to leaf: PresentedCertificate) -> String? {
        fetched(.server).lazy.compactMap(\.refusedDelegation).first { text in
            guard let name = try? ServerName(text), case .name(let host) = name.host else { return false }
            return MatchingRules.specification.match(.dns(host), in: leaf).isMatch
        }
    }
}
