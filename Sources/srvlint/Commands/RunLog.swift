import Linting
import Network
import Reporting
import ZoneRules

/// The log that `-v` prints on standard error.
struct RunLog {
    let isVerbose: Bool

    func configuration(_ configuration: Configuration?) {
        print(configuration.map { "configuration: \($0.path)" } ?? "configuration: none")
    }

    func skipped(_ paths: [String]) {
        for path in paths { print("skipped \(path): named like a zone file, but it does not contain a zone") }
    }

    func files(_ report: LintReport) {
        for file in report.files {
            guard file.status != .unreadable else { continue }
            if let includer = file.includedBy {
                print("\(file.path): checked as part of \(includer), which includes it")
                continue
            }
            let origin = file.origin.map { "origin \($0) (\(Self.words(for: file.originFrom)))" } ?? "unknown origin"
            print("\(file.path): \(origin), \(file.records) records")
            for path in file.includes { print("\(file.path): includes \(path)") }
        }
    }

    func times(_ inputs: [ZoneInput], reading: Duration, checking: Duration) {
        let bytes = inputs.reduce(0) { sum, input in
            guard case .source(let source) = input.content else { return sum }
            return sum + source.count
        }
        print("\(bytes) bytes read in \(Self.milliseconds(reading)) ms, checked in \(Self.milliseconds(checking)) ms")
    }

    func traffic(queries: Int, ignored: IgnoredReplies) {
        print("\(queries) DNS queries sent, \(ignored.total) unrelated packets ignored")
    }

    private static func words(for from: OriginSource) -> String {
        switch from {
        case .option: "--origin"
        case .config: "configuration"
        case .soa: "SOA record"
        case .directive: "$ORIGIN"
        case .filename: "file name"
        case .none: "unknown"
        }
    }

    private static func milliseconds(_ duration: Duration) -> String {
        let tenths = Int(duration / .microseconds(100))
        return "\(tenths / 10).\(tenths % 10)"
    }

    private func print(_ text: @autoclosure () -> String) {
        guard isVerbose else { return }
        Terminal.error.write("srvlint: \(Notice.message(text()))\n")
    }
}
