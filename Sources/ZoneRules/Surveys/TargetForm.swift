import DNS
import ZoneFile

/// Why a name is not a valid host name (RFC 952, RFC 1123 §2.1, RFC 5890).
enum HostnameFault: Sendable, Equatable {
    case underscore
    case wildcard
    /// A dot inside a label.
    case escapedDot
    /// Another octet that is not a letter, a digit or a hyphen.
    case octet(UInt8)
    case edgeHyphen
    /// `ab--cd`: hyphens in the third and fourth position are reserved for A-labels.
    case reservedHyphens
    /// `xn--` followed by invalid Punycode.
    case badALabel

    /// Whether the name was hardly meant to be that of a host, so that an address would not help. Misplaced hyphens may be typos,
    /// and letters beyond ASCII are Z126.
    var excludesHost: Bool {
        switch self {
        case .underscore, .wildcard, .escapedDot: true
        case .octet(let octet): octet < 0x80
        case .edgeHyphen, .reservedHyphens, .badALabel: false
        }
    }

    /// What the name has, for the label of a span.
    var words: String {
        switch self {
        case .underscore: "has an underscore"
        case .wildcard: "is a wildcard"
        case .escapedDot: "has a dot inside a label"
        case .octet(0x20): "has a space"
        case .octet(let octet) where 0x21..<0x7F ~= octet: "has a `\(Character(Unicode.Scalar(octet)))`"
        case .octet(let octet): "has the octet \(octet)"
        case .edgeHyphen: "has a label that begins or ends with a hyphen"
        case .reservedHyphens:
            "has a label with hyphens in its third and fourth position, which only `xn--` labels may have"
        case .badALabel: "has an `xn--` label that cannot be decoded"
        }
    }
}

/// The form of a target, read label by label up to the zone's apex, whose own labels are not checked.
struct TargetForm {
    private(set) var fault: HostnameFault?
    /// Whether the first label is a number, or a label has a colon, a slash, or `<` at its start.
    private(set) var mayBeAddressOrURL = false

    init(of target: NameID, in zone: Zone) {
        let names = zone.names
        mayBeAddressOrURL = names.withLabel(of: target) { $0.allSatisfy { $0 &- 0x30 < 10 } }
        var current = target
        while names.depth(of: current) > 0, current != zone.apex {
            let seen = names.withLabel(of: current) { Self.read($0, isLeftmost: current == target) }
            if seen.hasURLSign { mayBeAddressOrURL = true }
            if fault == nil { fault = seen.fault }
            current = names.parent(of: current)
        }
    }

    private static func read(
        _ label: UnsafeBufferPointer<UInt8>,
        isLeftmost: Bool
    ) -> (fault: HostnameFault?, hasURLSign: Bool) {
        let hyphen = UInt8(ascii: "-")
        var odd: UInt8?
        var hasURLSign = label[0] == UInt8(ascii: "<")
        for byte in label where byte &- 0x61 >= 26 && byte &- 0x30 >= 10 && byte != hyphen {
            if byte == UInt8(ascii: ":") || byte == UInt8(ascii: "/") { hasURLSign = true }
            if odd == nil { odd = byte }
        }
        if let odd { return (fault(of: odd, in: label, isLeftmost), hasURLSign) }
        if label[0] == hyphen || label[label.count - 1] == hyphen { return (.edgeHyphen, false) }
        guard label.count >= 4, label[2] == hyphen, label[3] == hyphen else { return (nil, false) }
        guard label.hasFoldedPrefix("xn--") else { return (.reservedHyphens, false) }
        return (Punycode.isValid(label[4...]) ? nil : .badALabel, false)
    }

    private static func fault(
        of octet: UInt8,
        in label: UnsafeBufferPointer<UInt8>,
        _ isLeftmost: Bool
    ) -> HostnameFault {
        switch octet {
        case UInt8(ascii: "_"): .underscore
        case UInt8(ascii: "."): .escapedDot
        case UInt8(ascii: "*") where isLeftmost && label.count == 1: .wildcard
        default: .octet(octet)
        }
    }
}
