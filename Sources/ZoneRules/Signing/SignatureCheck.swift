import DNS
import ZoneFile

/// Checks the signatures of some names. Each thread has its own.
final class SignatureCheck {
    /// The number of keys with the same tag and algorithm that are tried for one signature. Without a limit, colliding key
    /// tags could keep a verifier busy for hours (KeyTrap, CVE-2023-50387).
    static let candidateLimit = 4
    /// The number of signatures of one RRset that are verified: the whole RRset is hashed for each.
    static let signatureLimit = 32

    /// What all threads share.
    final class Shared: Sendable {
        let budget: FailureBudget
        /// For each key of the zone.
        let multiples: [KeyMultiples?]

        init(_ frame: SigningFrame, _ budget: FailureBudget) {
            self.budget = budget
            multiples = frame.keys.map { key in
                KeyMultiples(algorithm: key.data.algorithm.number, publicKey: key.data.publicKey)
            }
        }
    }

    let frame: SigningFrame
    let shared: Shared
    let reader: RDATAReader
    /// The verifiers of keys that were needed, by the indices of the keys. `nil` stands for a key that cannot be used.
    private var verifiers: [Int: SignatureVerifier?] = [:]
    var faults: [SignatureFault] = []
    var tally = SignatureTally()

    init(_ frame: SigningFrame, _ shared: Shared) {
        self.frame = frame
        self.shared = shared
        reader = RDATAReader(frame.zone, .canonical)
    }

    func verifier(_ index: Int) -> SignatureVerifier? {
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

    func report(
        _ kind: SignatureFault.Kind, _ owner: NameID, _ type: RecordType, _ record: RecordID, _ signature: RecordID?,
        isSpare: Bool = false
    ) {
        faults.append(
            SignatureFault(kind, owner, type, record: record, signature: signature, isSpare: isSpare))
    }
}
