import TestSupport
import Testing

@Suite("check --jobs")
struct JobsTests {
    private let folder: ScratchDirectory

    init() throws {
        folder = try ScratchDirectory()
        try folder.makeDirectory(".git")
    }

    private func check(_ jobs: String, _ arguments: [String]) throws -> ProgramRun {
        try ProgramRun(["check", "--format", "json", "--jobs", jobs] + arguments, folder: folder.path)
    }

    private func zone(_ name: String, records: Int) -> String {
        var text = "$ORIGIN \(name).\n$TTL 3600\n@ IN SOA ns1 hostmaster 1 7200 3600 1209600 3600\n"
        text += "@ NS ns1\nns1 A 192.0.2.1\n"
        for number in 0..<records {
            text += "host-\(number) IN A 192.0.2.\(number % 256)\n"
            if number % 500 == 0 { text += "_sip._tcp.h\(number) SRV 1 2 5060 host-\(number)x\nbad\(number) A x\n" }
        }
        return text
    }

    @Test("gives the same report of a large zone, with its mistakes, on one thread and on several")
    func largeZone() throws {
        try folder.write("example.com.zone", zone("example.com", records: 40_000))
        let one = try check("1", ["example.com.zone"])
        #expect(one.status == 1)
        #expect(one.output.contains("S302") && one.output.contains("Z104"))
        for jobs in ["2", "3"] {
            let run = try check(jobs, ["example.com.zone"])
            #expect(run.output == one.output && run.status == one.status)
        }
    }

    @Test("gives the same report of many files in the same order, with includes and unreadable ones")
    func manyFiles() throws {
        for number in 0..<60 {
            // The first ones take longest.
            try folder.write("\(100 + number).zone", zone("n\(number).example", records: 60_000 / (number + 20)))
        }
        try folder.write("130.zone", zone("inc.example", records: 2) + "$INCLUDE part.inc\n$INCLUDE missing.inc\n")
        try folder.write("part.inc", "a A 192.0.2.1\nb A 192.0.2.300\n")
        try folder.write("140.zone", [0, 1, 2, 3, 0, 0, 5])
        let one = try check("1", ["."])
        #expect(one.status == 1)
        #expect(one.output.contains("part.inc"))
        for jobs in ["2", "5"] {
            let run = try check(jobs, ["."])
            #expect(run.output == one.output && run.errors == one.errors && run.status == one.status)
        }
    }

    @Test("takes a number of threads from 1 to 1,024")
    func mistakes() throws {
        try folder.write("example.com.zone", zone("example.com", records: 1))
        for text in ["0", "-1", "two", "1025", "", "9999999999999999999"] {
            let run = try ProgramRun(["check", "--jobs=\(text)", "example.com.zone"], folder: folder.path)
            #expect(run.status == 2, "\(text)")
            #expect(run.errors.contains("--jobs"), "\(run.errors)")
        }
        #expect(try check("1024", ["example.com.zone"]).status != 2)
    }
}
