import DNS
import Diagnostics
import ZoneFile

extension ReverseOwnerInvalid {
    static func isInvalid(
        _ context: ZoneContext, _ id: RecordID, _ span: SourceSpan, _ fault: ReverseOwnerFault
    ) -> Finding {
        let zone = context.zone
        let (message, help) = texts(fault, span, zone.origin ?? ".")
        return Finding(
            info,
            message,
            at: LabelledSpan(span, "means \(context.quoted(zone.records[id].owner))"),
            why: "resolvers that look up the name of an address never find this record",
            help: help,
            fixes: fix(id, zone, fault),
            subject: context.subject(of: id)
        )
    }

    /// Writes the name of the address, if it is in the zone.
    private static func fix(_ id: RecordID, _ zone: Zone, _ fault: ReverseOwnerFault) -> [Fix] {
        guard case .address(let address) = fault, let apex = zone.origin else { return [] }
        let (name, written) = (ReverseName.name(of: address), WrittenOwner(of: id, in: zone))
        guard name.hasSuffix(".\(apex)"), !written.labels.isEmpty, written.span.text.last != "." else { return [] }
        let origin = zone.names.name(zone.records[id].owner).labels.dropFirst(written.labels.count)
        let isAtApex = origin.elementsEqual(zone.names.name(zone.apex).labels) { $0.elementsEqual($1) }
        let text = isAtApex ? String(name.dropLast(apex.count + 1)) : name
        let edits = WrittenOwner.edits(
            of: zone.records[id].owner, in: zone, labels: 0...written.labels.count - 1, to: text)
        return edits.isEmpty ? [] : [Fix("write \(Words.exact(text))", .unsafe, edits)]
    }

    private static func texts(
        _ fault: ReverseOwnerFault, _ span: SourceSpan, _ apex: String
    ) -> (message: String, help: String) {
        let written = Words.quoted(span.text)
        switch fault {
        case .address(let address):
            let name = ReverseName.name(of: address)
            guard name.hasSuffix(".\(apex)") else {
                return (
                    "\(written) is an address and not a name in \(Words.quoted(apex))",
                    "write the record as `\(name)` in the reverse zone of \(address)"
                )
            }
            return (
                address.isIPv6
                    ? "\(written) is an address and not a reverse name"
                    : "\(written) repeats the network of the zone \(Words.quoted(apex))",
                "write `\(name.dropLast(apex.count + 1))`"
            )
        case .relativeTree:
            return (
                "the reverse name \(written) is read as a name of the zone",
                "move the record to the reverse zone, and write `\(span.text).` there"
            )
        case .octet(let octet):
            return (
                "\(Words.quoted(octet)) is not a part of the reverse name of an IPv4 address",
                "write a number from 0 to 255 without leading zeros"
            )
        case .digits(let digits):
            return (
                "\(Words.quoted(digits)) is not one digit of the reverse name of an IPv6 address",
                "write each of the 32 hexadecimal digits as a label of its own, the last one first"
            )
        case .digitCount(let count):
            return (
                "the reverse name of an IPv6 address has \(count) digits, not 32",
                "write all 32 digits of the address including its zeros, the last one first"
            )
        }
    }
}
