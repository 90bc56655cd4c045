/// An absolute domain name in wire form: labels with their lengths, uncompressed, at most 255 octets.
///
/// Names that differ only in the case of ASCII letters are equal (RFC 4343). A name keeps its case.
public struct Name: Sendable {
    /// The octets, including the zero octet of the root.
    public let wire: [UInt8]

    static let maximumLength = 255
    static let maximumLabelLength = 63

    private init(unchecked wire: [UInt8]) {
        self.wire = wire
    }

    /// The root of the DNS, `.`.
    public static let root = Name(unchecked: [0])

    /// - Returns: `nil` unless `wire` is exactly one uncompressed name within the limits of RFC 1035 §2.3.4.
    public init?(wire: some Sequence<UInt8>) {
        let bytes = Array(wire)
        guard Name.length(in: bytes[...]) == bytes.count else { return nil }
        self.wire = bytes
    }

    /// Reads a name in presentation form.
    ///
    /// - Parameter origin: the origin of a relative name; `nil` stands for the root.
    public init?(_ text: some StringProtocol, origin: Name? = nil) {
        var copy = String(text)
        var wire: [UInt8] = []
        let read = copy.withUTF8 { bytes in (try? NameText.append(bytes, origin: origin, to: &wire)) != nil }
        guard read else { return nil }
        self.wire = wire
    }

    /// The length of the uncompressed name at the start of `bytes`; `nil` if there is none.
    static func length(in bytes: ArraySlice<UInt8>) -> Int? {
        var index = bytes.startIndex
        while index < bytes.endIndex {
            let label = Int(bytes[index])
            guard label <= maximumLabelLength else { return nil }
            index += 1 + label
            guard index - bytes.startIndex <= maximumLength else { return nil }
            if label == 0 { return index - bytes.startIndex }
        }
        return nil
    }
}

extension Name: Hashable {
    // Length octets are below 64, so that case folding does not change them.
    public static func == (left: Name, right: Name) -> Bool {
        // Most names that are compared and equal have the same letters.
        left.wire == right.wire
            || left.wire.count == right.wire.count
                && zip(left.wire, right.wire).allSatisfy { asciiLowercased($0) == asciiLowercased($1) }
    }

    public func hash(into hasher: inout Hasher) {
        // The hasher takes longer for a byte by itself than for a whole name.
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: wire.count) { folded in
            for index in wire.indices { folded.initializeElement(at: index, to: asciiLowercased(wire[index])) }
            hasher.combine(bytes: UnsafeRawBufferPointer(folded))
        }
    }
}

extension Name {
    public var isRoot: Bool { wire.count == 1 }

    /// The labels from the left, without the root's empty one.
    public var labels: [ArraySlice<UInt8>] {
        var labels: [ArraySlice<UInt8>] = []
        var index = 0
        while wire[index] != 0 {
            let end = index + 1 + Int(wire[index])
            labels.append(wire[index + 1..<end])
            index = end
        }
        return labels
    }

    /// The number of labels of a well-formed name in wire form, not counting the root's.
    static func labelCount(_ wire: ArraySlice<UInt8>) -> Int {
        var count = 0
        var index = wire.startIndex
        while index < wire.endIndex, wire[index] != 0 {
            count += 1
            index += 1 + Int(wire[index])
        }
        return count
    }

    /// The name without its leftmost label; `nil` for the root.
    public var parent: Name? {
        isRoot ? nil : Name(unchecked: Array(wire[(1 + Int(wire[0]))...]))
    }

    /// The name with its ASCII letters in lower case.
    public var lowercased: Name { Name(unchecked: wire.map(asciiLowercased)) }

    /// Whether the name is `other` or below it.
    public func isSubdomain(of other: Name) -> Bool {
        var index = 0
        while wire.count - index > other.wire.count { index += 1 + Int(wire[index]) }
        return wire.count - index == other.wire.count
            && zip(wire[index...], other.wire).allSatisfy { asciiLowercased($0) == asciiLowercased($1) }
    }
}

extension Name: CustomStringConvertible {
    /// The presentation form with the final dot. Characters with a special meaning in zone files are escaped.
    public var description: String {
        var text: [UInt8] = []
        Name.print(wire[...], to: &text)
        return String(decoding: text, as: UTF8.self)
    }

    /// Appends the presentation form of a well-formed wire name.
    static func print(_ wire: ArraySlice<UInt8>, to text: inout [UInt8]) {
        var index = wire.startIndex
        if wire[index] == 0 { text.append(UInt8(ascii: ".")) }
        while wire[index] != 0 {
            let end = index + 1 + Int(wire[index])
            for byte in wire[index + 1..<end] {
                switch byte {
                case UInt8(ascii: "."), UInt8(ascii: "\\"), UInt8(ascii: "\""), UInt8(ascii: ";"),
                    UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "@"), UInt8(ascii: "$"):
                    text.append(UInt8(ascii: "\\"))
                    text.append(byte)
                case 0x21...0x7E: text.append(byte)
                default: appendDecimalEscape(byte, to: &text)
                }
            }
            text.append(UInt8(ascii: "."))
            index = end
        }
    }
}

/// Appends `\DDD`.
func appendDecimalEscape(_ byte: UInt8, to text: inout [UInt8]) {
    text.append(UInt8(ascii: "\\"))
    text.append(0x30 + byte / 100)
    text.append(0x30 + byte / 10 % 10)
    text.append(0x30 + byte % 10)
}

/// Appends a character string in quotes (RFC 1035 §5.1), with everything escaped that is not printable ASCII.
func appendQuoted(_ string: ArraySlice<UInt8>, to text: inout [UInt8]) {
    text.append(UInt8(ascii: "\""))
    for byte in string {
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"):
            text.append(UInt8(ascii: "\\"))
            text.append(byte)
        case 0x20...0x7E: text.append(byte)
        default: appendDecimalEscape(byte, to: &text)
        }
    }
    text.append(UInt8(ascii: "\""))
}
