import DNS
import ZoneFile

/// What is wrong with the signatures of one RRset.
struct SignatureFault: Sendable {
    enum Kind: Sendable {
        /// No signature, or none of these algorithms.
        case missing([SecurityAlgorithm], hasOthers: Bool)
        /// The signature is not that of the keys with its tag, by their indices.
        case invalid(keys: [Int])
        /// The end of its validity, which is over.
        case expired(Int64)
        /// The start of its validity, which is to come.
        case notYetValid(Int64)
        case superfluous(Superfluous)
        case originalTTL(UInt32, actual: UInt32)
        case signatureTTL(UInt32, actual: UInt32)
        case labels(Int, actual: Int)
        case signer(Name)
    }

    enum Superfluous: Sendable {
        case absentType
        case delegation
        case glue
        case occluded
    }

    let owner: NameID
    let type: RecordType
    /// The first record of the RRset; the signature if there is no RRset.
    let record: RecordID
    let signature: RecordID?
    let kind: Kind
    /// Whether another signature of the algorithm is valid.
    let isSpare: Bool

    init(
        _ kind: Kind, _ owner: NameID, _ type: RecordType, record: RecordID, signature: RecordID? = nil,
        isSpare: Bool = false
    ) {
        self.kind = kind
        self.owner = owner
        self.type = type
        self.record = record
        self.signature = signature
        self.isSpare = isSpare
    }
}
