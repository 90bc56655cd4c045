import DNS
import ZoneFile

/// A zone file with any bytes, which can include itself.
public struct FuzzZone {
    public let source: SourceFile
    public let origin: Name?

    /// - Returns: `nil` if the file generates too many records for fuzzing.
    public init?(_ bytes: [UInt8]) {
        guard !Self.asksForManyRecords(bytes) else { return nil }
        source = SourceFile(path: "fuzz", bytes: bytes)
        // Half of the inputs have a known origin, so that the corpus contains ordinary zone files.
        origin = bytes.count.isMultiple(of: 2) ? Name("example.com.") : nil
    }

    /// Loads the files that the zone file can include.
    public var includes: any IncludeLoading { FuzzIncludes(source: source) }

    var readingOptions: ReadingOptions {
        var options = ReadingOptions(origin: origin)
        options.includes = includes
        return options
    }

    /// Whether a `$GENERATE` has a range with a number of three digits, or four digits soon after it.
    private static func asksForManyRecords(_ bytes: [UInt8]) -> Bool {
        let word = Array("$generate".utf8)
        guard bytes.count > word.count else { return false }
        for start in 0..<bytes.count - word.count where bytes[start] == word[0] {
            guard zip(bytes[start...], word).allSatisfy({ asciiLowercased($0) == $1 }) else { continue }
            var digits = 0
            var isInRange = true
            for byte in bytes[(start + word.count)...].prefix(64) {
                // The range ends at the first space after a digit.
                if byte <= 0x20, digits > 0 { isInRange = false }
                digits = byte &- 0x30 < 10 ? digits + 1 : 0
                if digits > (isInRange ? 2 : 3) { return true }
            }
        }
        return false
    }
}

/// The files that inputs can include: the input itself, and one that changes the origin.
struct FuzzIncludes: IncludeLoading {
    let source: SourceFile

    func load(_ path: String, in source: SourceFile) -> IncludedFile {
        switch path {
        case "self": .read(self.source, identity: "self", folder: nil)
        case "a": .read(SourceFile(path: "a", text: "$ORIGIN b\n A 192.0.2.1\nc MX 1 (\n"), identity: "a", folder: ".")
        case "z": .notAllowed(reason: "it is elsewhere")
        default: .notReadable(reason: "no such file")
        }
    }
}
