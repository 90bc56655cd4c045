import DNS
import ZoneFile

// The check of the signatures of one RRset.

/// An RRset that the zone signs.
struct SignedSet {
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

    func check(_ set: SignedSet, _ signatures: [Signature]) {
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
        guard !shared.budget.isExhausted else { return skip(signature) }
        let canonical = content ?? CanonicalSet(frame, set.owner, set.type, set.records, reader)
        content = canonical
        // Data that cannot be read again has been reported as such.
        guard let canonical else { return .unverified }
        // Z408 reports keys that cannot be used.
        let usable = candidates.prefix(Self.candidateLimit).filter { verifier($0) != nil }
        guard !usable.isEmpty else { return .unverified }
        let signed = canonical.signed(by: data)
        for index in usable {
            guard verifier(index)?.verifies(data.signature, of: signed) ?? false else {
                shared.budget.noteFailure()
                continue
            }
            return validity(data, index)
        }
        return .invalid(keys: usable)
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
