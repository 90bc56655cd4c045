import DNS
import ZoneFile

/// The data of an SVCB or HTTPS record (RFC 9460 §2.2).
struct ServiceBinding {
    let priority: UInt16
    /// The target; the owner if the record has `.` in service mode.
    let target: Name
    /// Whether the target is written as `.`.
    let isOwnName: Bool
    /// The values of the parameters in wire form.
    let parameters: [UInt16: [UInt8]]

    init?(of id: RecordID, in zone: Zone) {
        let rdata = zone.rdata(of: id)
        guard rdata.count >= 3 else { return nil }
        priority = UInt16(rdata[0]) << 8 | UInt16(rdata[1])
        var at = 2
        while at < rdata.count, rdata[at] != 0 { at += 1 + Int(rdata[at]) }
        guard at < rdata.count, let name = Name(wire: rdata[2...at]) else { return nil }
        isOwnName = name.isRoot
        target = name.isRoot && priority > 0 ? zone.names.name(zone.records[id].owner) : name
        at += 1
        var parameters: [UInt16: [UInt8]] = [:]
        while at + 4 <= rdata.count {
            let key = UInt16(rdata[at]) << 8 | UInt16(rdata[at + 1])
            let end = at + 4 + (Int(rdata[at + 2]) << 8 | Int(rdata[at + 3]))
            guard end <= rdata.count else { return nil }
            parameters[key] = Array(rdata[at + 4..<end])
            at = end
        }
        self.parameters = parameters
    }

    /// Whether the text of a target is a parameter such as `alpn=h2`, because the target before it is missing.
    static func isParameter(_ text: String) -> Bool {
        guard let end = text.firstIndex(of: "=") else { return false }
        let key = text[..<end].lowercased()
        return keys.contains(key) || key.hasPrefix("key") && key.count > 3 && UInt16(key.dropFirst(3)) != nil
    }

    /// RFC 9460 §14.3.2 and RFC 9461 §5, without those that have no value.
    private static let keys: Set<String> = ["mandatory", "alpn", "port", "ipv4hint", "ech", "ipv6hint", "dohpath"]

    var isAlias: Bool { priority == 0 }

    /// The ALPN identifiers.
    var protocols: [String] {
        var (list, at): ([String], Int) = ([], 0)
        let value = parameters[1] ?? []
        while at < value.count {
            let end = min(at + 1 + Int(value[at]), value.count)
            list.append(String(decoding: value[at + 1..<end], as: UTF8.self))
            at = end
        }
        return list
    }

    /// The addresses of a hint parameter: `ipv4hint` with 4 octets each, or `ipv6hint` with 16.
    func hints(isIPv6: Bool) -> [IPAddress] {
        let value = parameters[isIPv6 ? 6 : 4] ?? []
        let size = isIPv6 ? 16 : 4
        return stride(from: 0, to: value.count / size * size, by: size).compactMap {
            IPAddress(octets: value[$0..<$0 + size])
        }
    }

    static let types: [RecordType] = [.svcb, .https]

    /// The records of both types that servers publish, in the order of the file.
    static func records(_ context: ZoneContext) -> [(record: RecordID, binding: ServiceBinding)] {
        guard context.kind != .responsePolicy else { return [] }
        return types.flatMap { type in
            context.zone.records(ofType: type).compactMap { number in
                guard context.isPublished(Int(number)) else { return nil }
                return ServiceBinding(of: Int(number), in: context.zone).map { (Int(number), $0) }
            }
        }
    }

    /// The span of the target in the file, or of the type.
    static func targetSpan(of id: RecordID, in zone: Zone) -> SourceSpan {
        let fields = zone.fields(of: id)
        let isWritten = !zone.records[id].flags.contains(.genericRDATA) && fields.rdata.count > 1
        return isWritten ? fields.rdata[1].span : fields.type.span
    }

    /// Whether the target is written with several labels and no final dot, so that it may have been completed by mistake.
    static func mayLackDot(_ id: RecordID, in zone: Zone) -> Bool {
        let fields = zone.fields(of: id)
        guard !zone.records[id].flags.contains(.genericRDATA), fields.rdata.count > 1 else { return false }
        let text = fields.rdata[1].text
        return text.contains(".") && !text.hasSuffix(".")
    }
}
