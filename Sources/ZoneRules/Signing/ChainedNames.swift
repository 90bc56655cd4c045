import DNS
import ZoneFile

/// The names whose existence a zone proves, by NSEC or NSEC3 records.
struct ChainedNames: Sendable {
    /// The names that own data of the zone, in canonical order: each needs an NSEC record.
    let owners: [NameID]
    /// Whether some name owns an NSEC or NSEC3 record.
    let hasNSEC: Bool
    /// The names that own NSEC3 records, in canonical order.
    let hashedOwners: [NameID]
    /// The names that own an NSEC record but no data of the zone, in canonical order.
    let superfluousOwners: [NameID]

    init(_ frame: SigningFrame, _ order: CanonicalOrder) {
        var owners: [NameID] = []
        var hashedOwners: [NameID] = []
        var superfluous: [NameID] = []
        var hasNSEC = false
        for name in order.names {
            let types = frame.types(at: name)
            guard !types.isEmpty else { continue }
            if types.contains(.nsec3) { hashedOwners.append(name) }
            let isNSEC = types.contains(.nsec)
            if isNSEC { hasNSEC = true }
            let standing = frame.standing(of: name)
            let hasData = types.contains { $0 != .rrsig && $0 != .nsec && $0 != .nsec3 }
            if hasData, standing == .authoritative || standing == .delegation {
                owners.append(name)
            } else if isNSEC {
                superfluous.append(name)
            }
        }
        self.owners = owners
        self.hasNSEC = hasNSEC
        self.hashedOwners = hashedOwners
        superfluousOwners = superfluous
    }
}

extension SigningFrame {
    /// The types that an NSEC or NSEC3 record lists for a name (RFC 4035 §2.3, RFC 5155 §7.1).
    func listedTypes(at name: NameID, isHashed: Bool) -> TypeSet {
        let isDelegation = standing(of: name) == .delegation
        var types = types(at: name).filter { type in
            if type == .rrsig || type == .nsec || type == .nsec3 { return false }
            return !isDelegation || type == .ns || type == .ds
        }
        let isSigned = types.contains { !isDelegation || $0 == .ds }
        if isSigned || !isHashed { types.append(.rrsig) }
        if !isHashed { types.append(.nsec) }
        return TypeSet(types)
    }
}

/// A bitmap that differs from the types at the name.
struct TypesFault: Sendable {
    let name: NameID
    /// The NSEC or NSEC3 record.
    let record: RecordID
    /// The types that the record lists and the name does not have.
    let absent: [RecordType]
    /// The types of the name that the record does not list.
    let unlisted: [RecordType]

    /// - Returns: `nil` if the two agree.
    init?(_ name: NameID, _ record: RecordID, listed: TypeSet, actual: TypeSet) {
        guard listed != actual else { return nil }
        self.name = name
        self.record = record
        absent = listed.subtracting(actual)
        unlisted = actual.subtracting(listed)
    }
}
