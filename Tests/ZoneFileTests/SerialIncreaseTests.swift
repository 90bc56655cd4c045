import TestSupport
import Testing
import ZoneFile

@Suite("The next serial")
struct SerialIncreaseTests {
    /// 2026-11-28 20:46:40 UTC.
    private static let now: Int64 = 1_795_898_800

    @Test(
        "keeps its scheme",
        arguments: [
            (2_026_112_101, 2_026_112_800, nil), (2_026_112_800, 2_026_112_801, nil),
            (1_999_123_199, 2_026_112_800, nil), (2_026_112_899, 2_026_112_900, .counterExhausted),
            (2_026_113_099, 2_026_120_100, .counterExhausted), (2_026_123_199, 2_027_010_100, .counterExhausted),
            (2_028_022_899, 2_028_022_900, .counterExhausted), (2_027_022_899, 2_027_030_100, .counterExhausted),
            (2_027_010_105, 2_027_010_106, .inFuture),
            // No such day: a plain number.
            (2_026_023_001, 2_026_023_002, nil), (2_026_112_900 + 90_000_000, 2_116_112_901, .inFuture),
            (1_700_000_000, 1_795_898_800, nil), (1_795_898_800, 1_795_898_801, nil),
            (1_795_899_999, 1_795_900_000, .inFuture),
            (0, 1, nil), (1, 2, nil), (20_261_128, 20_261_129, nil), (999_999_999, 1_000_000_000, nil),
            (4_294_967_294, 4_294_967_295, nil), (4_294_967_295, 1, .startsAgain),
            (2_147_483_647, 2_147_483_648, nil),
        ] as [(UInt32, UInt32, SerialIncrease.Remark?)])
    func scheme(old: UInt32, new: UInt32, remark: SerialIncrease.Remark?) {
        let increase = SerialIncrease(after: old, time: Self.now)
        #expect(increase.new == new && increase.remark == remark, "\(increase)")
    }

    @Test("is newer as secondaries count, for every serial and time")
    func increases() {
        var random = SeededRandom(seed: 7)
        for _ in 0..<100_000 {
            let day = UInt32(random.number(1970..<2201)) * 1_000_000 + UInt32(random.number(0..<1_300_000))
            let old = random.pick([day, UInt32.random(in: .min ... .max, using: &random), .max, 0, 1 << 31])
            let time = random.oneIn(4) ? nil : Int64(random.number(0..<4_300_000_000))
            let increase = SerialIncrease(after: old, time: time)
            #expect(SerialNumber.isIncrease(from: old, to: increase.new), "\(old) at \(time ?? -1)")
        }
    }
}
