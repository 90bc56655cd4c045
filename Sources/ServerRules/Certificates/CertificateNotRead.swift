import Certificates
import Diagnostics
import Federation
import ZoneFile

/// C118: a certificate could not be read.
enum CertificateNotRead: ServerRule {
    static let info = RuleInfo(
        "C118",
        "certificate-not-read",
        .warning,
        isNotChecked: true,
        summary: "a certificate could not be read, so it was not checked",
        page: RulePage(
            whatItChecks: """
                Reports what could not be read in a certificate file, or in the chain that a server presented: no \
                certificate, a truncated or damaged block, or an unsupported format.
                """,
            whyItMatters: """
                The names, dates and order of that certificate were not checked, so it may contain errors. A server \
                does not start with such a file.
                """,
            howToFix: "Copy the file again, or export it again as PEM blocks with the server certificate first.",
            references: ["RFC 7468", "RFC 5280"]
        ),
        examples: [
            CertificateExample.bad(ExampleCertificate(["example.com", "matrix.example.com"], .cutShort, faults: [1])),
            CertificateExample.good,
        ]
    )

    static func check(_ context: ServerContext, into findings: inout FindingSink) {
        if let given = context.certificate {
            for problem in given.content.problems where problem.isError && !problem.isIgnoredByOpenSSL {
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
    private static let why = "it was not read, so it may contain errors"

    private static func notRead(
        _ given: GivenCertificate, _ problem: CertificateFileProblem, _ context: ServerContext
    ) -> Finding {
        var finding = Finding(
            info,
            "the certificate could not be checked: \(problem.message)",
            at: given.mark(of: problem, problem.block.map { "certificate \($0)" } ?? "here"),
            why: why,
            help: "provide the chain as PEM blocks with the server certificate first (`fullchain.pem`)",
            subject: context.subject
        )
        if finding.primary == nil { finding.path = given.file.path }
        return finding
    }

    private static func notRead(
        _ entry: TLSEntry, _ problem: CertificateFileProblem, _ context: ServerContext
    ) -> Finding {
        let number = problem.block.map { " \($0)" } ?? ""
        return Finding(
            info,
            "the presented certificate\(number) could not be checked: \(problem.message)",
            at: nil,
            why: why,
            help: "run `audit` again; if the problem persists, inspect the chain with `openssl s_client -showcerts`",
            subject: context.subject,
            source: entry.source
        )
    }
}
