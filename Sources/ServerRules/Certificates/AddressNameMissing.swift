import Certificates
import DNS
import Diagnostics

/// C105: the certificate has no iPAddress entry for the address that peers verify.
enum AddressNameMissing: ServerRule {
    static let info = RuleInfo(
        "C105",
        "ip-san-missing",
        .error,
        summary: "peers verify an IP address, and the certificate has no iPAddress entry for it",
        page: RulePage(
            whatItChecks: """
                If the server name is an IP address, or the well-known document names one, checks whether the \
                certificate has an iPAddress entry for that address.
                """,
            whyItMatters: """
                An address is compared only with iPAddress entries. An address written as a dNSName does not count, \
                and makes Synapse refuse the whole certificate.
                """,
            howToFix: """
                Use a host name instead of the address. Otherwise, order a certificate with the address as an \
                iPAddress entry. Only a few CAs issue them.
                """,
            references: ["RFC 9525 §6.5", "RFC 5280 §4.2.1.6", "Matrix server-server, Resolving server names"]
        ),
        examples: [
            .bad(
                "", continuation: false,
                server: ExampleServer(
                    "192.0.2.10", certificate: ExampleCertificate(["example.com"], faults: [0]))),
            .good(
                "", continuation: false,
                server: ExampleServer("192.0.2.10", certificate: ExampleCertificate(["192.0.2.10"]))),
        ]
    )

    static func check(_ context: ServerContext, into findings: inout FindingSink) {
        for judgement in context.nameJudgements {
            guard case .address = judgement.fault else { continue }
            findings.report(missing(judgement, context))
        }
    }
}

// MARK: - Messages

extension AddressNameMissing {
    private static func missing(_ judgement: NameJudgement, _ context: ServerContext) -> Finding {
        let address = CertificateDescription.quoted(judgement.name.value)
        let isName = judgement.mismatch?.nearest?.reason == .addressAsDNSName
        return judgement.finding(
            info,
            isName
                ? "the certificate has the address \(address) as a dNSName, not as an iPAddress entry"
                : "the certificate is not valid for the address \(address): it "
                    + CertificateDescription.names(of: judgement.presented.leaf),
            help: (namedHost(judgement, context).map {
                "write \($0), which the certificate names, instead of the address"
            } ?? "use a host name instead") + ", or order a certificate with \(address) as an iPAddress entry",
            in: context
        )
    }

    /// A host that the certificate names and that has the address, with the port. Quoted.
    private static func namedHost(_ judgement: NameJudgement, _ context: ServerContext) -> String? {
        guard case .ip(let address) = judgement.name else { return nil }
        let names = (judgement.presented.leaf.alternativeNames ?? []).filter { $0.kind == .dnsName && $0.defect == nil }
        let host = names.prefix(nameLimit).map { $0.text.lowercased() }.first { text in
            guard !text.contains("*"), let name = Name(text) else { return false }
            let answers = [RecordType.a, .aaaa].map { context.evidence.answer(Question(name, $0)) }
            let addresses = answers.flatMap(\.records).compactMap(\.address)
            return addresses.contains(address)
        }
        return host.map { Words.quoted("\($0):\(judgement.destination.port)", limit: 80) }
    }

    /// The number of names that are looked at.
    private static let nameLimit = 20
}
