import Foundation
import TestSupport
import Testing

@Suite("Zones and their earlier revisions")
struct AgainstTests {
    private let folder: ScratchDirectory
    private static let zone = SampleZones.good

    /// A repository with one commit of one zone.
    init() throws {
        folder = try ScratchDirectory()
        try folder.write("zones/example.com.zone", Self.zone)
        try git("init", "-q", ".")
        try git("add", "-A")
        try git("-c", "user.name=a", "-c", "user.email=a@example.com", "commit", "-qm", "first")
    }

    private func git(_ arguments: String...) throws {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["git", "-C", folder.path] + arguments
        try process.run()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
    }

    private func check(_ text: String, against revision: String = "HEAD") throws -> ProgramRun {
        try folder.write("zones/example.com.zone", text)
        let arguments = ["check", "--format", "concise", "--against", revision, "zones"]
        // git must be found, but must not read the configuration of the user who runs the tests.
        return try ProgramRun(
            arguments, folder: folder.path, environment: ["PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": folder.path]
        )
    }

    @Test("a changed record without a newer serial is said, at the serial")
    func changed() throws {
        let run = try check(Self.zone.replacing("8448 web", with: "443 web"))
        #expect(run.output.contains("zones/example.com.zone:3:51: warning Z250"), "\(run.output)\(run.errors)")
        #expect(run.status == 1)
    }

    @Test("another order, another spelling and a comment change nothing")
    func respelt() throws {
        let respelt = Self.zone.replacing("web IN A 192.0.2.10\n", with: "; web\n").replacing(
            "8448 web", with: "8448 WEB")
        let run = try check(respelt + "WEB.example.com. 1h A 192.0.2.10\n")
        #expect(!run.output.contains("Z250"), "\(run.output)")
    }

    @Test(
        "a serial is newer as secondaries count (RFC 1982)",
        arguments: [("2026112102", true), ("2026112100", false), ("4173595748", true), ("4173595750", false)]
    )
    func serials(_ serial: String, _ isNewer: Bool) throws {
        let changed = Self.zone.replacing("8448 web", with: "443 web").replacing("2026112101", with: serial)
        #expect(try check(changed).output.contains("Z250") == !isNewer)
    }

    @Test("a zone that did not exist then is new, and no revision at all is wrong usage")
    func unknown() throws {
        try folder.write("zones/example.net.zone", SampleZones.good.replacing("example.com", with: "example.org"))
        #expect(try check(Self.zone).status == 0)
        let wrong = try check(Self.zone, against: "nowhere")
        #expect(wrong.status == 2 && wrong.errors.contains("unknown revision `nowhere`"))
    }
}
