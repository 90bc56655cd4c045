import Certificates
import Diagnostics
import ZoneFile

/// C119: OpenSSL ignores a certificate in the file.
enum CertificateIgnoredByOpenSSL: ServerRule {
    static let info = RuleInfo(
        "C119",
        "certificate-ignored-by-openssl",
        .error,
        summary: "OpenSSL ignores a certificate in the file",
        page: RulePage(
            whatItChecks: """
                Checks for spaces before `-----BEGIN CERTIFICATE-----`, which are left over when a certificate is \
                copied from YAML. Also checks for a byte order mark before the first block.
                """,
            whyItMatters: """
                OpenSSL silently ignores such a block, and so do nginx, Apache, HAProxy and Synapse, which use it. The \
                server does not start, or sends a chain without the certificate.
                """,
            howToFix: "Save the file as plain ASCII, with every line starting in the first column.",
            references: ["RFC 7468 §2"]
        ),
        examples: [
            CertificateExample.bad(
                ExampleCertificate(["example.com", "matrix.example.com"], .indented, faults: [0])),
            CertificateExample.good,
        ]
    )

    static func check(_ context: ServerContext, into findings: inout FindingSink) {
        guard let given = context.certificate else { return }
        for problem in given.content.problems where problem.isIgnoredByOpenSSL {
            var finding = Finding(
                info,
                problem.message,
                at: given.mark(of: problem, "ignored by OpenSSL"),
                why: "a server with this file does not start, or sends a chain without the certificate",
                help: "save the file as plain ASCII, with every line starting in the first column",
                subject: context.subject
            )
            if finding.primary == nil { finding.path = given.file.path }
            findings.report(finding)
        }
    }
}

extension CertificateFileProblem {
    /// Whether the certificate is present and readable, but OpenSSL ignores it.
    var isIgnoredByOpenSSL: Bool { kind == .byteOrderMark || kind == .indentedMarker }
}

extension GivenCertificate {
    /// Returns the location of a problem, or `nil` if its line may belong to a private key and must not be shown.
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
