import FuzzDriver
import Fuzzing

/// Fuzzes what reads text and octets: `srvlint-fuzz TARGET [libFuzzer's options and directories of inputs]`. It does not contain
/// the rules about servers and the reports, so it is built in little time and tries more inputs a second.
@main
enum Main {
    static func main() {
        let found = FuzzDriver.run([
            "reading": ReadingCheck.violation, "signed": SignedCheck.violation, "rdata": RDATACheck.violation,
            "packet": PacketCheck.violation,
        ])
        if !found { print("srvlint-fuzz reading|signed|rdata|packet [libFuzzer's options] [directories]") }
    }
}
