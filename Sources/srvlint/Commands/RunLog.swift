import Linting
import Network
import Reporting
import ZoneRules

/// What `-v` tells on standard error.
struct RunLog {
    let isVerbose: Bool

    func configuration(_ configuration: Configuration?) {
        say(configuration.map { "configuration: \($0.path)" } ?? "configuration: none")
    }

    func skipped(_ paths: [String]) {
        for path in paths { say("left out: \(path) (a zone file by its name, but not by its contents)") }
    }

    func files(_ report: LintReport) {
        for file in report.files {
            guard file.status != .unreadable else { continue }
            if let includer = file.includedBy {
                say("\(file.path): judged in \(includer), which includes it, and not by itself")
                continue
            }
            let origin = file.origin.map { "origin \($0) (\(Self.words(for: file.originFrom)))" } ?? "origin not known"
            say("\(file.path): \(origin), \(file.records) records")
            for path in file.includes { say("\(file.path): includes \(path)") }
        }
    }

    func times(_ inputs: [ZoneInput], reading: Duration, judging: Duration) {
        let bytes = inputs.reduce(0) { sum, input in
            guard case .source(let source) = input.content else { return sum }
            return sum + source.count
        }
        say("\(bytes) bytes read in \(Self.milliseconds(reading)) ms, judged in \(Self.milliseconds(judging)) ms")
    }

    func traffic(queries: Int, ignored: IgnoredReplies) {
        say("\(queries) questions sent over the DNS, \(ignored.total) packets ignored that were no reply to one")
    }

    private static func words(for from: OriginSource) -> String {
        switch from {
        case .option: "--origin"
        case .config: "configuration"
        case .soa: "SOA record"
        case .directive: "$ORIGIN"
        case .filename: "name of the file"
        case .none: "unknown"
        }
    }

    private static func milliseconds(_ duration: Duration) -> String {
        let tenths = Int(duration / .microseconds(100))
        return "\(tenths / 10).\(tenths % 10)"
    }

    private func say(_ text: @autoclosure () -> String) {
        guard isVerbose else { return }
        Terminal.error.write("srvlint: \(Notice.message(text()))\n")
    }
}
