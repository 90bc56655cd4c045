extension RecordFormat {
    /// The fields of a type that contain a domain name, by their position in the zone file.
    ///
    /// A gateway or relay may also be an address; see ``gatewayTypeField(of:)``. Without the names that a signer writes (NSEC,
    /// RRSIG, NXT, SIG), which are always absolute.
    public static func nameFields(of type: RecordType) -> [Int] {
        guard let format = of(type), ![.nsec, .rrsig, .nxt, .sig].contains(type) else { return [] }
        return format.fields.indices.filter { index in
            switch format.fields[index].kind {
            case .name, .names, .gateway, .relay: true
            default: false
            }
        }
    }

    /// The types other than those with an interned target that have ``nameFields(of:)``.
    public static let uncommonTypesWithNames: [RecordType] = {
        let interned: [RecordType] = [.ns, .cname, .dname, .ptr, .mx, .srv, .soa]
        return assigned.map { RecordType(rawValue: UInt16($0.0)) }
            .filter { !interned.contains($0) && !nameFields(of: $0).isEmpty }
    }()

    /// The field that says whether the gateway of IPSECKEY or the relay of AMTRELAY is a name (3) or an address.
    public static func gatewayTypeField(of type: RecordType) -> Int? {
        switch type.rawValue {
        case 45: 1
        case 260: 2
        default: nil
        }
    }

    /// Whether a field is a mailbox, whose first label is the part before the `@`.
    public static func isMailbox(_ type: RecordType, field: Int) -> Bool {
        switch type.rawValue {
        case 6: field == 1
        case 14: true
        case 17: field == 0
        default: false
        }
    }
}
