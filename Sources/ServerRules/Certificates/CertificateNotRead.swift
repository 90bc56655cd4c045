import Certificates
import Diagnostics
import Federation
import ZoneFile

/// C118: a certificate could not be read.
enum CertificateNotRead: DelegationRule {
    static let info = RuleInfo(
        "C118",
        "certificate-not-read",
        .warning,
        isNotChecked: true,
        summary: "a certificate could not be read, so it was not checked",
        page: RulePage(
            whatItChecks: """
                Says what could not be read of a certificate file, or of what a server presented: no certificate in \
                it, a block that is cut short or damaged, a bundle of another kind.
                """,
            whyItMatters: """
                What was not read is not known to be right: names, dates and order of that certificate were not \
                checked. A server would not start with such a file.
                """,
            howToFix: "Copy the file once more, or have it made anew: PEM blocks, the server's own certificate first.",
            references: ["RFC 7468", "RFC 5280"]
        ),
        examples: [
            CertificateExample.bad(ExampleCertificate(["example.com", "matrix.example.com"], .cutShort, faults: [1])),
            CertificateExample.good,
        ]
    )

    static func check(_ context: DelegationContext, into findings: inout FindingSink) {
        if let given = context.certificate {
            for problem in given.content.problems where problem.isError && !problem.isUnseen {
                findings.report(notRead(given, problem, context))
            }
        }
        for entry in context.evidence.evidence.tls {
            for problem in entry.content.problems where problem.isError && !entry.certificates.isEmpty {
                findings.report(notRead(entry, problem, context))
            }
        }
    }
}

// MARK: - Messages

extension CertificateNotRead {
    private static let why = "what was not read is not known to be right"

    private static func notRead(
        _ given: GivenCertificate, _ problem: CertificateFileProblem, _ context: DelegationContext
    ) -> Finding {
        var finding = Finding(
            info,
            "the certificate could not be checked: \(problem.message)",
            at: given.mark(of: problem, problem.block.map { "certificate number \($0)" } ?? "here"),
            why: why,
            help: "give the chain as PEM blocks, the server's own certificate first (`fullchain.pem`)",
            subject: context.subject
        )
        if finding.primary == nil { finding.path = given.file.path }
        return finding
    }

    private static func notRead(
        _ entry: TLSEntry, _ problem: CertificateFileProblem, _ context: DelegationContext
    ) -> Finding {
        let number = problem.block.map { " number \($0)" } ?? ""
        return Finding(
            info,
            "the certificate\(number) that was presented could not be checked: \(problem.message)",
            at: nil,
            why: why,
            help: "collect it once more; if it stays so, look at it with `openssl s_client -showcerts`",
            subject: context.subject,
            source: entry.source
        )
    }
}
