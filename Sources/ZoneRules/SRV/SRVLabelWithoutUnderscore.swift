import DNS
import Diagnostics
import ZoneFile

/// S101: one of the two labels before the domain lacks its underscore.
enum SRVLabelWithoutUnderscore: ZoneRule {
    static let info = RuleInfo(
        "S101",
        "srv-label-without-underscore",
        .error,
        fix: .unsafe,
        summary: "the service or the transport of an SRV record lacks its underscore",
        page: RulePage(
            whatItChecks: """
                Looks at the service and the transport of every owner of SRV records: `_service._tcp` or \
                `_service._udp`. Reports the one that has no underscore while the other has, and for Matrix also \
                `matrix.tcp` and `matrix-fed.tcp`. Instance names of DNS-SD (`dear115._ipp._tcp`) and the names of \
                Active Directory are what they should be and stay quiet.
                """,
            whyItMatters: """
                Clients ask for exactly `_service._proto.name`. A record at any other name is never found, and the \
                client goes on as if there were none: a Matrix server is then sought on port 8448 of its own name.
                """,
            howToFix: "Write the underscore.",
            references: ["RFC 2782", "RFC 8552 §1.1", "Matrix server-server §2.1"]
        ),
        examples: [
            .bad(
                """
                matrix           IN A   192.0.2.10
                «matrix-fed»._tcp  IN SRV 10 0 8448 matrix

                """
            ),
            .bad(
                """
                matrix           IN A   192.0.2.10
                _matrix-fed.«tcp»  IN SRV 10 0 8448 matrix
                «matrix.tcp»       IN SRV 10 0 8448 matrix

                """
            ),
            .bad(
                """
                matrix           IN A   192.0.2.10
                «-matrix-fed»._tcp     IN SRV 10 0 8448 matrix
                «_matrix-fed_.tcp».sub IN SRV 10 0 8448 matrix

                """
            ),
            .good(
                """
                matrix           IN A   192.0.2.10
                printer          IN A   192.0.2.11
                _matrix-fed._tcp IN SRV 10 0 8448 matrix
                dear115._ipp._tcp IN SRV 0 0 631 printer
                gc._msdcs        IN SRV 0 100 3268 printer

                """
            ),
        ]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        for owner in context.srv.owners {
            guard case .noUnderscore(let labels) = owner.fault else { continue }
            findings.report(noUnderscore(context, owner.record, labels))
        }
    }

    /// The label as it should be: `_matrix-fed` for `matrix_fed` and `-matrix-fed` too, and not `_-matrix-fed`.
    private static func corrected(_ label: Substring) -> String {
        if let meant = MatrixService.meant(by: Array(label.utf8)) { return meant.rawValue }
        return label.hasPrefix("_") ? String(label) : "_\(label)"
    }

    /// The labels to write anew: with a transport also the service before it, where Matrix's is misspelt.
    private static func labelsToWrite(_ owner: NameID, _ labels: ClosedRange<Int>, _ zone: Zone) -> ClosedRange<Int> {
        guard labels.lowerBound > 0 else { return labels }
        let before = zone.labelText(of: owner, labels.lowerBound - 1...labels.lowerBound - 1)
        return MatrixService.meant(by: Array(before.utf8)) == nil ? labels : labels.lowerBound - 1...labels.upperBound
    }
}

// MARK: - Messages

extension SRVLabelWithoutUnderscore {
    private static func noUnderscore(_ context: ZoneContext, _ id: RecordID, _ labels: ClosedRange<Int>) -> Finding {
        let zone = context.zone
        let owner = zone.records[id].owner
        let labels = labelsToWrite(owner, labels, zone)
        let span = WrittenOwner(of: id, in: zone).span(of: labels)
        let right = zone.labelText(of: owner, labels).split(separator: ".").map(corrected).joined(separator: ".")
        let edits = WrittenOwner.edits(of: owner, in: zone, labels: labels, to: right)
        let isBoth = labels.count > 1 && !zone.labelText(of: owner, labels).hasPrefix("_")
        return Finding(
            info,
            isBoth ? "SRV labels lack their underscores" : "SRV label lacks its underscore",
            at: LabelledSpan(span, "must be `\(right)`"),
            why: "clients ask for `_service._proto.name` and nothing else, so nobody finds this record",
            help: "write `\(right)`",
            fixes: edits.isEmpty ? [] : [Fix("write `\(right)`", .unsafe, edits)],
            subject: context.subject(ofSRV: id)
        )
    }
}
