import Federation
import FoundationEssentials
import TestSupport
import Testing

private let crowdSize = ProcessInfo.processInfo.environment["LAB_CROWD"].flatMap { Int($0) }

/// Measures the time and memory of an audit of many servers; `LAB_CROWD` is their number. The result depends on the machine,
/// so only `make lab` runs it.
@Suite("Many servers", .enabled(if: crowdSize != nil && Lab.obstacle == nil, "only with LAB_CROWD, as in `make lab`"))
struct CrowdTests {
    private struct Measurement {
        var names: Int
        var concurrency: Int
        var seconds: Double
        var processorSeconds: Double
        var megabytes: Int

        var row: String {
            let rate = Double(names) / seconds
            return "| \(names) | \(concurrency) | \(Self.text(seconds)) | \(Self.text(rate)) | "
                + "\(Self.text(processorSeconds)) | \(megabytes) |\n"
        }

        private static func text(_ value: Double) -> String {
            let tenths = Int((value * 10).rounded())
            return "\(tenths / 10).\(tenths % 10)"
        }
    }

    @Test("memory stays below 150 MB and does not grow with the list")
    func crowd() throws {
        let count = crowdSize ?? 0
        let lab = try Lab([], crowd: LabCrowd(count))
        defer { lab.stop() }
        var measurements: [Measurement] = []
        for (names, concurrency) in [(count / 5, 16), (count, 16), (count, 64)] {
            measurements.append(try Self.measure(lab, Array(LabCrowd(count).serverNames.prefix(names)), concurrency))
        }
        let head = """
            | Names | at once | seconds | names a second | seconds of processor | MB at most |
            |---|---|---|---|---|---|

            """
        try LabReport.write(head + measurements.map(\.row).joined(), to: "crowd.md")
        for measurement in measurements { #expect(measurement.megabytes < 150) }
        // The list itself and the allocator may take a little more.
        #expect(measurements[1].megabytes < measurements[0].megabytes + 30)
    }

    private static func measure(_ lab: Lab, _ names: [String], _ concurrency: Int) throws -> Measurement {
        // Programs that measure memory are not installed everywhere.
        let script = """
            import resource, subprocess, sys, time
            start = time.monotonic()
            status = subprocess.run(sys.argv[2:], stdout=open(sys.argv[1], "wb")).returncode
            used = resource.getrusage(resource.RUSAGE_CHILDREN)
            print(status, time.monotonic() - start, used.ru_utime + used.ru_stime, used.ru_maxrss // 1024)
            """
        let output = lab.path(of: "crowd-\(names.count)-\(concurrency)")
        let run = try lab.run(
            Program("python3", package: "python3").path,
            [
                "-c", script, output, LabReport.program(), "audit", "--from",
                lab.write(names.joined(separator: "\n"), to: "crowd-names"), "--no-config", "--ca-file",
                lab.authorities, "--format", "jsonl", "--allow-private", "--ignore", "M207", "--concurrency",
                "\(concurrency)",
                "--save", output + ".json",
            ], within: 600)
        let words = run.output.split(whereSeparator: \.isWhitespace)
        guard words.count == 4, let seconds = Double(words[1]), let processor = Double(words[2]),
            let megabytes = Int(words[3])
        else { throw ProgramError("\(run.output)\(run.errors)") }
        let verdicts = TemporaryFolder.text(ofFile: output).split(separator: "\n").compactMap { line in
            (try? JSONReader.read(Array(line.utf8)))?["verdict"]?.string
        }
        #expect(words[0] == "0", "\(run.errors)")
        #expect(verdicts == Array(repeating: "ok", count: names.count))
        return Measurement(
            names: names.count, concurrency: concurrency, seconds: seconds, processorSeconds: processor,
            megabytes: megabytes)
    }
}
