import CLibFuzzer
import Fuzzing

/// Runs libFuzzer over one target: `srvlint-fuzz zone|rdata [libFuzzer's options and corpora]`.
@main
enum Main {
    static func main() {
        var arguments = CommandLine.unsafeArgv
        var count = CommandLine.argc
        guard count > 1, let word = arguments[1].map({ String(cString: $0) }) else { return usage() }
        // libFuzzer sees the arguments from the second on, with the target's name as the program's.
        arguments += 1
        count -= 1
        var vector: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = arguments
        switch word {
        case "zone": _ = LLVMFuzzerRunDriver(&count, &vector) { Main.run(ZoneCheck.violation, $0, $1) }
        case "rdata": _ = LLVMFuzzerRunDriver(&count, &vector) { Main.run(RDATACheck.violation, $0, $1) }
        default: usage()
        }
    }

    private static func run(_ check: ([UInt8]) -> String?, _ data: UnsafePointer<UInt8>?, _ size: Int) -> CInt {
        if let violation = check(Array(UnsafeBufferPointer(start: data, count: size))) { fatalError(violation) }
        return 0
    }

    private static func usage() {
        print("srvlint-fuzz zone|rdata [libFuzzer's options] [corpus folders]")
    }
}
