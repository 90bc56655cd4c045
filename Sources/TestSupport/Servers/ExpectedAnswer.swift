import DNS
import ZoneFile

/// What a name server that has only this zone says to a question, by `Zone.lookup` alone: RFC 1034 §4.3.2, aliases and
/// DNAMEs followed inside the zone.
public struct ExpectedAnswer {
    public private(set) var code: UInt8 = 0
    public private(set) var answer: Set<WireRecord> = []
    /// The first name asked for is this zone's to answer.
    public private(set) var isAuthoritative = true
    /// The cut's NS set, where the last name is delegated.
    public private(set) var referral: Set<WireRecord> = []
    /// The last name, or its type, does not exist.
    public private(set) var isNegative = false
    /// The last name is an alias of one seen before.
    public private(set) var isLoop = false
    /// Aliases and DNAMEs followed.
    public private(set) var steps = 0
    /// What each look-up said, for messages.
    public private(set) var trace: [String] = []
    /// Whether a name was made from a wildcard that owns NS records, which has no defined meaning (RFC 4592 §4.2).
    public private(set) var usesWildcardNS = false
    /// Whether a wildcard that owns a DNAME record had a part in it, which is as undefined (RFC 4592 §4.4).
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

    /// Takes one step; returns the name to go on with.
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
            // The CNAME made is itself the answer to a question for CNAME.
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

    /// What a server's answer has otherwise, or `nil`.
    public func difference(from response: DNSResponse, apex: Name) -> String? {
        if response.code != code { return "response code \(response.code) instead of \(code)" }
        if Set(response.answer) != answer { return "another answer" }
        if response.isAuthoritative != isAuthoritative {
            return response.isAuthoritative ? "authoritative" : "not authoritative"
        }
        let theirReferral = Set(response.authority.filter { $0.type == .ns && $0.owner != apex })
        if theirReferral != referral { return "another referral" }
        let isTheirsNegative = response.authority.contains { $0.type == .soa }
        // An overlong name is no statement about existence; servers add an SOA record or do not.
        if code != 6, isTheirsNegative != isNegative { return isTheirsNegative ? "negative" : "not negative" }
        return nil
    }
}
