/// The mistake behind fields that are not those of the type of their record.
///
/// The reader reports the first field that it cannot read, which is often a correct one in the position of another. This
/// is what a person would call the mistake: a field is missing, or two are swapped.
public struct FieldMistake: Sendable, Equatable {
    public enum Kind: Sendable, Equatable {
        /// `count` of the fields with these names are missing. There are more names than that if the form of the others
        /// does not show which. `isLast` if they belong after the range, and not before it.
        case missing([String], count: Int, isLast: Bool)
        /// There are `count` fields more than the `names` in the range.
        case extra(count: Int, names: [String])
        /// A TTL, a class or the type itself between the type and the RDATA.
        case timeToLive, recordClass, repeatedType
        /// The fields in the range are in another order than `names`.
        case order([String])
        /// The port of an SRV record is behind its target, after a colon.
        case portBehindTarget(port: String, target: String)
        /// Two fields are written without a space between them; the second one begins with this text.
        case noSpace(before: String)
        /// Commas separate the fields, or are part of numbers.
        case commas(inNumber: Bool)
        /// `:` or `.` is between a number and the next field.
        case separator(Character)
        /// A field is in quotes that must not be, or has other quotation marks than `"`, or none.
        case quotes(QuotationMarks)
        /// A number has other signs than digits.
        case signsInNumber
        /// Colons separate the octets of a digest or fingerprint.
        case separatedOctets
        /// Address prefixes without the number of their family.
        case addressFamily
        /// Empty quotes in place of `-` for no salt.
        case emptySalt
        /// The names of the fields are written beside them. The corrections remove them.
        case words
        /// A placeholder of a template in place of the data.
        case placeholder
        /// A number has a space in it.
        case spaceInNumber
        /// Each field has its name in front of it: `port=8448`.
        case namedFields
        /// A fingerprint or digest in base64 in place of hexadecimal digits.
        case base64Digest
        /// The fields of a DNSKEY record in a DS record. There is no correction.
        case keyInDS
        /// The signs of degrees, minutes and seconds between the numbers of a location.
        case angleSigns
        /// Times with their units as separate words: `2 hours`.
        case timesInWords
        /// `#` or `//` is in front of a field, as if it began a comment.
        case strayMark
        /// A value in a form that the field does not have, but that can mean only one value.
        case otherForm(OtherForm)
        /// Parameters of SVCB and HTTPS are not written as `key=value`.
        case parameters(Parameters)
    }

    public enum OtherForm: Sendable, Equatable {
        /// The gateway type of an IPSECKEY record, or the relay type of an AMTRELAY record, is not that of the address or name.
        case gatewayType(String)
        /// `0 3 0 0` and `0 0 0 0` in place of the record that deletes the keys or the DS records at the parent (RFC 8078 §4).
        case deletion
        /// The address of a network in place of its first half, the locator.
        case locator
        /// A location in degrees with decimals.
        case decimalDegrees
        /// `X509` in place of `PKIX`.
        case certificateType
        /// The path of a DNS service without the variable `dns` (RFC 9461 §5).
        case pathWithoutVariable
    }

    public enum Parameters: Sendable, Equatable {
        case spacesAroundEquals, spacesInList, missingKey
        /// Each value of a list is in quotes of its own.
        case quotedValues
        /// The addresses of a hint are those of the other family.
        case otherFamily
    }

    public enum QuotationMarks: Sendable, Equatable {
        /// Text with quotes that must be without.
        case unwanted
        /// Several fields in one pair of quotes.
        case aroundSeveral
        /// Other characters than `"`.
        case wrong
        /// Text without quotes.
        case absent
    }

    /// A replacement of bytes of the file.
    public struct Replacement: Sendable, Equatable {
        public let range: Range<Int>
        public let text: String
    }

    public let kind: Kind
    /// The offending bytes of the file. Empty at the RDATA's position if there are no fields.
    public let range: Range<Int>
    /// The replacements after which the record can be read; empty if there is more than one sensible correction.
    public let corrections: [Replacement]

    init(_ kind: Kind, _ range: Range<Int>, corrections: [Replacement] = []) {
        self.kind = kind
        // The corrections are inside the range, so that the text with them can be shown.
        let ends = corrections.map(\.range.upperBound) + [range.upperBound]
        let starts = corrections.map(\.range.lowerBound) + [range.lowerBound]
        self.range = (starts.min() ?? range.lowerBound)..<(ends.max() ?? range.upperBound)
        self.corrections = corrections
    }

    /// No record that is written by hand has more fields, or longer ones.
    private static let fieldLimit = 32
    private static let byteLimit = 4096

    /// Finds `#` or `//` in front of a field, or between two of them, without which the record can be read.
    public static func strayMark(in fields: [WrittenField], of type: RecordType) -> FieldMistake? {
        guard fields.count <= fieldLimit, fields.reduce(0, { $0 + $1.bytes.count }) <= byteLimit,
            let index = fields.firstIndex(where: {
                !$0.isQuoted && ($0.bytes.first == UInt8(ascii: "#") || $0.bytes.starts(with: "//".utf8))
            })
        else { return nil }
        let field = fields[index]
        let rest = field.bytes.drop { $0 == UInt8(ascii: "#") || $0 == UInt8(ascii: "/") }
        var corrected = fields
        if rest.isEmpty {
            corrected.remove(at: index)
        } else {
            corrected[index] = field.replaced(with: rest)
        }
        guard !corrected.isEmpty, TrialRecord.isAccepted(type, corrected) else { return nil }
        let mark = field.range.lowerBound..<field.range.upperBound - rest.count
        return FieldMistake(.strayMark, mark, corrections: [Replacement(range: mark, text: "")])
    }

    /// Finds the mistake in RDATA that cannot be read; `nil` if its first problem says all that is known.
    public static func find(in fields: [WrittenField], of type: RecordType) -> FieldMistake? {
        guard !fields.isEmpty, fields.count <= fieldLimit, fields.reduce(0, { $0 + $1.bytes.count }) <= byteLimit,
            let format = RecordFormat.of(type), fields[0].bytes != Array("\\#".utf8),
            let problem = TrialRecord.problem(type, fields)
        else { return nil }
        switch problem.kind {
        case .missing, .extra, .invalid, .outOfRange, .ttlInvalid: break
        default: return nil
        }
        let correction = FieldCorrection(type: type, format: format, fields: fields, problem: problem)
        if let mistake = correction.find() { return mistake }
        return correction.isInParameter
            ? nil : FieldAlignment(type: type, format: format, fields: fields)?.mistake(problem)
    }
}
