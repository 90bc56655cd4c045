import FuzzDriver
import Glibc
import ReportFuzzing

/// Fuzzes findings, fixes and reports: `srvlint-fuzz-reports TARGET [libFuzzer's options and directories of inputs]`. With
/// `scaling`, measures files that are designed to be slow. With `examples`, writes seeds.
@main
enum Main {
    static func main() {
        let words = CommandLine.arguments.dropFirst()
        if FuzzDriver.run(["judging": JudgingCheck.violation, "rendering": RenderingCheck.violation]) { return }
        switch words.first {
        case "scaling": scale(to: words.dropFirst().first.flatMap { Int($0) } ?? 1 << 20)
        case "examples" where words.count == 2: writeExamples(to: words[2])
        default:
            print("srvlint-fuzz-reports judging|rendering [libFuzzer's options] [directories]")
            print("srvlint-fuzz-reports examples DIRECTORY")
            print("srvlint-fuzz-reports scaling [bytes]")
        }
    }

    /// Writes the examples of all rules into a directory, one a file.
    private static func writeExamples(to directory: String) {
        for (number, example) in JudgingCheck.examples.enumerated() {
            guard let file = fopen("\(directory)/example-\(number)", "w") else { continue }
            fwrite(example, 1, example.count, file)
            fclose(file)
        }
    }

    /// Prints the time for files that are designed to be slow, for half of `size` bytes and for `size` bytes.
    private static func scale(to size: Int) {
        for pattern in ScalingCheck.patterns {
            let half = ScalingCheck.seconds(pattern, size: size / 2)
            let whole = ScalingCheck.seconds(pattern, size: size)
            let mark = whole > 3 * half && whole > 0.05 ? "  SLOW" : ""
            print("\(Int(half * 1000)) ms, \(Int(whole * 1000)) ms: \(pattern.name)\(mark)")
        }
    }
}
