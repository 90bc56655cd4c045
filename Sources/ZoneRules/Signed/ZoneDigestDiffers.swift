import DNS
import Diagnostics
import ZoneFile

/// Z441: a ZONEMD record that is not the digest of the zone.
enum ZoneDigestDiffers: ZoneRule {
    static let info = RuleInfo(
        "Z441",
        "zonemd-differs",
        .error,
        examplesElsewhere: "SignedZoneTests",
        summary: "a ZONEMD record that is not the digest of the zone, or is of another serial",
        page: RulePage(
            whatItChecks: """
                Computes the digest of the zone for each ZONEMD record at the apex of scheme 1 (SIMPLE) with SHA-384 or \
                SHA-512, and compares its serial with that of the SOA record. Several records of one scheme and algorithm \
                are an error, others than these a warning.
                """,
            whyItMatters: """
                A server or resolver that verifies the digest refuses the zone. The usual reason is an edit after the \
                digest was computed.
                """,
            howToFix: "Compute the digest as the last step, when the zone is signed again.",
            references: ["RFC 8976 §2", "RFC 8976 §4"]
        ),
        examples: [.good("www IN A 192.0.2.10\n")]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        let zone = context.zone
        let records = zone.records(at: zone.apex, type: .zonemd)
        guard !records.isEmpty, context.isWhole, zone.isComplete, context.kind == .zone else { return }
        var seen: [[UInt8]: RecordID] = [:]
        for id in records {
            guard let claim = ZoneDigest.Claim(zone.rdata(of: id)) else { continue }
            if let first = seen.updateValue(id, forKey: [claim.scheme, claim.algorithm]) {
                findings.report(isRepeated(context, id, first))
            } else if claim.serial != zone.serial {
                findings.report(isOutdated(context, id, claim))
            } else if let algorithm = claim.sha {
                // Data that cannot be read again is reported elsewhere.
                guard let digest = ZoneDigest.compute(zone, algorithm) else { continue }
                if digest != claim.digest { findings.report(differs(context, id)) }
            } else {
                findings.report(isUnknown(context, id, claim))
            }
        }
    }
}

// MARK: - Messages

extension ZoneDigestDiffers {
    private static let refusal = "servers and resolvers that verify the digest refuse the zone"

    private static func differs(_ context: ZoneContext, _ id: RecordID) -> Finding {
        Finding(
            info,
            "the ZONEMD record is not the digest of the zone",
            at: LabelledSpan(context.dataField(3, of: id), "not the digest of the records in the file"),
            why: "the zone changed after the digest was computed; \(refusal)",
            help: "compute the digest again as the last step of signing",
            subject: context.subject(of: id)
        )
    }

    private static func isOutdated(_ context: ZoneContext, _ id: RecordID, _ claim: ZoneDigest.Claim) -> Finding {
        let serial = context.zone.serial.map { "\($0)" } ?? "another one"
        return Finding(
            info,
            "the ZONEMD record is of serial \(claim.serial), the zone of \(serial)",
            at: LabelledSpan(context.dataField(0, of: id), "not the serial of the zone"),
            why: "the digest is that of another version of the zone; \(refusal)",
            help: "compute the digest again as the last step of signing",
            related: context.zone.apexSOA.map { [LabelledSpan(context.dataField(2, of: $0), "the serial")] } ?? [],
            subject: context.subject(of: id)
        )
    }

    private static func isRepeated(_ context: ZoneContext, _ id: RecordID, _ first: RecordID) -> Finding {
        Finding(
            info,
            "a second ZONEMD record of the same scheme and algorithm",
            at: context.typeSpan(of: id, "duplicate"),
            why: "of several such records none is used (RFC 8976 §4)",
            help: "remove all but the current one",
            related: [context.typeSpan(of: first, "the first")],
            subject: context.subject(of: id)
        )
    }

    private static func isUnknown(_ context: ZoneContext, _ id: RecordID, _ claim: ZoneDigest.Claim) -> Finding {
        // The private-use numbers of RFC 8976 §5.2 and §5.3 are chosen on purpose.
        // One scheme and two algorithms are assigned (RFC 8976 §5.2, §5.3).
        let isPrivate =
            (claim.scheme == 1 || (240...254).contains(claim.scheme))
            && ([1, 2].contains(claim.algorithm) || (240...254).contains(claim.algorithm))
        return Finding(
            info,
            "the ZONEMD record has the scheme \(claim.scheme) and the hash algorithm \(claim.algorithm)",
            at: LabelledSpan(context.dataField(claim.scheme == 1 ? 2 : 1, of: id), "not known"),
            why: "the digest was not verified, and others cannot verify it either",
            help: "use scheme 1 (SIMPLE) and hash algorithm 1 (SHA-384)",
            severity: isPrivate ? .info : .warning,
            subject: context.subject(of: id)
        )
    }
}
