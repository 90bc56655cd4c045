import ZoneFile

/// The reasons why a line that BIND accepts is an error for us.
///
/// Observed with BIND 9.18.49. Every line that BIND refuses is an error for us.
enum ReadingPolicy: String {
    /// Z118: BIND accepts control characters in names and strings. They are never intended, and Knot refuses them.
    case controlCharacter
    /// Z118: BIND ends a line at a lone carriage return; Knot refuses it.
    case loneCarriageReturn
    /// Z119: BIND reads the octets of a no-break space as part of a name.
    case unicodeSpace
    /// Z120: for BIND, `#` and `//` are the start of a name. An entry that begins with them was intended as a comment.
    case foreignComment
    /// Z122: BIND accepts an owner in quotes, but not a target. Knot refuses both.
    case quotedName
    /// Z110: servers accept times of up to 2³²−1 seconds, which RFC 2181 §8 forbids.
    case longTTL
    /// Z104: BIND ignores excess digits in an EUI-48 or EUI-64 address, and pads octets with too few. RFC 7043 requires two
    /// digits for each octet, and Knot refuses anything else.
    case hardwareAddress
    /// Z104: the number functions of C, which BIND uses here, accept a sign in APL (`+1:192.0.2.0/24`) and LOC (`-+2.00m`),
    /// and ignore everything after the digits in the flags of a DNSKEY: `2a57` is read as 2. Knot and NSD refuse all of
    /// these.
    case looseNumber
    /// Z115: BIND ignores text immediately after the range of a `$GENERATE`.
    case generateRange

    init?(_ problem: ZoneProblem) {
        switch problem.kind {
        case .controlCharacter(0x0D): self = .loneCarriageReturn
        case .controlCharacter: self = .controlCharacter
        case .unicodeSpace: self = .unicodeSpace
        case .foreignComment: self = .foreignComment
        case .quotedName: self = .quotedName
        case .ttlTooLarge: self = .longTTL
        case .invalidField(let type, field: _, fieldIndex: _, expected: _) where "\(type)".hasPrefix("EUI"):
            self = .hardwareAddress
        case .invalidField(let type, let field, fieldIndex: _, expected: _)
        where ["APL address prefix", "LOC altitude", "DNSKEY flags"].contains("\(type) \(field)"):
            self = .looseNumber
        case .invalidGenerate(let reason) where reason.hasPrefix("expected the range"): self = .generateRange
        default: return nil
        }
    }
}
