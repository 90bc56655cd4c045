import DNS
import ZoneFile

/// What the signatures of a zone have in common.
struct SignatureTally: Sendable {
    /// A key that no DNSKEY record has.
    struct MissingKey: Hashable, Sendable {
        let tag: UInt16
        let algorithm: SecurityAlgorithm
    }

    /// The signatures of some kind: their number, and the first in the file.
    struct Group: Sendable {
        var count = 0
        var first: RecordID = .max

        mutating func add(_ other: Group) {
            count += other.count
            first = min(first, other.first)
        }
    }

    /// The end of the validity of an RRset, by the signature that is valid longest.
    struct End: Sendable {
        let time: Int64
        /// The length of the validity in seconds.
        let lifetime: Int64
        let signature: RecordID
        let record: RecordID
    }

    /// The number of RRsets with a valid signature.
    var valid = 0
    /// The number of RRsets whose signatures are all expired or not yet valid.
    var outOfTime = 0
    /// The valid RRset whose validity ends first.
    var earliest: End?
    /// The number of valid RRsets whose validity ends before a secondary or resolver may stop using them.
    var endingEarly = 0
    var missingKeys: [MissingKey: Group] = [:]
    /// The signatures that were not verified because of the ``FailureBudget`` or ``SignatureCheck/signatureLimit``.
    var unverified = Group()
    /// The first and the last time at which RRsets were signed, apart from the keys of the zone, which a key-signing key may sign
    /// separately.
    private(set) var signingTimes: ClosedRange<Int64>?
    /// The keys that signed the DNSKEY RRset, by their indices.
    var keySigners: Set<Int> = []

    mutating func noteEnd(_ end: End) {
        guard let earliest else {
            self.earliest = end
            return
        }
        if (end.time, end.record) < (earliest.time, earliest.record) { self.earliest = end }
    }

    mutating func noteSigning(_ times: ClosedRange<Int64>) {
        guard let known = signingTimes else {
            signingTimes = times
            return
        }
        signingTimes = min(known.lowerBound, times.lowerBound)...max(known.upperBound, times.upperBound)
    }

    /// Whether a server signs the zone again piece by piece, so that the file is a snapshot of it: a program that signs files
    /// signs everything at the same time.
    var isSignedContinuously: Bool { signingTimes.map { $0.upperBound - $0.lowerBound > 3600 } ?? false }

    mutating func add(_ other: SignatureTally) {
        if let times = other.signingTimes { noteSigning(times) }
        valid += other.valid
        outOfTime += other.outOfTime
        endingEarly += other.endingEarly
        if let end = other.earliest { noteEnd(end) }
        for (key, group) in other.missingKeys { missingKeys[key, default: Group()].add(group) }
        unverified.add(other.unverified)
        keySigners.formUnion(other.keySigners)
    }
}
