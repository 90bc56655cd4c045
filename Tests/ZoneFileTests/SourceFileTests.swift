import Testing
import ZoneFile

@Suite("Lines and columns")
struct SourceFileTests {
    @Test("Columns count Unicode scalars. Lines end in LF, CRLF or a lone CR")
    func locations() {
        let source = SourceFile(path: "x", text: "aä漢b\r\n\tc\rd\n")
        #expect(source.location(of: 0) == SourceLocation(line: 1, column: 1))
        #expect(source.location(of: 6) == SourceLocation(line: 1, column: 4))
        #expect(source.location(of: 10) == SourceLocation(line: 2, column: 2))
        #expect(source.location(of: 12) == SourceLocation(line: 3, column: 1))
        #expect(source.location(of: source.count) == SourceLocation(line: 4, column: 1))
        #expect(source.lineCount == 3)
        #expect(source.text(in: source.range(ofLine: 1)) == "aä漢b")
    }
}
