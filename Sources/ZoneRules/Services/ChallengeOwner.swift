import DNS
import Diagnostics
import ZoneFile

/// Z253: a validation record for a certificate at a name where no CA looks it up.
enum ChallengeOwner: ZoneRule {
    static let info = RuleInfo(
        "Z253",
        "challenge-owner",
        .warning,
        fix: .unsafe,
        summary: "a record for the validation by a CA is not at `_acme-challenge`",
        page: RulePage(
            whatItChecks: """
                Reports TXT records whose first label is nearly `_acme-challenge`, such as `_acme_challenge` and `_acme-challange`. \
                Without the underscore, the value has to be that of a challenge, 43 characters of base64url, and there must be no \
                `_acme-challenge` beside it. Names that an alias of the zone leads to are not reported.
                """,
            whyItMatters: """
                CAs look up exactly `_acme-challenge` in front of the domain. A record at any other name has no effect, and the \
                certificate is not issued.
                """,
            howToFix: "Write `_acme-challenge` as the first label.",
            references: ["RFC 8555 §8.4"]
        ),
        examples: [
            .bad(
                """
                «_acme_challenge»     IN TXT "gfj9Xq_Rg85nM3xZ2kLw0vT7yBcD1eF4hJ6mN8pQ0sU"
                «_acme-challange.www» IN TXT "gfj9Xq_Rg85nM3xZ2kLw0vT7yBcD1eF4hJ6mN8pQ0sU"
                «acme-challenge.chat» IN TXT "gfj9Xq_Rg85nM3xZ2kLw0vT7yBcD1eF4hJ6mN8pQ0sU"

                """
            ),
            .good(
                """
                _acme-challenge      IN TXT   "gfj9Xq_Rg85nM3xZ2kLw0vT7yBcD1eF4hJ6mN8pQ0sU"
                _acme-challenge.www  IN CNAME acme-challenge
                acme-challenge       IN TXT   "gfj9Xq_Rg85nM3xZ2kLw0vT7yBcD1eF4hJ6mN8pQ0sU"
                acme-challenge.chat  IN TXT   "note"
                _acme-challenge-www  IN TXT   "gfj9Xq_Rg85nM3xZ2kLw0vT7yBcD1eF4hJ6mN8pQ0sU"

                """
            ),
        ]
    )

    private static let right = "_acme-challenge"

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        let zone = context.zone
        guard context.kind != .responsePolicy else { return }
        for number in zone.records(ofType: .txt) {
            let id = Int(number)
            let owner = zone.records[id].owner
            guard zone.names.withLabel(of: owner, resembles), zone.first(at: owner, type: .txt)?.record == id,
                isChallenge(id, owner, zone), context.isPublished(id), !context.aliasTargets(zone).contains(owner)
            else { continue }
            findings.report(isElsewhere(context, id))
        }
    }

    /// Whether a label has the same letters as the right one, or differs from it in one or two characters.
    private static func resembles(_ label: UnsafeBufferPointer<UInt8>) -> Bool {
        guard 12...18 ~= label.count, label[0] == UInt8(ascii: "_") || label[0] == UInt8(ascii: "a") else {
            return false
        }
        // A number may distinguish names to which aliases of other zones lead.
        // Names that begin with the whole label are for aliases of several hosts or CAs.
        guard !label.starts(with: right.utf8), !label.contains(where: { $0 &- 0x30 < 10 }) else { return false }
        func letters(_ bytes: some Sequence<UInt8>) -> [UInt8] { bytes.filter { $0 &- 0x61 < 26 } }
        return letters(label) == letters(right.utf8)
            || label[0] == UInt8(ascii: "_") && Spelling.distance(Array(label), Array(right.utf8)) <= 2
    }

    /// Without an underscore, the name may be any; the value of a challenge is the base64url form of a SHA-256 digest.
    private static func isChallenge(_ id: RecordID, _ owner: NameID, _ zone: Zone) -> Bool {
        if zone.names.withLabel(of: owner, { $0.first == UInt8(ascii: "_") }) { return true }
        // Beside the right name, it is rather one to which another alias leads.
        let parent = zone.names.name(zone.names.parent(of: owner))
        guard let name = Name("\(right).\(parent)"), zone.isCertain(name, nil),
            zone.names.find(name).map({ !zone.exists($0) }) ?? true
        else { return false }
        let value = TextValue(of: id, in: zone).bytes
        return value.count == 43
            && value.allSatisfy { $0 &- 0x30 < 10 || asciiLowercased($0) &- 0x61 < 26 || $0 == 0x2D || $0 == 0x5F }
    }
}

// MARK: - Messages

extension ChallengeOwner {
    private static func isElsewhere(_ context: ZoneContext, _ id: RecordID) -> Finding {
        let zone = context.zone
        let owner = zone.records[id].owner
        let isAlone = zone.records(at: owner, type: .txt).count == zone.recordCount(at: owner)
        let edits = isAlone ? WrittenOwner.edits(of: owner, in: zone, labels: 0...0, to: right) : []
        return Finding(
            info,
            "\(Words.quoted(zone.labelText(of: owner, 0...0))) is not `\(right)`",
            at: LabelledSpan(WrittenOwner(of: id, in: zone).span, "expected `\(right)`"),
            why: "CAs look up exactly `\(right)` in front of the domain, so they never find this record",
            help: "write `\(right)`",
            fixes: edits.isEmpty ? [] : [Fix("write `\(right)`", .unsafe, edits)],
            // Without the underscore, an alias of another zone may lead to the name.
            severity: zone.names.withLabel(of: owner) { $0.first == UInt8(ascii: "_") } ? nil : .info,
            subject: context.subject(of: id)
        )
    }
}
