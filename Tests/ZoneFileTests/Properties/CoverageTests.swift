import DNS
import Testing

@testable import ZoneFile

@Suite("Splitting a file into entries and tokens")
struct CoverageTests {
    @Test("Every byte of a file is part of exactly one token, comment, parenthesis, space or line end")
    func everyByteIsCovered() {
        PropertyRun(cases: 5000).check { bytes, _ in Self.violation(bytes) }
    }

    private static func violation(_ bytes: [UInt8]) -> String? {
        let source = SourceFile(path: "property", bytes: bytes)
        var scanner = EntryScanner(source)
        defer { scanner.deallocate() }
        var end = 0
        var count = 0
        while scanner.next() {
            count += 1
            guard count <= bytes.count else { return "more entries than bytes" }
            guard scanner.entryStart >= end, scanner.position > scanner.entryStart || scanner.position == bytes.count
            else { return "entry \(scanner.entryStart)..<\(scanner.position) after \(end)" }
            if let text = violation(source, end..<scanner.entryStart, []) { return text }
            let tokens = (0..<scanner.tokenCount).map { scanner.tokens[$0] }
            if let text = violation(source, scanner.entryStart..<scanner.position, tokens) { return text }
            for fault in scanner.faults where fault.start >= fault.end || fault.end > bytes.count {
                return "a fault at \(fault.start)..<\(fault.end)"
            }
            end = scanner.position
        }
        return violation(source, end..<bytes.count, [])
    }

    /// Checks that there is nothing between tokens but white space, parentheses, line ends and comments.
    private static func violation(_ source: SourceFile, _ entry: Range<Int>, _ tokens: [Token]) -> String? {
        var at = entry.lowerBound
        for token in tokens {
            guard token.range.lowerBound >= at, !token.range.isEmpty, token.range.upperBound <= entry.upperBound,
                token.range.contains(token.content.lowerBound) || token.content.isEmpty,
                token.content.upperBound <= token.range.upperBound
            else { return "token \(token.range) in \(entry) at \(at)" }
            if let text = gapViolation(source, at..<token.range.lowerBound) { return text }
            at = token.range.upperBound
        }
        return gapViolation(source, at..<entry.upperBound)
    }

    private static func gapViolation(_ source: SourceFile, _ gap: Range<Int>) -> String? {
        var inComment = false
        for at in gap {
            switch source[at] {
            case 0x0A: inComment = false
            case 0x0D where source.crEndsLines: inComment = false
            case 0x20, 0x09, 0x0D, UInt8(ascii: "("), UInt8(ascii: ")"): continue
            case UInt8(ascii: ";"): inComment = true
            default: if !inComment { return "byte \(at) is in no token" }
            }
        }
        return nil
    }
}
