import DNS
import ZoneFile

/// A fault in the owner name of SRV records, which has the form `_service._proto.name`.
///
/// The name is read from the service and the transport outwards. Labels before them may be an instance or a subtype of
/// DNS-SD (`dear115._ipp._tcp`, `_color._sub._ipp._tcp`); labels after them may be a domain with its own underscores
/// (`_ldap._tcp.Default-First-Site-Name._sites.dc._msdcs`). An owner has one fault: the one that explains the others.
struct SRVOwner: Sendable {
    /// The first SRV record at the owner.
    let record: RecordID
    let fault: Fault

    /// Labels are numbered from the left, starting at 0.
    enum Fault: Sendable {
        /// S101: the labels without an underscore, one or two adjacent ones.
        case noUnderscore(ClosedRange<Int>)
        /// S102: the transport is the first label and the service the second.
        case reversed
        /// S103
        case misspelt(Int, intended: MatrixService)
        /// S104: the label that should be `_tcp`, or the service itself if there is no transport.
        case wrongTransport(Int, isMissing: Bool)
        /// S105
        case wildcard(Int)
        /// S107: the label and why it is invalid.
        case invalidService(Int, InvalidService)
        /// S108
        case matrixIdentity(Int)
        /// S109: the labels that are not `_service._proto`, and what was meant.
        case garbled(ClosedRange<Int>, GarbledLabels)
        /// S110: the only label of the form `_service` or `_proto`.
        case incomplete(Int, isTransport: Bool)
        /// S110: a record for Matrix at the name of a host or of the zone.
        case matrixHost
        /// S110: a record for a known service, by its port, at the name of a host.
        case serviceHost
        /// S110: an underscore without the name of a service.
        case noService(Int)
        /// S110: labels in front of the service of Matrix, and the number of that label.
        case labelsBeforeMatrix(Int)
    }

    enum InvalidService: Sendable {
        case tooLong(Int)
        case noLetter, edgeHyphen, doubleHyphen, otherCharacter
    }

    /// Returns `nil` if the owner has no fault.
    init?(_ record: RecordID, in zone: Zone) {
        let owner = zone.records[record].owner
        guard !Self.isOrdinary(owner, zone.names),
            let fault = Self.fault(of: owner, port: zone.records[record].port, in: zone)
        else { return nil }
        self.record = record
        self.fault = fault
    }

    /// Recognises the common case without copying a label: a valid `_service._proto`, not similar to one of Matrix's, with
    /// neither a transport nor `*` after it.
    static func isOrdinary(_ owner: NameID, _ names: NameTable) -> Bool {
        let proto = names.parent(of: owner)
        guard names.withLabel(of: proto, isTransport) else { return false }
        let isTCP = names.withLabel(of: proto) { $0.foldedEquals("_tcp") }
        var rest = names.parent(of: proto)
        while names.depth(of: rest) > 0 {
            guard !names.isWildcard(rest), !names.withLabel(of: rest, isTransport) else { return false }
            rest = names.parent(of: rest)
        }
        return names.withLabel(of: owner) { label in
            guard label.first == UInt8(ascii: "_"), !isTransport(label) || label.foldedEquals("_tls") else {
                return false
            }
            // A name of letters without an `x` is never taken for one of Matrix's: `_matri` may be another service.
            let isOther = label.dropFirst().allSatisfy { $0 &- UInt8(ascii: "a") < 26 && $0 != UInt8(ascii: "x") }
            if !isOther, MatrixService.mayBeIntended(by: label) {
                if label.foldedEquals("_matrix") || label.foldedEquals("_matrix-fed") { return isTCP }
                guard !label.foldedEquals("_matrix-identity"), MatrixService.intended(by: Array(label)) == nil else {
                    return false
                }
            }
            return label.foldedEquals("_sipfederationtls")
                || InvalidService(UnsafeBufferPointer(rebasing: label[1...])) == nil
        }
    }

    /// Whether the label is one of ``transports`` with its underscore.
    private static func isTransport(_ label: UnsafeBufferPointer<UInt8>) -> Bool {
        guard label.count <= 5, label.first == UInt8(ascii: "_") else { return false }
        return label.foldedEquals("_tcp") || label.foldedEquals("_udp") || label.foldedEquals("_tls")
            || label.foldedEquals("_sctp") || label.foldedEquals("_dccp")
    }
}
