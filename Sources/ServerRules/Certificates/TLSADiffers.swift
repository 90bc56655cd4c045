import Certificates
import DNS
import Diagnostics
import Federation
import ZoneFile

/// C125: the TLSA records of an endpoint do not match its certificate.
enum TLSADiffers: ServerRule {
    static let info = RuleInfo(
        "C125",
        "tlsa-differs",
        .error,
        summary: "no TLSA record of an endpoint matches its certificate",
        page: RulePage(
            whatItChecks: """
                Compares the certificate chain of every destination with the TLSA records at `_port._tcp.host` in the \
                zones of the run. Reports them if none of them matches. The usages 1 and 3 are compared with the \
                certificate of the server, and 0 and 2 with all certificates of the chain. If the root is not in the \
                chain, records that may name it are not reported. TLSA records of unknown types are not compared.
                """,
            whyItMatters: """
                Clients that use DANE refuse the connection. The usual cause is a renewed certificate with a new key.
                """,
            howToFix: """
                Publish a TLSA record for the new key, and keep the old one until the new certificate is in use. With \
                the same key at every renewal, a record `3 1 1` remains valid.
                """,
            references: ["RFC 6698 §2.1", "RFC 7671 §8.1"]
        ),
        examples: [
            .bad(
                CertificateExample.zone + """
                    _8448._tcp.matrix IN TLSA «3 1 1 0D6FCE13243AA70D6FCE13243AA70D6FCE13243AA70D6FCE13243AA70D6FCE13»
                    _8448._tcp.matrix IN TLSA 3 0 1 0D6FCE13243AA70D6FCE13243AA70D6FCE13243AA70D6FCE13243AA70D6FCE13

                    """,
                server: ExampleServer(
                    certificate: ExampleCertificate(["example.com", "matrix.example.com"]),
                    evidence: CertificateExample.noWellKnown
                )
            ),
            .good(
                CertificateExample.zone + """
                    _8448._tcp.matrix IN TLSA 2 0 1 0D6FCE13243AA70D6FCE13243AA70D6FCE13243AA70D6FCE13243AA70D6FCE13
                    _443._tcp.matrix  IN TLSA 3 1 1 0D6FCE13243AA70D6FCE13243AA70D6FCE13243AA70D6FCE13243AA70D6FCE13

                    """,
                server: ExampleServer(
                    certificate: ExampleCertificate(["example.com", "matrix.example.com"]),
                    evidence: CertificateExample.noWellKnown
                )
            ),
        ]
    )

    static func check(_ context: ServerContext, into findings: inout FindingSink) {
        for presented in context.presented {
            var seen: Set<Name> = []
            for destination in presented.destinations {
                guard IPAddress(destination.host) == nil,
                    let owner = Name("_\(destination.port)._tcp.\(destination.host)", origin: .root),
                    seen.insert(owner).inserted, let (zone, records) = records(at: owner, context.zones)
                else { continue }
                let associations = records.compactMap { CertificateAssociation(rdata: zone.rdata(of: $0)) }
                let results = associations.map(presented.chain.contains)
                guard !results.isEmpty, results.allSatisfy({ $0 == false }) else { continue }
                findings.report(differs(context, presented, owner, zone, records[0]))
            }
        }
    }

    /// The TLSA records at a name, or at the target of its aliases.
    private static func records(at owner: Name, _ zones: ZoneSet) -> (Zone, [RecordID])? {
        var name = owner
        for _ in 0..<8 {
            guard let zone = zones.zone(for: name) else { return nil }
            guard zone.isCertain(name, .tlsa) else { return nil }
            switch zone.lookup(name, .tlsa) {
            case .answer(let set, _): return (zone, Array(set))
            case .alias(let alias, _): name = zone.names.name(zone.records[alias].target)
            default: return nil
            }
        }
        return nil
    }
}

// MARK: - Messages

extension TLSADiffers {
    private static func differs(
        _ context: ServerContext,
        _ presented: PresentedChain,
        _ owner: Name,
        _ zone: Zone,
        _ id: RecordID
    ) -> Finding {
        let fields = zone.fields(of: id)
        var span = fields.type.span
        if let first = fields.rdata.first, let last = fields.rdata.last {
            span = SourceSpan(first.span.source, first.span.range.lowerBound..<last.span.range.upperBound)
        }
        return Finding(
            info,
            "no TLSA record of `\(owner)` matches the certificate",
            at: LabelledSpan(span, "another certificate or key"),
            why: "clients that use DANE refuse the connection",
            help: "for this certificate, publish `TLSA \(CertificateAssociation(publicKeyOf: presented.leaf))`",
            subject: Subject(
                zone: zone.origin,
                owner: zone.names.text(zone.records[id].owner),
                serverName: context.input.serverName
            )
        )
    }
}
