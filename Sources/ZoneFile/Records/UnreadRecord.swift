import DNS

/// A record whose RDATA cannot be read, with the positions of its fields.
public struct UnreadRecord: Sendable {
    public let type: RecordType
    public let typeRange: Range<Int>
    public let hasTTL: Bool
    /// The RDATA, without comments of other languages.
    public let rdata: [WrittenField]
    /// The RDATA with what may be comments of other languages.
    public let allFields: [WrittenField]

    /// No record that is written by hand has more fields.
    private static let fieldLimit = 64

    /// - Returns: `nil` if the entry is not a record of a known type, or if its fields are uncertain.
    public init?(_ entry: SourceEntry, in source: SourceFile) {
        guard entry.isBalanced, entry.fields.count <= Self.fieldLimit else { return nil }
        let isIndented = [0x20, 0x09].contains(source[entry.range.lowerBound])
        var hasTTL = false
        let header = entry.fields.dropFirst(isIndented ? 0 : 1)
        for (number, range) in header.enumerated().prefix(3) {
            let role = source.withBytes { bytes -> (type: RecordType?, isTTL: Bool, isClass: Bool) in
                let text = UnsafeBufferPointer(rebasing: bytes[range])
                let isTTL = if case .value = TimeUnits.read(text) { true } else { false }
                return (RecordType(mnemonic: text), isTTL, RecordClass(mnemonic: text) != nil)
            }
            if let type = role.type {
                self.type = type
                self.hasTTL = hasTTL
                typeRange = range
                let fields = header.dropFirst(number + 1).map { Self.field($0, source) }
                allFields = fields
                rdata = Self.withoutComments(fields, source)
                return
            }
            guard role.isTTL || role.isClass else { return nil }
            if role.isTTL { hasTTL = true }
        }
        return nil
    }

    /// Removes the comments of other languages, each up to the end of its line.
    private static func withoutComments(_ fields: [WrittenField], _ source: SourceFile) -> [WrittenField] {
        var kept: [WrittenField] = []
        var comment: WrittenField?
        for field in fields {
            if let last = comment, !source.hasLineEnd(in: last.range.upperBound..<field.range.lowerBound) {
                comment = field
            } else if field.beginsForeignComment {
                comment = field
            } else {
                comment = nil
                kept.append(field)
            }
        }
        return kept
    }

    /// The field with these bytes.
    public static func field(_ range: Range<Int>, _ source: SourceFile) -> WrittenField {
        let isQuoted = range.count > 1 && source[range.lowerBound] == UInt8(ascii: "\"")
        let content = isQuoted ? range.lowerBound + 1..<range.upperBound - 1 : range
        return WrittenField(bytes: content.map { source[$0] }, isQuoted: isQuoted, range: range)
    }
}

extension SourceFile {
    fileprivate func hasLineEnd(in range: Range<Int>) -> Bool {
        range.contains { self[$0] == 0x0A || self[$0] == 0x0D }
    }
}

extension WrittenField {
    fileprivate var beginsForeignComment: Bool {
        !isQuoted
            && (bytes.first == UInt8(ascii: "#") || bytes.starts(with: "//".utf8) || bytes.starts(with: "/*".utf8))
    }
}
