import DNS
import ZoneFile

/// The answer expected from a name server that only has this zone, according to `Zone.lookup`: RFC 1034 §4.3.2, following
/// aliases and DNAMEs inside the zone.
public struct ExpectedAnswer {
    public private(set) var code: UInt8 = 0
    public private(set) var answer: Set<WireRecord> = []
    /// Whether the zone is authoritative for the first name.
    public private(set) var isAuthoritative = true
    /// The NS set of the zone cut if the last name is delegated.
    public private(set) var referral: Set<WireRecord> = []
    /// Whether the last name or its type does not exist.
    public private(set) var isNegative = false
    /// Whether the last name is an alias of an earlier one.
    public private(set) var isLoop = false
    /// The number of aliases and DNAMEs that were followed.
    public private(set) var steps = 0
    /// The results of the look-ups, for messages.
    public private(set) var trace: [String] = []
    /// Whether a name was synthesised from a wildcard that owns NS records, which is undefined (RFC 4592 §4.2).
    public private(set) var usesWildcardNS = false
    /// Whether a wildcard that owns a DNAME record was used, which is undefined too (RFC 4592 §4.4).
    public private(set) var usesWildcardDNAME = false

    public init(_ wireZone: WireZone, _ question: DNSQuestion) {
        var name = question.name
        var seen: Set<Name> = []
        while seen.insert(name).inserted {
            guard let next = step(wireZone, name, question.type) else { return }
            name = next
            steps += 1
        }
        isLoop = true
    }

    /// Takes one step and returns the next name.
    private mutating func step(_ wireZone: WireZone, _ name: Name, _ type: RecordType) -> Name? {
        let zone = wireZone.zone
        let result = zone.lookup(name, type)
        trace.append("\(name) \(type): \(result)")
        switch result {
        case .answer(let set, let wildcard):
            note(wildcard, zone)
            for id in set { add(wireZone.records[id], at: name) }
        case .alias(let id, let wildcard):
            note(wildcard, zone)
            add(wireZone.records[id], at: name)
            return Name(wire: wireZone.records[id].rdata)
        case .renamed(let id):
            let dname = wireZone.records[id]
            answer.insert(dname)
            if dname.owner.labels.first == [UInt8(ascii: "*")] { usesWildcardDNAME = true }
            // RFC 6672 §2.2: the labels before the owner go before the target.
            let prefix = name.wire.dropLast(dname.owner.wire.count)
            guard let target = Name(wire: prefix + dname.rdata) else {
                code = 6
                return nil
            }
            answer.insert(WireRecord(owner: name, type: .cname, rdata: target.wire))
            // The synthesised CNAME is itself the answer to a question for CNAME.
            return type == .cname ? nil : target
        case .delegated(let set, _):
            isAuthoritative = steps > 0
            referral = Set(set.map { wireZone.records[$0] })
        case .noData(let wildcard):
            note(wildcard, zone)
            isNegative = true
        case .noName:
            isNegative = true
            code = 3
        case .outOfZone: break
        }
        return nil
    }

    private mutating func add(_ record: WireRecord, at name: Name) {
        answer.insert(WireRecord(owner: name, type: record.type, rdata: record.rdata))
    }

    private mutating func note(_ wildcard: NameID?, _ zone: Zone) {
        guard let wildcard else { return }
        if zone.has(.ns, at: wildcard) { usesWildcardNS = true }
        if zone.has(.dname, at: wildcard) { usesWildcardDNAME = true }
    }

    /// The difference from the response of a server; `nil` if there is none.
    public func difference(from response: DNSResponse, apex: Name) -> String? {
        if response.code != code { return "response code \(response.code) instead of \(code)" }
        if Set(response.answer) != answer { return "another answer" }
        if response.isAuthoritative != isAuthoritative {
            return response.isAuthoritative ? "authoritative" : "not authoritative"
        }
        let theirReferral = Set(response.authority.filter { $0.type == .ns && $0.owner != apex })
        if theirReferral != referral { return "another referral" }
        let isTheirsNegative = response.authority.contains { $0.type == .soa }
        // A name that is too long says nothing about existence. Only some servers add an SOA record.
        if code != 6, isTheirsNegative != isNegative { return isTheirsNegative ? "negative" : "not negative" }
        return nil
    }
}
