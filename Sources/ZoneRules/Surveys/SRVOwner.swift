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
            guard label.first == UInt8(ascii: "_") else { return false }
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

// MARK: - Faults

extension SRVOwner {
    static let transports: Set<String> = ["tcp", "udp", "tls", "sctp", "dccp"]
    /// Established service names that RFC 6335 does not allow.
    private static let established: Set<String> = ["_sipfederationtls"]

    static func fault(of owner: NameID, port: UInt16, in zone: Zone) -> Fault? {
        let names = zone.names
        var labels: [String] = []
        var own = 0
        var current = owner
        while names.depth(of: current) > 0 {
            if current == zone.apex { own = labels.count }
            labels.append(String(decoding: names.label(of: current), as: UTF8.self))
            current = names.parent(of: current)
        }
        if !zone.isInZone(owner) || zone.apex == .unknownOrigin || zone.apex == .root { own = labels.count }
        let transport = labels.lastIndex { $0.hasPrefix("_") && transports.contains(String($0.dropFirst())) }
        if let wildcard = wildcard(labels, own, transport) { return wildcard }
        if let (range, garbled) = GarbledLabels.find(in: labels, own: own, transport: transport) {
            return .garbled(range, garbled)
        }
        guard let transport else { return withoutTransport(labels, own, port: port) }
        guard transport == 0 else { return service(at: transport - 1, labels, own) }
        return reversed(labels) ?? (own > 0 ? .incomplete(0, isTransport: true) : nil)
    }

    private static func wildcard(_ labels: [String], _ own: Int, _ transport: Int?) -> Fault? {
        guard let star = labels[..<own].firstIndex(of: "*") else { return nil }
        if let transport, transport > 0, star == transport - 1 { return .wildcard(star) }
        // `*` is an ordinary label unless it is the first one.
        return star > 0 && labels[..<star].contains { $0.hasPrefix("_") } ? .wildcard(star) : nil
    }

    /// `_tcp._service`, which no client queries for any service.
    private static func reversed(_ labels: [String]) -> Fault? {
        guard labels.count > 1 else { return nil }
        let service = labels[1]
        guard service.hasPrefix("_") || ServicePorts.port(named: service) != nil,
            !transports.contains(String(service.dropFirst())), !["_msdcs", "_sites", "_sub"].contains(service)
        else { return nil }
        return .reversed
    }

    /// Checks the label before a transport.
    private static func service(at index: Int, _ labels: [String], _ own: Int) -> Fault? {
        let label = labels[index]
        guard index < own else { return nil }
        guard label.hasPrefix("_") else {
            // The label before a transport is a service. A name with spaces or the like would be an instance without one.
            let name = GarbledLabels.trimmed(label.drop { $0 == "-" })
            let isPlausible = index == 0 ? isServiceName(name) : ServicePorts.port(named: name) != nil
            return isPlausible ? .noUnderscore(index...index) : nil
        }
        if label == "_matrix-identity" { return .matrixIdentity(index) }
        if MatrixService(rawValue: label) != nil {
            return labels[index + 1] == "_tcp" ? nil : .wrongTransport(index + 1, isMissing: false)
        }
        if let intended = MatrixService.intended(by: Array(label.utf8)) { return .misspelt(index, intended: intended) }
        guard !established.contains(label), let reason = InvalidService(Array(label.utf8.dropFirst())) else {
            return nil
        }
        return .invalidService(index, reason)
    }

    /// Checks a name in which no label is a transport with its underscore.
    private static func withoutTransport(_ labels: [String], _ own: Int, port: UInt16) -> Fault? {
        if let bare = labels[..<own].lastIndex(where: { transports.contains($0) }) {
            guard bare > 0 else { return labels.count > 1 && labels[1].hasPrefix("_") ? reversed(labels) : nil }
            let service = labels[bare - 1]
            if service.hasPrefix("_"), service != "_sub", service != "_sites" { return .noUnderscore(bare...bare) }
            let name = GarbledLabels.trimmed(service)
            let isKnown = MatrixService(rawValue: "_" + name) != nil || ServicePorts.port(named: name) == port
            return isKnown ? .noUnderscore(bare - 1...bare) : nil
        }
        if let service = labels[..<own].firstIndex(where: { MatrixService(rawValue: $0) != nil }) {
            let isOther = service + 1 < own && labels[service + 1].hasPrefix("_")
            return .wrongTransport(isOther ? service + 1 : service, isMissing: !isOther)
        }
        // Another label with an underscore may be a transport that is not known here.
        guard own > 0, labels[0].hasPrefix("_"), isServiceName(String(labels[0].dropFirst())),
            !labels.dropFirst().contains(where: { $0.hasPrefix("_") })
        else { return nil }
        return .incomplete(0, isTransport: false)
    }

    private static func isServiceName(_ label: String) -> Bool {
        InvalidService(Array(label.utf8)) == nil || MatrixService.intended(by: Array(label.utf8)) != nil
    }
}

extension SRVOwner.InvalidService {
    /// Returns why `name`, without its underscore, is not a valid service name, or `nil` if it is valid (RFC 6335 §5.1).
    init?(_ name: [UInt8]) {
        guard let reason = name.withUnsafeBufferPointer({ Self($0) }) else { return nil }
        self = reason
    }

    init?(_ name: UnsafeBufferPointer<UInt8>) {
        let hyphen = UInt8(ascii: "-")
        var (hasLetter, hasOther, hasDoubleHyphen) = (false, false, false)
        var last: UInt8 = 0
        for byte in name {
            let isLetter = asciiLowercased(byte) &- UInt8(ascii: "a") < 26
            hasLetter = hasLetter || isLetter
            hasOther = hasOther || !isLetter && byte &- 0x30 >= 10 && byte != hyphen
            hasDoubleHyphen = hasDoubleHyphen || byte == hyphen && last == hyphen
            last = byte
        }
        if hasOther {
            self = .otherCharacter
        } else if name.count > 15 {
            self = .tooLong(name.count)
        } else if !hasLetter {
            self = .noLetter
        } else if name.first == hyphen || last == hyphen {
            self = .edgeHyphen
        } else if hasDoubleHyphen {
            self = .doubleHyphen
        } else {
            return nil
        }
    }
}
