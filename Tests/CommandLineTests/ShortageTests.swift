import FoundationEssentials
import TestSupport
import Testing

/// Limits of the operating system, and timeouts.
@Suite("Shortages")
struct ShortageTests {
    private let folder: ScratchDirectory

    init() throws { folder = try ScratchDirectory() }

    /// Returns the exit code and all output of the program with limits of `ulimit`.
    private func run(_ limits: String, _ arguments: String) throws -> (status: Int32, text: String) {
        let program = try ProgramRun.program()
        let command = "cd '\(folder.path)' && \(limits) && exec '\(program)' \(arguments)"
        let status = shell("( \(command) ) > '\(folder.path)/said' 2>&1 < /dev/null")
        return (status, try folder.text("said"))
    }

    @Test("With too few descriptors for the network, commands report that and end with 3", arguments: [5, 8, 12, 16])
    func descriptors(_ count: Int) throws {
        try folder.write(".srvlint.yml", "resolvers: [\"127.0.0.1:1\"]\n")
        for command in ["audit example.com --timeout 5", "explain example.com"] {
            let (status, text) = try run("ulimit -n \(count)", command)
            #expect(status == 3, "\(text)")
            #expect(text.contains("more file descriptors are needed") || text.contains("127.0.0.1:1"), "\(text)")
        }
    }

    @Test("Connections that wait for descriptors leave some for libraries", arguments: [18, 20, 24, 40])
    func connections(_ count: Int) async throws {
        let names = (0..<24).map { "127.0.0.1:\($0 + 1)" }.joined(separator: " ")
        let (status, text) = try run(
            "ulimit -n \(count)", "audit \(names) --resolver 127.0.0.1:1 --timeout 5 --no-config --format concise")
        #expect(status == 1 || status == 3, "\(text)")
        #expect(!text.contains("Too many open files"), "\(text)")
    }

    @Test("With too few threads, audit reports that instead of waiting for ever", arguments: [2, 3, 4, 5, 6, 8])
    func threads(_ count: Int) throws {
        let program = try ProgramRun.program()
        // The limit affects only accounts without privileges.
        // It counts all processes of the account, so each case has its own account.
        let nobody = "timeout 30 setpriv --reuid \(61_000 + count) --clear-groups"
        guard shell("chmod 755 '\(folder.path)' && \(nobody) '\(program)' --version > /dev/null 2>&1") == 0 else {
            return
        }
        try folder.write("case.json", "{\"schema\": 1, \"dns\": [], \"https\": [], \"tls\": [], \"federation\": []}")
        let limit = "ulimit -u \(count) 2> /dev/null || ulimit -p \(count)"
        let status = shell(
            """
            cd '\(folder.path)' && \(nobody) sh -c '\(limit); exec "$0" "$@"' \
            '\(program)' audit a.example b.example c.example --evidence case.json --no-config > said 2>&1
            """)
        let said = try folder.text("said")
        #expect(status == 3, "\(said)")
    }

    @Test("A low limit is raised if that is allowed")
    func raised() throws {
        let (status, text) = try run("ulimit -Sn 8", "audit example.com --resolver 127.0.0.1:1 --timeout 5")
        #expect(status == 3 && text.contains("127.0.0.1:1"), "\(text)")
    }

    @Test("With too little memory for threads, audit reports that and ends with 3")
    func memory() throws {
        let (status, text) = try run(
            "ulimit -s 1048576; ulimit -v 3000000", "audit example.com --resolver 127.0.0.1:1 --timeout 5")
        #expect(status == 3, "\(text)")
        #expect(text.contains("threads are needed") || text.contains("127.0.0.1:1"), "\(text)")
    }

    @Test("A file beyond the size limit of the shell is reported as not written, and nothing is left")
    func fileSize() throws {
        try folder.write("z/example.com.zone", SampleZones.good)
        for option in ["--output json:z/report", "--write-baseline z/report", "--add-ignore"] {
            let zone = SampleZones.good + (1...200).map { "a\($0) IN SRV 0 0 443 missing\n" }.joined()
            try folder.write("z/example.com.zone", zone)
            let (status, text) = try run("exec > /dev/null; ulimit -f 1", "check --no-config \(option) z")
            #expect([1, 3].contains(status), "\(option): \(status) \(text)")
            #expect(shell("test \"$(ls -A '\(folder.path)/z')\" = example.com.zone") == 0)
            #expect(try folder.text("z/example.com.zone") == zone)
        }
    }

    @Test("Two thousand files are checked with descriptors for two at once")
    func manyFiles() throws {
        for number in 0..<2_000 { try folder.write("z/\(number).example.zone", SampleZones.good) }
        let (status, text) = try run("ulimit -n 6", "check --no-config z")
        #expect(status == 0, "\(text.suffix(300))")
    }

    @Test("The timeout includes checking: the server is reported as not checked, and the run continues")
    func timeout() throws {
        let records = (0..<120_000).map { "_matrix._tcp.a\($0) IN SRV 0 0 8448 web.example.com\n" }.joined()
        try folder.write("large.zone", SampleZones.beginning + records)
        let run = try ProgramRun(
            ["audit", "example.com", "a1.example.com", "--zone", "large.zone", "--timeout", "1", "--format", "jsonl"],
            folder: folder.path, limit: 120)
        #expect(run.status == 3)
        for name in ["example.com", "a1.example.com"] {
            #expect(run.output.contains("the audit of `\(name)` timed out after 1 second while judging its answers"))
        }
        #expect(run.output.contains("X104"))
        #expect(run.seconds < 60)
    }
}
