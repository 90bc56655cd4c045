import ZoneFile

/// Why a line that BIND reads is an error to us all the same.
///
/// Seen with BIND 9.18.49. There is nothing that BIND refuses to read and we do not.
enum ReadingPolicy: String {
    /// Z118: BIND takes a control character in a name or string for itself. Nobody means it, and Knot refuses it.
    case controlCharacter
    /// Z118: BIND ends a line at a lone carriage return; Knot refuses it.
    case loneCarriageReturn
    /// Z119: BIND takes the octets of a no-break space for part of a name.
    case foreignSpace
    /// Z120: to BIND `#` and `//` begin a name. An entry that begins with them was meant as a comment.
    case foreignComment
    /// Z122: BIND takes an owner in quotes for the name, but no target; Knot refuses both.
    case quotedName
    /// Z110: servers read times of up to 2³²−1 seconds, which RFC 2181 §8 forbids.
    case longTTL
    /// Z104: BIND stops reading an EUI-48 or EUI-64 address at the first digit too many, and fills up those with too
    /// few. RFC 7043 has two digits an octet, and Knot refuses anything else.
    case hardwareAddress
    /// Z104: C's number functions, on which BIND relies here, let a sign pass in APL (`+1:192.0.2.0/24`) and LOC
    /// (`-+2.00m`) and stop at what is no digit in the flags of a DNSKEY: it reads `2a57` as 2. Knot and NSD
    /// refuse all of these.
    case looseNumber
    /// Z115: BIND ignores what follows the range of a `$GENERATE` without a blank.
    case generateRange

    init?(_ problem: ZoneProblem) {
        switch problem.kind {
        case .controlCharacter(0x0D): self = .loneCarriageReturn
        case .controlCharacter: self = .controlCharacter
        case .foreignSpace: self = .foreignSpace
        case .foreignComment: self = .foreignComment
        case .quotedName: self = .quotedName
        case .ttlTooLarge: self = .longTTL
        case .invalidField(let type, field: _, fieldIndex: _, expected: _) where "\(type)".hasPrefix("EUI"):
            self = .hardwareAddress
        case .invalidField(let type, let field, fieldIndex: _, expected: _)
        where ["APL address prefix", "LOC altitude", "DNSKEY flags"].contains("\(type) \(field)"):
            self = .looseNumber
        case .invalidGenerate(let reason) where reason.hasPrefix("the range is"): self = .generateRange
        default: return nil
        }
    }
}
