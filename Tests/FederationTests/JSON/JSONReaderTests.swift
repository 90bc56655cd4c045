import Federation
import Testing

/// The cases of the JSON Parsing Test Suite (Nicolas Seriot, "Parsing JSON is a Minefield"), rewritten.
@Suite struct JSONReaderTests {
    @Test(arguments: [
        "[]", "{}", "[ ]", "{ }", "[[]   ]", "[\"\"]", "[1]", " [1]", "[1] ", "[1,2]", "[ 4]", "[1\n]", "\t[\r\n1\t]\n",
        "[null, 1, \"1\", {}]", "[1,null,null,null,2]", "{\"a\":[]}", "{\"\":0}", "{\"a\":\"b\",\"a\":\"b\"}",
        "{\"a\":\"b\",\"a\":\"c\"}", "{\"foo\\u0000bar\": 42}", "{\"a\":{}}", "{\n\"a\": \"b\"\n}",
        "true", "false", "null", "-0.1", "42", "\"asd\"", "\" \"", "\"\"",
        "[123e65]", "[0e+1]", "[0e1]", "[-0]", "[-0.000000000000000000000000000000000000000000000000000000000000001]",
        "[-123]", "[-1]", "[1E22]", "[1E-2]", "[1E+2]", "[123e45]", "[123.456e78]", "[1e-2]", "[1e+2]", "[123.456789]",
        "[20e1]", "[0.4e00669999999999999999999999999999]", "[1.5e+9999]", "[-1e+9999]",
        "[123123123123123123123123123123123]",
    ])
    func isJSON(_ text: String) {
        #expect(throws: Never.self) { try JSONReader.read(Array(text.utf8)) }
    }

    @Test(arguments: [
        // Arrays
        "[1 true]", "[\"\": 1]", "[\"\"],", "[,1]", "[1,,2]", "[\"x\",,]", "[\"x\"]]", "[\"\",]", "[\"x\"", "[x",
        "[3[4]]",
        "[1:2]", "[,]", "[-]", "[   , \"\"]", "[\"a\",\n4\n,1,", "[1,]", "[1,,]", "[\"a\u{B}\"\\f]", "[*]", "[\"\"",
        "[1,\n1\n,1", "[{}", "[a]", "]", "[", "[][]", "[1]x", "[1]]", "[undefined", "[1,\n\u{0}]",
        // Words
        "[fals]", "[nul]", "[tru]", "[True]", "nullx", "TRUE", "tr", "nul", "[true1]",
        // Numbers
        "[++1234]", "[+1]", "[+Inf]", "[-01]", "[-1.0.]", "[-2.]", "[-NaN]", "[.-1]", "[.2e-3]", "[0.1.2]", "[0.3e+]",
        "[0.3e]", "[0.e1]", "[0E+]", "[0E]", "[0e+]", "[0e]", "[1.0e+]", "[1.0e-]", "[1.0e]", "[1 000.0]", "[1eE2]",
        "[2.e+3]",
        "[2.e-3]", "[2.e3]", "[9.e+]", "[Inf]", "[NaN]", "[1+2]", "[0x1]", "[0x42]", "[Infinity]", "[0e+-1]",
        "[-Infinity]",
        "[-foo]", "[- 1]", "[-012]", "[-.123]", "[-1x]", "[1ea]", "[1.]", "[.123]", "[1.2a-3]",
        "[1.8011670033376514H-308]",
        "[012]", "[00]", "1a", "--1", "\u{FF11}", "[\u{661}]",
        // Objects
        "[\"x\", truth]", "{[: \"x\"}\n", "{\"x\", null}", "{\"x\"::\"b\"}", "{\"a\":\"a\" 123}", "{key: 'value'}",
        "{\"a\" b}", "{:\"b\"}", "{\"a\" \"b\"}", "{\"a\":", "{\"a\"", "{1:1}", "{9999E9999:1}",
        "{null:null,null:null}", "{\"id\":0,,,,,}", "{'a':0}", "{\"id\":0,}", "{\"a\":\"b\"}/**/", "{\"a\":\"b\"}//",
        "{\"a\":\"b\",,\"c\":\"d\"}", "{a: \"b\"}", "{\"a\":\"a", "{ \"foo\" : \"bar\", \"a\" }", "{\"a\":\"b\"}#", "{",
        "{]",
        "{\"a\":true} \"x\"", "{,", "{\"a\":/*c*/\"b\"}", "{\"asd\":\"asd\"", "[\"a\", \"b\"", "{}}", "*", "{[", "{'a'",
        "{\"b\":{}",
        // Strings
        "[\"\\uD800\\\"]", "[\"\\uD800\\u\"]", "[\"\\uD800\\u1\"]", "[\"\\uD800\\u1x\"]", "[\u{E9}]", "[\"\\x00\"]",
        "[\"\\\\\\\"]", "[\"\\\t\"]", "[\"\\\u{1F300}\"]", "[\"\\\"]", "[\"\\u00A\"]", "[\"\\uD834\\uDd\"]",
        "[\"\\a\"]",
        "[\"\\uqqqq\"]", "[\"\\", "[\"\\\u{0}\"]", "['single quote']", "abc", "\"", "\"\\", "[\"a\u{0}a\"]",
        "[\"new\nline\"]",
        "[\"\t\"]", "\"\\UA66D\"", "\"\"x", "[\"\u{1F}\"]", "\"\\u\u{FF10}\u{FF10}\u{FF10}\u{FF10}\"",
        // Structure
        "<null>", "[<null>]", "[1]\u{C}", "[\u{C}]", "\u{2060}", "[\u{2060}]", "[\u{A0}]", "<.>", "", " ", "\u{0}",
        "\u{E5}", "//", "[1]#",
        "[\"\"], ", "{\"\":[{\"\":",
    ])
    func isNotJSON(_ text: String) {
        #expect(throws: JSONProblem.self) { try JSONReader.read(Array(text.utf8)) }
    }

    @Test(arguments: [
        ("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"", "\"\\/\u{8}\u{C}\n\r\t"),
        ("\"\\u0060\\u012a\\u12AB\"", "`\u{12A}\u{12AB}"),
        ("\"\\uD801\\udc37\"", "\u{10437}"),
        ("\"\\ud83d\\ude39\\ud83d\\udc8d\"", "\u{1F639}\u{1F48D}"),
        ("\"\\uDBFF\\uDFFF\"", "\u{10FFFF}"),
        ("\"\\u0000\"", "\u{0}"),
        ("\"\\uFFFF\"", "\u{FFFF}"),
        ("\"\\\\u0000\"", "\\u0000"),
        ("\"a/*b*/c/*d//e\"", "a/*b*/c/*d//e"),
        ("\"\u{7F}\u{80}\u{2028}\u{2029}\u{1F600}\"", "\u{7F}\u{80}\u{2028}\u{2029}\u{1F600}"),
        // A lone surrogate is not a character. The characters beside it are kept.
        ("\"\\uDADA\"", "\u{FFFD}"),
        ("\"\\uD888\\u1234\"", "\u{FFFD}\u{1234}"),
        ("\"\\uDd1e\\uD834\"", "\u{FFFD}\u{FFFD}"),
        ("\"\\uD800\\uD800\\uDC00x\"", "\u{FFFD}\u{10000}x"),
        ("\"\\uD800\\n\"", "\u{FFFD}\n"),
        ("\"\\uD800abc\"", "\u{FFFD}abc"),
    ])
    func stringsAreUnescaped(_ text: String, _ string: String) throws {
        let read = try JSONReader.read(Array(text.utf8)).string
        #expect(read.map { Array($0.unicodeScalars) } == Array(string.unicodeScalars))
    }

    @Test(
        arguments: [
            [0xFF], [0x22, 0xFF, 0x22], [0x22, 0xC0, 0xAF, 0x22], [0x22, 0xE0, 0xFF, 0x22],
            [0x22, 0xF4, 0xBF, 0xBF, 0xBF, 0x22],
            [0x22, 0xED, 0xA0, 0x80, 0x22], [0x22, 0x81, 0x22], [0x22, 0xE9, 0x22], [0x22, 0xC3, 0x22],
            [0x5B, 0xFF, 0x5D],
            [0x7B, 0x22, 0xB9, 0x22, 0x3A, 0x30, 0x7D], [0x22, 0x5C, 0xE5, 0x22], [0x22, 0x5C, 0x75, 0xE5, 0x22],
            [0xEF, 0xBB], [0xEF, 0xBB, 0xBF], [0xEF, 0xBB, 0xBF, 0x7B, 0x7D], [0xFF, 0xFE, 0x5B, 0x00, 0x5D, 0x00],
            [0x00, 0x5B, 0x00, 0x5D],
        ] as [[UInt8]])
    func invalidUTF8IsRefused(_ bytes: [UInt8]) {
        #expect(throws: JSONProblem.self) { try JSONReader.read(bytes) }
    }

    @Test(arguments: [
        ("{\"a\": tru}", 9..<10, "expected `true`, found `}`"),
        ("{\"a\" 1}", 5..<6, "expected `:`, found `1`"),
        ("{\"a\": 1,}", 8..<9, "trailing comma"),
        ("{\"a\": 1", 7..<7, "expected `,` or `}`, found the end"),
        ("[1 2]", 3..<4, "expected `,` or `]`, found `2`"),
        ("{'a': 1}", 1..<2, "expected a key in double quotes, found `'`"),
        ("[1,]", 3..<4, "trailing comma"),
        ("[-]", 2..<3, "expected a digit, found `]`"),
        ("\"a", 2..<2, "expected a closing quote, found the end"),
        ("\"\\q\"", 2..<3, "expected a valid escape, found `q`"),
        ("\"a\nb\"", 2..<3, "expected an escape such as `\\n`, found a line break"),
        ("{} x", 3..<4, "there is text after the JSON value"),
        ("  ", 0..<2, "it is empty"),
        ("\u{FEFF}{}", 0..<3, "it begins with a byte order mark"),
    ])
    func problemsHaveSpanAndText(_ text: String, _ range: Range<Int>, _ words: String) {
        do throws(JSONProblem) {
            _ = try JSONReader.read(Array(text.utf8))
            Issue.record("\(text) was read")
        } catch {
            #expect(error.range == range)
            #expect(error.words == words)
        }
    }

    @Test func invalidUTF8IsReportedAtItsString() {
        let bytes = Array("{\"a\": \"x\\n".utf8) + [0xFF] + Array("\"}".utf8)
        do throws(JSONProblem) {
            _ = try JSONReader.read(bytes)
            Issue.record("it was read")
        } catch {
            #expect(error.kind == .notUTF8)
            #expect(error.range == 6..<12)
        }
    }

    @Test func valuesHaveTheirSpans() throws {
        let text = "{\"a\": [1, \"\u{FC}\"], \"b\" : {\"c\":null}}"
        let value = try JSONReader.read(Array(text.utf8))
        func slice(_ range: Range<Int>?) -> String? {
            range.map { String(decoding: Array(text.utf8)[$0], as: UTF8.self) }
        }
        #expect(value.range == 0..<text.utf8.count)
        #expect(slice(value["a"]?.range) == "[1, \"\u{FC}\"]")
        #expect(slice(value["a"]?.array?[1].range) == "\"\u{FC}\"")
        #expect(slice(value.members?[1].keyRange) == "\"b\"")
        #expect(slice(value["b"]?["c"]?.range) == "null")
    }

    @Test func duplicateKeysAreKeptAndTheLastCounts() throws {
        let value = try JSONReader.read(Array("{\"a\":1,\"b\":2,\"a\":3}".utf8))
        #expect(value.members?.map(\.key) == ["a", "b", "a"])
        #expect(value["a"]?.integer == 3)
    }

    @Test func numbersAreKeptAsWritten() throws {
        let values = try JSONReader.read(Array("[1, -0, 1.0, 1e2, 99999999999999999999]".utf8)).array
        #expect(values?.map(\.integer) == [1, 0, nil, nil, nil])
    }

    @Test func nestingIsLimited() throws {
        func nested(_ depth: Int) -> [UInt8] {
            Array((String(repeating: "[", count: depth) + String(repeating: "]", count: depth)).utf8)
        }
        #expect(throws: Never.self) { try JSONReader.read(nested(100)) }
        #expect(throws: JSONProblem.self) { try JSONReader.read(nested(101)) }
        #expect(throws: Never.self) { try JSONReader.read(nested(3), depthLimit: 3) }
        // Arrays and objects without an end do not overflow the stack.
        for opening in ["[", "{\"\":", "[{\"\":"] {
            do throws(JSONProblem) {
                _ = try JSONReader.read(Array(String(repeating: opening, count: 100_000).utf8))
                Issue.record("it was read")
            } catch {
                #expect(error.kind == .tooDeep(limit: 100))
            }
        }
    }

    @Test func aDocumentOfTenMegabytesIsRead() throws {
        let entry = Array("{\"name\": \"\\u00fcber\", \"n\": [1, 2.5e3, true]},".utf8)
        var bytes: [UInt8] = [UInt8(ascii: "[")]
        while bytes.count < 10_000_000 { bytes += entry }
        bytes += Array("null]".utf8)
        let values = try JSONReader.read(bytes).array
        #expect(values?.count == (bytes.count - 6) / entry.count + 1)
        let long = [UInt8(ascii: "\"")] + [UInt8](repeating: UInt8(ascii: "x"), count: 10_000_000)
        #expect(throws: JSONProblem.self) { try JSONReader.read(long) }
        #expect(try JSONReader.read(long + [UInt8(ascii: "\"")]).string?.utf8.count == 10_000_000)
    }

    @Test func theFirstValueIsReadAlone() throws {
        let (value, end) = try JSONReader.readFirst(Array(" {\"a\": 1} trailing".utf8))
        #expect(value["a"]?.integer == 1)
        #expect(end == 10)
    }
}
