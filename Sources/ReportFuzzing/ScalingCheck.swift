import DNS
import Glibc
import Linting
import Reporting
import ZoneFile

/// Measures the time for files that are designed to be slow, to check that it is linear in their size.
public enum ScalingCheck {
    /// A text that is repeated until the file is large, with other text before and after it.
    public struct Pattern: Sendable {
        public let name: String
        let first: String
        let repeated: String
        let last: String

        init(_ name: String, _ repeated: String, first: String = "", last: String = "") {
            self.name = name
            self.first = first
            self.repeated = repeated
            self.last = last
        }

        public func file(size: Int) -> [UInt8] {
            var bytes = Array((ScalingCheck.header + first).utf8)
            let piece = Array(repeated.utf8)
            while bytes.count < size { bytes += piece }
            return bytes + Array(last.utf8)
        }
    }

    /// The beginning of an ordinary zone.
    static let header = "$TTL 3600\n@ IN SOA ns1.example.net. host 1 7200 3600 1209600 3600\n"

    public static let patterns: [Pattern] = [
        Pattern("open parentheses", "(\n"),
        Pattern("open and closed parentheses", "(", last: String(repeating: ")", count: 20)),
        Pattern("quotes", "\""),
        Pattern("quotes on lines", "\"\n"),
        Pattern("backslashes", "\\"),
        Pattern("records with open parentheses", "a A (\n"),
        Pattern("complete records with open parentheses", "a A 192.0.2.1 (\n"),
        Pattern("SRV records with open parentheses", "a SRV ( 1 2 3 b\n"),
        Pattern("TXT records with open parentheses", "a TXT ( x\n"),
        Pattern(
            "records with parentheses around the next", "a A 192.0.2.1 (\n",
            last: String(repeating: ")", count: 200_000)),
        Pattern("foreign comments with parentheses", "# (\n"),
        Pattern("foreign comments after data", "a A 192.0.2.1 # (\n"),
        Pattern("closed parentheses", ")"),
        Pattern("origins", "$ORIGIN a\n"),
        Pattern(
            "origins and findings", "$ORIGIN example.com.\na SRV 1 2 3 alias\n", first: "alias CNAME b\nb A 192.0.2.1\n"
        ),
        Pattern("one RRset", " NS a\n"),
        Pattern("one long name", "a."),
        Pattern("dots", "."),
        Pattern("unknown types", "a FOO x\n"),
        Pattern("unknown directives", "$FOO x\n"),
        Pattern("classes in the first column", "IN A 192.0.2.1\n\nx A 192.0.2.1\n"),
        Pattern("times in words", "$TTL 1 day\n"),
        Pattern("times to live in words", "x 1 day A 192.0.2.1\n"),
        Pattern("open quotes after parentheses", "h TXT ( \"x\n"),
        Pattern("zones in the zone", "a.example.org. SOA . . 1 1 1 1 1\nx.example.org. A 192.0.2.1\n"),
        Pattern("suppression comments", "; srvlint: ignore[Z1]\na FOO x\n"),
        Pattern("suppression comments for the file", "; srvlint: ignore-file[Z9]\na FOO x\n"),
        Pattern("comments inside parentheses", "; srvlint: ignore[Z9]\n", first: "a TXT (\n", last: "x )\n"),
        Pattern("control characters on one line", "a\u{1}\t"),
        Pattern("control characters on lines", "a\u{1}\n"),
        Pattern("NULs in comments", "; a line of some length\0\n"),
        Pattern("foreign spaces on one line", "a\u{A0}"),
        Pattern("characters of several bytes", "é"),
        Pattern("carriage returns", "a A 192.0.2.300\r"),
        Pattern("lone carriage returns", "a A 192.0.2.300\r\n\r"),
        Pattern("openings of placeholders", "{{{%{#<%${a"),
        Pattern("placeholders in quotes", "{{x}}", first: "a TXT \"", last: "\"\n"),
        Pattern("owners that end in the sign for the origin", "$ORIGIN a\nb.@ A 192.0.2.1\n"),
        Pattern("one string", "x", first: "a TXT \"", last: "\"\n"),
        Pattern("strings", "\"x\" ", first: "a TXT "),
        Pattern("SRV to an alias", "a SRV 1 2 3 alias\n", first: "alias CNAME b\nb A 192.0.2.1\n"),
        Pattern("a chain of aliases", "a CNAME b\nb CNAME a\nx SRV 1 2 3 a\n"),
        Pattern("included files", "$INCLUDE z\n"),
        Pattern("generated records", "$GENERATE 1-9 h$ A 192.0.2.300\n"),
        Pattern("generated findings", "$GENERATE 1-3 h$ FOO x\n"),
        Pattern("empty lines", " \n"),
        Pattern("generic data", "00 ", first: "a TYPE65280 \\# 3 "),
    ]

    /// The shortest time, in seconds, to check the file and to render the findings.
    ///
    /// - Parameter prints: whether to render the findings.
    public static func seconds(_ pattern: Pattern, size: Int, runs: Int = 1, prints: Bool = true) -> Double {
        let bytes = pattern.file(size: size)
        return (0..<runs).map { _ in
            let start = threadTime
            let source = SourceFile(path: "scaling", bytes: bytes)
            let report = Linter().lint([
                ZoneInput(.source(source), origin: Name("example.com.").map { ($0, .option) })
            ])
            if prints {
                _ = TextReporter(style: .plain, width: 80).render(report)
                for format in OutputFormat.allCases where format != .text { _ = format.reporter().render(report) }
            }
            return threadTime - start
        }.min() ?? 0
    }

    /// The processor time of the current thread, which does not depend on the load of the machine.
    private static var threadTime: Double {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
    }
}
