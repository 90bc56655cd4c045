import Certificates
import Diagnostics
import ZoneFile

/// C119: OpenSSL does not see a certificate of the file.
enum CertificateNotSeen: DelegationRule {
    static let info = RuleInfo(
        "C119",
        "certificate-not-seen",
        .error,
        summary: "OpenSSL does not see a certificate of the file",
        page: RulePage(
            whatItChecks: """
                Looks for blanks before `-----BEGIN CERTIFICATE-----`, as copying out of YAML leaves them, and for a \
                byte order mark before the first block.
                """,
            whyItMatters: """
                OpenSSL, and with it nginx, Apache, HAProxy and Synapse, passes over such a block without a word: the \
                server does not start, or sends a chain without it.
                """,
            howToFix: "Save the file as plain ASCII, every line from its first column on.",
            references: ["RFC 7468 §2"]
        ),
        examples: [
            CertificateExample.bad(
                ExampleCertificate(["example.com", "matrix.example.com"], .indented, faults: [0])),
            CertificateExample.good,
        ]
    )

    static func check(_ context: DelegationContext, into findings: inout FindingSink) {
        guard let given = context.certificate else { return }
        for problem in given.content.problems where problem.isUnseen {
            var finding = Finding(
                info,
                problem.message,
                at: given.mark(of: problem, "not seen"),
                why: "a server that is given this file does not start, or sends a chain without the certificate",
                help: "save the file as plain ASCII, every line from its first column on",
                subject: context.subject
            )
            if finding.primary == nil { finding.path = given.file.path }
            findings.report(finding)
        }
    }
}

extension CertificateFileProblem {
    /// Whether the certificate is there and could be read, but not by OpenSSL.
    var isUnseen: Bool { kind == .byteOrderMark || kind == .indentedMarker }
}

extension GivenCertificate {
    /// The place of a problem, if its line can be shown: not where it might be one of a private key.
    func mark(of problem: CertificateFileProblem, _ label: String) -> LabelledSpan? {
        guard content.encoding == .pem else { return nil }
        switch problem.kind {
        case .emptyFile, .fileTooLarge, .utf16, .byteOrderMark, .noCertificate, .pkcs12: return nil
        case .invalidCharacter: return LabelledSpan(SourceSpan(file, problem.range), label)
        default:
            // Blocks are marked by their first line.
            let line = file.line(from: problem.range.lowerBound)
            guard file.contents[line].starts(with: Array("-----".utf8)) else { return nil }
            return LabelledSpan(SourceSpan(file, line), label)
        }
    }
}
