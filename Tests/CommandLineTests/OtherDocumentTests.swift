import TestSupport
import Testing

@Suite("Documents for clients and support, given as files")
struct OtherDocumentTests {
    private let folder: ScratchDirectory

    init() throws {
        folder = try ScratchDirectory()
        try folder.write("example.com.zone", SampleZones.good)
    }

    struct Mistake: Sendable, CustomTestStringConvertible {
        let option: String
        let text: String
        /// The line and column.
        let place: String
        let message: String
        var testDescription: String { message }
    }

    private static let mistakes = [
        Mistake(
            option: "--well-known-client", text: "{\"m.homeserver\": {\"base_url\": \"https://example.com\",}}\n",
            place: "1:52", message: "W301 the client well-known document is not JSON: trailing comma"),
        Mistake(
            option: "--well-known-client", text: "{\n  \"m.homeserver\": {\n    \"base_url\": \"example.com\"}}\n",
            place: "3:17", message: "W301 the client well-known document has `example.com` as `base_url`"),
        Mistake(
            option: "--well-known-support", text: "{'contacts': []}\n", place: "1:2",
            message: "W303 the support well-known document is not JSON: "),
        Mistake(
            option: "--well-known-support", text: "{\"contacts\": [\n  {\"role\": \"m.role.admin\"}]}\n", place: "2:3",
            message: "W303 the support well-known document has a contact (number 1) with neither"),
    ]

    @Test("A mistake is found by check at its line and column, and by explain", arguments: mistakes)
    func mistake(_ mistake: Mistake) throws {
        try folder.write("document.json", mistake.text)
        let checked = try ProgramRun(
            ["check", "example.com.zone", mistake.option, "document.json", "--format", "concise", "--no-config"],
            folder: folder.path)
        #expect(
            checked.output.contains("document.json:\(mistake.place): warning \(mistake.message)"), "\(checked.output)")
        let explained = try ProgramRun(
            [
                "explain", "example.com", "--zone", "example.com.zone", mistake.option, "document.json", "--no-config",
            ], folder: folder.path)
        #expect(explained.output.contains("--> document.json:\(mistake.place)"), "\(explained.output)")
    }

    @Test("A document in order is no finding, and is not confused with the one for servers")
    func inOrder() throws {
        try folder.write("client.json", "{\"m.homeserver\": {\"base_url\": \"https://matrix.example.com\"}}")
        try folder.write("support.json", "{\"support_page\": \"https://example.com/support\"}")
        let run = try ProgramRun(
            [
                "check", "example.com.zone", "--server-name", "example.com", "--well-known-client",
                "example.com=client.json", "--well-known-support", "support.json", "--format", "concise", "--no-config",
            ], folder: folder.path)
        #expect(!run.output.contains(" W"), "\(run.output)\(run.errors)")
    }

    @Test("A file that is missing is wrong usage, and the message names it")
    func missing() throws {
        for command in [["check", "example.com.zone"], ["explain", "example.com"], ["audit", "example.com"]] {
            for option in ["--well-known-client", "--well-known-support"] {
                let run = try ProgramRun(command + [option, "none.json", "--no-config"], folder: folder.path)
                #expect(run.status == 2 && run.errors.contains("`none.json`"), "\(run.errors)")
            }
        }
    }
}
