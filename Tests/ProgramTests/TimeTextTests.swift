import TLSIdentity
import Testing

@testable import srvlint

@Suite("--time")
struct TimeTextTests {
    @Test("A time in each of its forms is the same moment")
    func forms() throws {
        for text in ["2026-11-28T08:00:00Z", "2026-11-28T09:00:00+01:00", "20261128080000", "1795852800"] {
            #expect(try TimeText.read(text) == Timestamp(seconds: 1_795_852_800), "\(text)")
        }
        for text in ["2026-11-28", "20261128"] {
            #expect(try TimeText.read(text) == Timestamp(seconds: 1_795_824_000), "\(text)")
        }
    }

    @Test(
        "Anything else is refused",
        arguments: ["", "now", "-1", "2026-11-31", "20261328080000", "9999999999999", "1e9", "2026112808000x"]
    )
    func mistakes(_ text: String) {
        #expect(throws: UsageError.self) { try TimeText.read(text) }
    }
}
