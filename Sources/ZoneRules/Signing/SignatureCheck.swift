import DNS
import Synchronization
import ZoneFile

/// Checks the signatures of some names. Each thread has its own.
final class SignatureCheck {
    /// The number of keys with the same tag and algorithm that are tried for one signature. Without a limit, colliding key
    /// tags could keep a verifier busy for hours (KeyTrap, CVE-2023-50387).
    static let candidateLimit = 4
    /// The number of signatures of one RRset that are verified: the whole RRset is hashed for each.
    static let signatureLimit = 32
    /// The number of failed verifications after which the other signatures of the zone are not verified.
    static let failureLimit = 20_000

    /// What all threads share.
    final class Shared: Sendable {
        /// The number of failed verifications so far.
        let failures = Atomic<Int>(0)
        /// For each key of the zone.
        let multiples: [KeyMultiples?]

        init(_ frame: SigningFrame) {
            multiples = frame.keys.map { key in
                KeyMultiples(algorithm: key.data.algorithm.number, publicKey: key.data.publicKey)
            }
        }
    }

    private let frame: SigningFrame
    private let shared: Shared
    private let reader: RDATAReader
    /// The verifiers of keys that were needed, by the indices of the keys. `nil` stands for a key that cannot be used.
    private var verifiers: [Int: SignatureVerifier?] = [:]
    private(set) var faults: [SignatureFault] = []
    private(set) var tally = SignatureTally()

    init(_ frame: SigningFrame, _ shared: Shared) {
        self.frame = frame
        self.shared = shared
        reader = RDATAReader(frame.zone, .canonical)
    }

    private func verifier(_ index: Int) -> SignatureVerifier? {
        if let known = verifiers[index] { return known }
        let key = frame.keys[index].data
        let made = SignatureVerifier(
            algorithm: key.algorithm.number, publicKey: key.publicKey, multiples: shared.multiples[index])
        verifiers.updateValue(made, forKey: index)
        return made
    }

    typealias Signature = (id: RecordID, data: RRSIGData)

    func check(_ name: NameID) {
        let zone = frame.zone
        let standing = frame.standing(of: name)
        let records = zone.records(at: name)
        let signatures: [Signature] = zone.records(at: name, type: .rrsig).compactMap { id in
            reader.rdata(of: id).flatMap(RRSIGData.init).map { (id, $0) }
        }
        let byType = Dictionary(grouping: signatures, by: \.data.covered)
        var seen: Set<RecordType> = []
        var start = records.startIndex
        while start < records.endIndex {
            let first = records[start]
            let type = zone.records[first].type
            var end = start + 1
            while end < records.endIndex, zone.records[records[end]].type == type { end += 1 }
            let set = records[start..<end]
            start = end
            guard type != .rrsig else { continue }
            seen.insert(type)
            let covering = byType[type] ?? []
            if frame.signs(type, standing) {
                check(SignedSet(owner: name, type: type, records: Array(set)), covering)
            } else {
                for signature in covering {
                    report(.superfluous(reason(type, name, standing)), name, type, first, signature.id)
                }
            }
        }
        for signature in signatures where !seen.contains(signature.data.covered) {
            report(.superfluous(.absentType), name, signature.data.covered, signature.id, signature.id)
        }
    }

    private func reason(
        _ type: RecordType, _ name: NameID, _ standing: SigningFrame.Standing
    ) -> SignatureFault.Superfluous {
        if standing == .delegation {
            return type == .ns ? .delegation : type == .a || type == .aaaa ? .glue : .occluded
        }
        let isGlue = (type == .a || type == .aaaa) && frame.boundaries.isNameServer(name)
        return isGlue ? .glue : .occluded
    }

    private func report(
        _ kind: SignatureFault.Kind, _ owner: NameID, _ type: RecordType, _ record: RecordID, _ signature: RecordID?,
        isSpare: Bool = false
    ) {
        faults.append(
            SignatureFault(kind, owner, type, record: record, signature: signature, isSpare: isSpare))
    }
}

// MARK: - One RRset

/// An RRset that the zone signs.
private struct SignedSet {
    let owner: NameID
    let type: RecordType
    let records: [RecordID]
    var first: RecordID { records[0] }
}

extension SignatureCheck {
    /// The outcome of the verification of one signature.
    private enum Verdict {
        case valid(from: Int64, until: Int64, key: Int)
        case invalid(keys: [Int])
        case expired(Int64)
        case notYetValid(Int64)
        /// The fields do not fit the RRset, which is reported.
        case misfit
        case noKey
        case unverified
    }

    private func check(_ set: SignedSet, _ signatures: [Signature]) {
        var content: CanonicalSet?
        let verdicts = signatures.enumerated().map { number, signature in
            number < Self.signatureLimit ? verdict(set, signature, &content) : skip(signature)
        }
        var end: SignatureTally.End?
        var isBad = false
        var isOutOfTime = false
        var missing: [SecurityAlgorithm] = []
        for algorithm in frame.algorithms {
            var own: SignatureTally.End?
            var isUnverified = false
            var bad: [Int] = []
            for (number, verdict) in verdicts.enumerated() where signatures[number].data.algorithm == algorithm {
                switch verdict {
                case .valid(let from, let until, let key):
                    if set.type == .dnskey { tally.keySigners.insert(key) }
                    if ![.dnskey, .cds, .cdnskey].contains(set.type) { tally.noteSigning(from...from) }
                    if own.map({ until > $0.time }) ?? true {
                        own = SignatureTally.End(
                            time: until, lifetime: until - from, signature: signatures[number].id, record: set.first)
                    }
                case .unverified: isUnverified = true
                default: bad.append(number)
                }
            }
            if own == nil, !isUnverified {
                isBad = true
                if bad.isEmpty { missing.append(algorithm) }
            }
            for number in bad {
                if case .expired = verdicts[number], own == nil { isOutOfTime = true }
                if case .notYetValid = verdicts[number], own == nil { isOutOfTime = true }
                report(verdicts[number], signatures[number], set, isSpare: own != nil || isUnverified)
            }
            if let own, end.map({ own.time < $0.time }) ?? true { end = own }
        }
        if frame.algorithms.isEmpty ? signatures.isEmpty : !missing.isEmpty {
            report(.missing(missing, hasOthers: !signatures.isEmpty), set.owner, set.type, set.first, nil)
        }
        if isOutOfTime { tally.outOfTime += 1 }
        if let end, !isBad { note(end, set) }
    }

    private func note(_ end: SignatureTally.End, _ set: SignedSet) {
        tally.valid += 1
        tally.noteEnd(end)
        guard let time = frame.time else { return }
        let use = max(frame.expire ?? 0, frame.zone.records[set.first].ttl)
        if end.time < time + Int64(use) { tally.endingEarly += 1 }
    }

    private func report(_ verdict: Verdict, _ signature: Signature, _ set: SignedSet, isSpare: Bool) {
        let kind: SignatureFault.Kind
        switch verdict {
        case .invalid(let keys): kind = .invalid(keys: keys)
        case .expired(let time): kind = .expired(time)
        case .notYetValid(let time): kind = .notYetValid(time)
        case .noKey where !isSpare:
            let key = SignatureTally.MissingKey(tag: signature.data.keyTag, algorithm: signature.data.algorithm)
            tally.missingKeys[key, default: .init()].add(.init(count: 1, first: signature.id))
            return
        default: return
        }
        report(kind, set.owner, set.type, set.first, signature.id, isSpare: isSpare)
    }

    private func skip(_ signature: Signature) -> Verdict {
        tally.unverified.add(.init(count: 1, first: signature.id))
        return .unverified
    }

    private func verdict(_ set: SignedSet, _ signature: Signature, _ content: inout CanonicalSet?) -> Verdict {
        let data = signature.data
        guard fits(set, signature) else { return .misfit }
        guard data.algorithm.isVerifiable else {
            return frame.algorithms.contains(data.algorithm) ? .unverified : .noKey
        }
        let candidates = (frame.keysByTag[data.keyTag] ?? []).filter {
            let key = frame.keys[$0].data
            return key.algorithm == data.algorithm && key.isZoneKey && (!key.isRevoked || set.type == .dnskey)
        }
        guard !candidates.isEmpty else { return .noKey }
        guard shared.failures.load(ordering: .relaxed) < Self.failureLimit else { return skip(signature) }
        let canonical = content ?? CanonicalSet(frame, set.owner, set.type, set.records, reader)
        content = canonical
        // Data that cannot be read again has been reported as such.
        guard let canonical else { return .unverified }
        let signed = canonical.signed(by: data)
        for index in candidates.prefix(Self.candidateLimit) {
            guard verifier(index)?.verifies(data.signature, of: signed) ?? false else {
                shared.failures.add(1, ordering: .relaxed)
                continue
            }
            return validity(data, index)
        }
        return .invalid(keys: Array(candidates.prefix(Self.candidateLimit)))
    }

    private func validity(_ data: RRSIGData, _ key: Int) -> Verdict {
        guard let now = frame.time else { return .valid(from: 0, until: .max, key: key) }
        let expiration = RRSIGData.seconds(data.expiration, near: now)
        let inception = RRSIGData.seconds(data.inception, near: now)
        if expiration < now { return .expired(expiration) }
        return inception > now ? .notYetValid(inception) : .valid(from: inception, until: expiration, key: key)
    }

    /// Whether the fields of the signature can belong to the RRset (RFC 4035 §5.3.1). Reports those that do not.
    private func fits(_ set: SignedSet, _ signature: Signature) -> Bool {
        let (zone, data) = (frame.zone, signature.data)
        func report(_ kind: SignatureFault.Kind) {
            faults.append(SignatureFault(kind, set.owner, set.type, record: set.first, signature: signature.id))
        }
        guard Array(data.signer) == frame.apex.wire else {
            if let signer = Name(wire: data.signer) { report(.signer(signer)) }
            return false
        }
        let labels = zone.names.depth(of: set.owner) - (zone.names.isWildcard(set.owner) ? 1 : 0)
        guard data.labels == labels else {
            report(.labels(data.labels, actual: labels))
            return false
        }
        let ttl = zone.records[set.first].ttl
        if data.originalTTL != ttl {
            report(.originalTTL(data.originalTTL, actual: ttl))
        } else if zone.records[signature.id].ttl != ttl {
            report(.signatureTTL(zone.records[signature.id].ttl, actual: ttl))
        }
        return true
    }
}
