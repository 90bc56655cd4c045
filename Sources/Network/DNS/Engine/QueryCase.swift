/// Randomises the letter case of a name, which a reply has to repeat. A forger has to guess these bits in addition to the
/// id and the port (draft-vixie-dnsext-dns0x20).
enum QueryCase {
    /// Randomises the letter case of the question that starts at octet 12.
    static func randomize(_ packet: inout [UInt8], questionEnd: Int, using generator: inout some RandomNumberGenerator)
    {
        var bits: UInt64 = 0
        var left = 0
        // The type and the class, four octets, are not letters. The length octets of labels are below 64, so they are not
        // letters either.
        var index = 12
        while index < questionEnd - 4 {
            if asciiFold(packet[index]) &- 0x61 < 26 {
                if left == 0 {
                    bits = generator.next()
                    left = 64
                }
                if bits & 1 != 0 { packet[index] ^= 0x20 }
                bits >>= 1
                left -= 1
            }
            index += 1
        }
    }

    /// The result of comparing the question of a reply with the one sent.
    enum Comparison {
        case same, folded, different
    }

    static func compare(_ packet: [UInt8], _ reply: UnsafeRawBufferPointer, questionEnd: Int) -> Comparison {
        guard reply.count >= questionEnd else { return .different }
        var result = Comparison.same
        for index in 12..<questionEnd where packet[index] != reply[index] {
            guard index < questionEnd - 4, asciiFold(packet[index]) == asciiFold(reply[index]) else {
                return .different
            }
            result = .folded
        }
        return result
    }

    @inline(__always)
    private static func asciiFold(_ byte: UInt8) -> UInt8 {
        byte &- 0x41 < 26 ? byte | 0x20 : byte
    }
}
