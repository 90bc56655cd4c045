import CLibFuzzer
import Fuzzing
import Glibc

/// Runs libFuzzer on one target: `srvlint-fuzz TARGET [libFuzzer's options and corpora]`. With `scaling`, measures files that
/// are designed to be slow. With `examples`, writes seeds.
@main
enum Main {
    static func main() {
        var arguments = CommandLine.unsafeArgv
        var count = CommandLine.argc
        guard count > 1, let word = arguments[1].map({ String(cString: $0) }) else { return usage() }
        // libFuzzer gets the arguments from the second on, with the name of the target in place of the program.
        arguments += 1
        count -= 1
        var vector: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = arguments
        switch word {
        case "reading": _ = LLVMFuzzerRunDriver(&count, &vector) { Main.run(ReadingCheck.violation, $0, $1) }
        case "judging": _ = LLVMFuzzerRunDriver(&count, &vector) { Main.run(JudgingCheck.violation, $0, $1) }
        case "rendering": _ = LLVMFuzzerRunDriver(&count, &vector) { Main.run(RenderingCheck.violation, $0, $1) }
        case "signed": _ = LLVMFuzzerRunDriver(&count, &vector) { Main.run(SignedCheck.violation, $0, $1) }
        case "rdata": _ = LLVMFuzzerRunDriver(&count, &vector) { Main.run(RDATACheck.violation, $0, $1) }
        case "packet": _ = LLVMFuzzerRunDriver(&count, &vector) { Main.run(PacketCheck.violation, $0, $1) }
        case "scaling": scale(to: count > 1 ? arguments[1].flatMap { Int(String(cString: $0)) } ?? 1 << 20 : 1 << 20)
        case "examples":
            guard count > 1, let directory = arguments[1].map({ String(cString: $0) }) else { return usage() }
            writeExamples(to: directory)
        default: usage()
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

    private static func run(_ check: ([UInt8]) -> String?, _ data: UnsafePointer<UInt8>?, _ size: Int) -> CInt {
        if let violation = check(Array(UnsafeBufferPointer(start: data, count: size))) { fatalError(violation) }
        return 0
    }

    private static func usage() {
        print("srvlint-fuzz reading|judging|rendering|signed|rdata|packet [libFuzzer's options] [corpus directories]")
        print("srvlint-fuzz examples DIRECTORY")
        print("srvlint-fuzz scaling [bytes]")
    }
}
