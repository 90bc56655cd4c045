import DNS
import Diagnostics
import ZoneFile

/// Z294: a key or certificate for mail at a name at which no client looks it up.
enum MailKeyOwner: ZoneRule {
    static let info = RuleInfo(
        "Z294",
        "mail-key-owner",
        .warning,
        fix: .unsafe,
        summary: "an OPENPGPKEY or SMIMEA record is not at the hash of a mail address",
        page: RulePage(
            whatItChecks: """
                Reports OPENPGPKEY records directly below `_openpgpkey`, and SMIMEA records directly below `_smimecert`, whose first \
                label is not a hash of 56 hexadecimal digits. Also reports records at a hash below the label of the other \
                type or one without its underscore, and records at `_openpgpkey` or `_smimecert` itself. Wildcards and names that \
                an alias of the zone leads to are not reported. Other names may be the targets of aliases in other zones.
                """,
            whyItMatters: """
                Clients hash the part of the address before `@` with SHA-256, and look up the first 28 octets as hexadecimal \
                digits. A record at any other name is never found.
                """,
            howToFix: "Write the hash as the first label, in front of `_openpgpkey` or `_smimecert`.",
            references: ["RFC 7929 §3", "RFC 8162 §3"]
        ),
        examples: [
            .bad(
                """
                «hugh._openpgpkey» IN OPENPGPKEY mQENBFVHm5sBCADJ
                «hugh._smimecert»  IN SMIMEA     3 0 0 3003020100
                «_openpgpkey»      IN OPENPGPKEY mQENBFVHm5sBCADJ
                «c93f1e400f26708f98cb19d936620da35eec8f72e57f9eec01c1afd6._smimecert» IN OPENPGPKEY mQENBFVHm5sBCADJ
                «c93f1e400f26708f98cb19d936620da35eec8f72e57f9eec01c1afd6.smimecert»  IN SMIMEA     3 0 0 3003020100

                """
            ),
            .good(
                """
                c93f1e400f26708f98cb19d936620da35eec8f72e57f9eec01c1afd6._openpgpkey IN OPENPGPKEY mQENBFVHm5sBCADJ
                c93f1e400f26708f98cb19d936620da35eec8f72e57f9eec01c1afd6._smimecert  IN SMIMEA     3 0 0 3003020100
                *._smimecert.shop IN SMIMEA     3 0 0 3003020100
                key               IN OPENPGPKEY mQENBFVHm5sBCADJ

                """
            ),
        ]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        let zone = context.zone
        guard context.kind != .responsePolicy else { return }
        var reported: Set<NameID> = []
        for (mnemonic, label) in [("OPENPGPKEY", "openpgpkey"), ("SMIMEA", "smimecert")] {
            guard let type = RecordType(mnemonic: mnemonic) else { continue }
            for number in zone.records(ofType: type) {
                let id = Int(number)
                let owner = zone.records[id].owner
                guard let fault = MailKeyName(owner, expected: label, zone).fault, context.isPublished(id),
                    !zone.ownerRepeatsOrigin(id), !context.aliasTargets(zone).contains(owner),
                    reported.insert(owner).inserted
                else { continue }
                findings.report(isElsewhere(context, id, "_\(label)", fault))
            }
        }
    }
}

// MARK: - Messages

extension MailKeyOwner {
    private static func isElsewhere(
        _ context: ZoneContext, _ id: RecordID, _ label: String, _ fault: MailKeyName.Fault
    ) -> Finding {
        let (type, owner) = (context.zone.records[id].type, context.zone.records[id].owner)
        var edits: [Edit] = []
        if case .user(_, let hash) = fault {
            edits = WrittenOwner.edits(of: owner, in: context.zone, labels: 0...0, to: hash)
        }
        let help: String =
            switch fault {
            case .noHash: "write the hash of the part of the address before `@` in front of `\(label)`"
            case .length(let count):
                "write the first 56 hexadecimal digits of the SHA-256 hash as the first label; this one has \(count)"
            case .user(let user, let hash): "write `\(hash).\(label)`, the hash of \(Words.quoted(user))"
            case .notHash: "write the first 56 hexadecimal digits of the SHA-256 hash of the part before `@`"
            case .label: "write the hash in front of `\(label)`"
            }
        return Finding(
            info,
            "the \(type) record is at a name where no client looks it up",
            at: LabelledSpan(context.ownerOrType(of: id), "expected a hash of 56 digits in front of `\(label)`"),
            why:
                "clients look up the SHA-256 hash of the part of a mail address before `@`, so they never find this record",
            help: help,
            fixes: edits.isEmpty ? [] : [Fix("write the hash", .unsafe, edits)],
            subject: context.subject(of: id)
        )
    }
}
