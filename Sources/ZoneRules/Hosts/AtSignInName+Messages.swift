import DNS
import Diagnostics
import ZoneFile

// MARK: - Messages

extension AtSignInName {
    /// A mail address in place of a mail server. Its domain is the mail server if that has an address.
    static func isMailServer(_ context: ZoneContext, _ id: RecordID, _ field: RecordFields.Field) -> Finding {
        let zone = context.zone
        let origin = zone.names.name(zone.origin(inForceAt: id))
        let domain = String(field.text.drop { $0 != "@" }.dropFirst())
        let candidates = [domain.hasSuffix(".") ? domain : domain + ".", domain]
        let host = candidates.first { text in
            Name(text, origin: origin).flatMap(zone.names.find).map { zone.has(.a, at: $0) || zone.has(.aaaa, at: $0) }
                ?? false
        }
        return Finding(
            info,
            "the mail server of the MX record is a mail address",
            at: LabelledSpan(field.span, "expected the name of a host"),
            why:
                "an MX record names the host that accepts the mail for all addresses of \(context.quoted(zone.records[id].owner))",
            help: host.map { "write \(Words.exact($0))" } ?? "write the name of the mail server",
            fixes: host.map { [Fix("write the name of the host", .unsafe, [Edit(replace: field.span, with: $0)])] }
                ?? [],
            subject: context.subject(of: id)
        )
    }

    static func notOrigin(
        _ context: ZoneContext,
        _ id: RecordID,
        _ field: RecordFields.Field,
        _ name: AtSignName,
        _ edits: [Edit]
    ) -> Finding {
        let (text, right) = (Words.quoted(field.text), Words.quoted(name.corrected))
        let isOwner = field.span.range.upperBound <= Int(context.zone.records[id].rdata)
        let (message, label, help) =
            switch name.kind {
            case .atEnd:
                (
                    "`@` at the end of \(text) does not mean the origin", "expected \(right)",
                    "write \(right), which is completed with the origin"
                )
            case .label, .prefix: ("`@` in \(text) does not mean the origin", "expected \(right)", "write \(right)")
            case .noSpace: ("a space is missing after `@`", "read as one name", "write \(right)")
            case .address where isOwner:
                (
                    "the owner \(text) is a mail address", "expected a domain name",
                    "write a name of the zone, without `@`"
                )
            case .address:
                ("\(text) is a mail address", "expected a domain name, with a dot instead of the `@`", "write \(right)")
            }
        let isRewritten = !edits.isEmpty && !(name.kind == .address && isOwner)
        return Finding(
            info,
            message,
            at: LabelledSpan(field.span, label),
            why: name.kind == .address && !isOwner
                ? "the mailbox is a domain name; with an `@` it means a different one, and Knot refuses to load the zone"
                : "`@` means the origin only if it is the whole name, so no client looks up this name",
            help: help,
            fixes: isRewritten ? [Fix("write \(right)", .unsafe, edits)] : [],
            subject: context.subject(of: id)
        )
    }
}
