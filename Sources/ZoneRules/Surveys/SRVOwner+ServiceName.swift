import DNS

extension SRVOwner.InvalidService {
    /// Returns why `name`, without its underscore, is not a valid service name, or `nil` if it is valid (RFC 6335 §5.1).
    init?(_ name: [UInt8]) {
        guard let reason = name.withUnsafeBufferPointer({ Self($0) }) else { return nil }
        self = reason
    }

    init?(_ name: UnsafeBufferPointer<UInt8>) {
        let hyphen = UInt8(ascii: "-")
        var (hasLetter, hasOther, hasDoubleHyphen) = (false, false, false)
        var last: UInt8 = 0
        for byte in name {
            let isLetter = asciiLowercased(byte) &- UInt8(ascii: "a") < 26
            hasLetter = hasLetter || isLetter
            hasOther = hasOther || !isLetter && byte &- 0x30 >= 10 && byte != hyphen
            hasDoubleHyphen = hasDoubleHyphen || byte == hyphen && last == hyphen
            last = byte
        }
        if hasOther {
            self = .otherCharacter
        } else if name.count > 15 {
            self = .tooLong(name.count)
        } else if !hasLetter {
            self = .noLetter
        } else if name.first == hyphen || last == hyphen {
            self = .edgeHyphen
        } else if hasDoubleHyphen {
            self = .doubleHyphen
        } else {
            return nil
        }
    }
}
