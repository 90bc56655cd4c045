import TestSupport
import Testing

@testable import srvlint

@Suite("Plans of audit")
struct AuditPlanTests {
    private let folder: ScratchDirectory

    init() throws {
        folder = try ScratchDirectory()
        try folder.makeDirectory(".git")
        try folder.write("a.zone", "$ORIGIN example.com.\n@ 3600 IN SOA ns1 hostmaster 1 2 3 4 5\n")
        try folder.write("list", "example.org\nexample.net # comment\n")
        try folder.write(".srvlint.yml", "fail-on: never\nresolvers: [192.0.2.53]\nignore: [M]\n")
    }

    private func path(_ name: String) -> String { folder.path + "/" + name }

    private func plan(_ arguments: String...) throws -> AuditPlan {
        try AuditPlan(AuditCommand.parse(arguments))
    }

    @Test("Server names come from the command line, then from the list")
    func names() throws {
        let plan = try plan("example.com", "--from", path("list"), "--config", path(".srvlint.yml"))
        #expect(plan.names == ["example.com", "example.org", "example.net"])
        #expect(plan.isLive)
    }

    @Test("The command line overrides the configuration, which overrides the defaults")
    func precedence() throws {
        #expect(try plan("example.com", "--no-config").rules.failOn == .error)
        let configured = try plan("example.com", "--config", path(".srvlint.yml"))
        #expect(configured.rules.failOn == .never)
        #expect(try configured.collecting.servers(in: configured.settings).servers.map(\.description).count == 1)
        let given = try plan(
            "example.com", "--config", path(".srvlint.yml"), "--fail-on", "info", "--resolver", "192.0.2.1",
            "--resolver", "192.0.2.2")
        #expect(given.rules.failOn == .info)
        #expect(try given.collecting.servers(in: given.settings).servers.count == 2)
    }

    @Test("With a zone file nothing is collected, and its configuration applies")
    func zone() throws {
        let plan = try plan("example.com", "--zone", path("a.zone"))
        #expect(!plan.isLive)
        #expect(plan.rules.failOn == .never)
        #expect(plan.documents.contains { $0.hasSuffix(".srvlint.yml") })
    }

    @Test("Options that contradict each other are refused")
    func refused() throws {
        for arguments in [
            ["example.com", "--zone", path("a.zone"), "--save", path("case.json")],
            ["example.com", "example.net", "--well-known", path("list")],
            ["--from", path("a.json")],
        ] {
            #expect(throws: (any Error).self) { try AuditPlan(AuditCommand.parse(arguments)) }
        }
    }
}
