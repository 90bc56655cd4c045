/// The data of a DS or CDS record (RFC 4034 §5).
public struct DSData: Hashable, Sendable {
    /// The RDATA in wire form.
    public let rdata: [UInt8]

    /// - Returns: `nil` if the RDATA is too short.
    public init?(_ rdata: [UInt8]) {
        guard rdata.count > 4 else { return nil }
        self.rdata = rdata
    }

    public var keyTag: UInt16 { UInt16(rdata[0]) << 8 | UInt16(rdata[1]) }
    public var algorithm: SecurityAlgorithm { SecurityAlgorithm(rdata[2]) }
    public var digestType: UInt8 { rdata[3] }
    public var digest: ArraySlice<UInt8> { rdata[4...] }
    /// Whether a CDS record asks the parent to remove the DS records (RFC 8078 §4).
    public var isDeletion: Bool { keyTag == 0 && algorithm.number == 0 && digestType == 0 }

    /// Whether the digest can be computed here.
    public var isComputable: Bool { Self.digest(digestType) != nil }

    /// Whether the record is the digest of a key; `nil` if the digest type is not known here.
    ///
    /// - Parameter owner: the name of the zone of the key, in lower case.
    public func matches(_ key: DNSKEYData, owner: Name) -> Bool? {
        guard keyTag == key.keyTag, algorithm == key.algorithm else { return false }
        guard let algorithm = Self.digest(digestType) else { return nil }
        return SHA.digest(algorithm, of: owner.wire + key.rdata) == Array(digest)
    }

    private static func digest(_ type: UInt8) -> SHA.Algorithm? {
        switch type {
        case 1: .sha1
        case 2: .sha256
        case 4: .sha384
        default: nil
        }
    }
}
