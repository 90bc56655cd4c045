import TestSupport
import Testing

@Suite("Directories of very many zones")
struct ManyZonesTests {
    private let folder: ScratchDirectory

    init() throws {
        folder = try ScratchDirectory()
        for number in 0..<2_000 {
            let zone = SampleZones.bad.replacing("example.com.", with: "d\(number).example.")
            try folder.write("\(number < 200 ? "few" : "many")/d\(number).example.zone", zone)
        }
    }

    @Test("ten times the zones take ten times the time, and every zone has the same findings as alone")
    func scaling() throws {
        func check(_ paths: String...) throws -> ProgramRun {
            let runs = try (0..<2).map { _ in
                try ProgramRun(["check", "--format", "concise"] + paths, folder: folder.path, limit: 300)
            }
            #expect(runs[0].output == runs[1].output)
            return runs[0].seconds < runs[1].seconds ? runs[0] : runs[1]
        }
        let (few, all) = (try check("few"), try check("few", "many"))
        #expect(few.status == 1 && all.status == 1)
        let lines = all.output.split(separator: "\n")
        #expect(lines.count == 2_000)
        #expect(all.output.hasPrefix(few.output))
        #expect(lines.allSatisfy { $0.hasSuffix(".example.zone:8:35: error S301 SRV target is an alias") })
        #expect(all.seconds < 30 * few.seconds + 0.5, "\(few.seconds) s and \(all.seconds) s")
    }
}
