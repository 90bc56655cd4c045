/// The data of an RRSIG record (RFC 4034 §3).
public struct RRSIGData: Sendable {
    /// The RDATA in wire form, with the signer in lower case.
    public let rdata: [UInt8]
    /// The offset of the signature.
    private let signatureStart: Int

    /// - Returns: `nil` if the RDATA is not well-formed.
    public init?(_ rdata: [UInt8]) {
        var at = 18
        while at < rdata.count, rdata[at] != 0 { at += 1 + Int(rdata[at]) }
        guard at + 1 < rdata.count else { return nil }
        self.rdata = rdata
        signatureStart = at + 1
    }

    public var covered: RecordType { RecordType(rawValue: UInt16(rdata[0]) << 8 | UInt16(rdata[1])) }
    public var algorithm: SecurityAlgorithm { SecurityAlgorithm(rdata[2]) }
    /// The number of labels of the owner without the root and a leading `*`.
    public var labels: Int { Int(rdata[3]) }
    public var originalTTL: UInt32 { number(4) }
    public var expiration: UInt32 { number(8) }
    public var inception: UInt32 { number(12) }
    public var keyTag: UInt16 { UInt16(rdata[16]) << 8 | UInt16(rdata[17]) }
    /// The signer's name in wire form.
    public var signer: ArraySlice<UInt8> { rdata[18..<signatureStart] }
    public var signature: ArraySlice<UInt8> { rdata[signatureStart...] }
    /// What is signed of the record itself: everything before the signature (RFC 4034 §3.1.8.1).
    public var signedPrefix: ArraySlice<UInt8> { rdata[..<signatureStart] }

    private func number(_ at: Int) -> UInt32 {
        rdata[at..<at + 4].reduce(0) { $0 << 8 | UInt32($1) }
    }

    /// A time of 32 bits as seconds since 1970, in the 68 years before or after `now` (RFC 4034 §3.1.5).
    public static func seconds(_ time: UInt32, near now: Int64) -> Int64 {
        now + Int64(Int32(bitPattern: time &- UInt32(truncatingIfNeeded: now)))
    }
}
