import DNS
import Diagnostics
import ZoneFile

/// S101: the service or the transport lacks its underscore.
enum SRVLabelWithoutUnderscore: ZoneRule {
    static let info = RuleInfo(
        "S101",
        "srv-label-without-underscore",
        .error,
        fix: .unsafe,
        summary: "the service or the transport of an SRV record lacks its underscore",
        page: RulePage(
            whatItChecks: """
                Checks the service and the transport in every owner name of SRV records: `_service._tcp` or \
                `_service._udp`. Reports a label without an underscore if the other one has it and, for Matrix, also \
                `matrix.tcp` and `matrix-fed.tcp`. Instance names of DNS-SD (`dear115._ipp._tcp`) and the names of \
                Active Directory are not reported.
                """,
            whyItMatters: """
                Clients query exactly `_service._proto.name`. They never find a record at another name and continue as \
                if there were none. Matrix servers then connect to port 8448 of the server name.
                """,
            howToFix: "Add the underscore.",
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
                «_submissions_.tcp»    IN SRV 0 1 465 matrix
                «submissions.tcp».sub  IN SRV 0 1 465 matrix

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

    /// The corrected label: `_matrix-fed` for `matrix_fed` and for `-matrix-fed`, which must not become `_-matrix-fed`.
    private static func corrected(_ label: Substring) -> String {
        if let intended = MatrixService.intended(by: Array(label.utf8)) { return intended.rawValue }
        return "_" + GarbledLabels.trimmed(label.drop { $0 == "-" })
    }

    /// The labels to rewrite: with a transport, also the service before it if that misspells a Matrix service.
    private static func labelsToWrite(_ owner: NameID, _ labels: ClosedRange<Int>, _ zone: Zone) -> ClosedRange<Int> {
        guard labels.lowerBound > 0 else { return labels }
        let before = zone.labelText(of: owner, labels.lowerBound - 1...labels.lowerBound - 1)
        // In `_submissions_.tcp` the underscore of the transport is on the wrong side of the dot.
        let isWhole = MatrixService.intended(by: Array(before.utf8)) == nil && !before.hasSuffix("_")
        return isWhole ? labels : labels.lowerBound - 1...labels.upperBound
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
            isBoth ? "SRV labels lack their leading underscores" : "SRV label lacks its leading underscore",
            at: LabelledSpan(span, "expected `\(right)`"),
            why: "clients query exactly `_service._proto.name`, so they never find this record",
            help: "write `\(right)`",
            fixes: edits.isEmpty ? [] : [Fix("write `\(right)`", .unsafe, edits)],
            subject: context.subject(ofSRV: id)
        )
    }
}
