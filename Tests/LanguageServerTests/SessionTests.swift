import Diagnostics
import Federation
import LanguageServer
import Synchronization
import Testing
import ZoneFile

/// Whole sessions: what the client sends, and what the server answers.
@Suite("Sessions of the language server")
struct SessionTests {
    private static let initialize = #"{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"capabilities":{}}}"#
    private static let shutdown = #"{"jsonrpc":"2.0","id":9,"method":"shutdown"}"#
    private static let exit = #"{"jsonrpc":"2.0","method":"exit"}"#

    /// Sends messages, one after the other or all at once.
    private func session(_ messages: [String], atOnce: Bool = false) throws -> (answers: [JSONValue], isClean: Bool) {
        let frames = messages.map { FrameDecoder.encode($0) }
        let channel = RecordedChannel(atOnce ? [frames.flatMap(\.self)] : frames)
        let isClean = LanguageServer(channel, NoFindings(), version: "1").run()
        var decoder = FrameDecoder()
        let answers = try decoder.append(channel.written).map { frame in
            guard case .content(let content) = frame else { throw WrongFrame() }
            return try JSONReader.read(content)
        }
        return (answers, isClean)
    }

    private struct WrongFrame: Error {}

    private func code(_ answer: JSONValue?) -> Int? { answer?["error"]?["code"]?.integer }

    @Test("The lifecycle decides about the exit code")
    func lifecycle() throws {
        let clean = try session([Self.initialize, Self.shutdown, Self.exit])
        #expect(clean.isClean && clean.answers.count == 2)
        #expect(clean.answers[0]["result"]?["serverInfo"]?["name"]?.string == "srvlint")
        #expect(clean.answers[1]["result"] != nil && clean.answers[1]["error"] == nil)
        #expect(try !session([Self.initialize, Self.exit]).isClean)
        #expect(try !session([Self.initialize]).isClean)
        #expect(try session([Self.initialize, Self.shutdown]).isClean)
    }

    @Test("Requests at the wrong time have the codes of the specification")
    func wrongTime() throws {
        let unknown = #"{"jsonrpc":"2.0","id":"h","method":"textDocument/moniker"}"#
        let answers = try session([
            unknown, Self.shutdown, Self.initialize, unknown, Self.initialize, Self.shutdown, unknown, Self.exit,
        ]).answers
        #expect(answers.map { code($0) } == [-32002, -32002, nil, -32601, -32600, nil, -32600])
        #expect(answers[0]["id"]?.string == "h")
    }

    @Test(
        "A message that is wrong is answered, and the next one is served",
        arguments: [
            ("{", -32700), ("[]", -32600), ("1", -32600), (#"{"jsonrpc":"2.0","id":1}"#, -32600),
            (#"{"id":1,"method":2}"#, -32600), (#"{"id":{},"method":"shutdown"}"#, -32600),
            (#"{"id":1,"method":"$/x"}"#, -32601),
        ])
    func wrong(message: String, expected: Int) throws {
        let run = try session([Self.initialize, message, Self.shutdown, Self.exit])
        #expect(code(run.answers[1]) == expected)
        #expect(run.isClean && run.answers.count == 3)
    }

    @Test("Unknown notifications and responses are ignored")
    func ignored() throws {
        let run = try session([
            Self.initialize, #"{"method":"$/setTrace"}"#, #"{"id":3,"result":null}"#, #"{"method":"x"}"#, Self.shutdown,
        ])
        #expect(run.answers.count == 2)
    }

    @Test("A request that is cancelled before it is served")
    func cancelled() throws {
        let request = #"{"id":5,"method":"textDocument/moniker"}"#
        let cancel = #"{"method":"$/cancelRequest","params":{"id":5}}"#
        let answers = try session([Self.initialize, request, cancel, Self.shutdown], atOnce: true).answers
        #expect(answers.map { code($0) } == [nil, -32800, nil])
        // A string is another id.
        let other = #"{"method":"$/cancelRequest","params":{"id":"5"}}"#
        #expect(
            try session([Self.initialize, request, other], atOnce: true).answers.map { code($0) } == [nil, -32601])
    }

    @Test("Thousands of requests and their cancellations at once take linear time", .timeLimit(.minutes(1)))
    func cancelledAtOnce() throws {
        let ids = 10..<3010
        let requests = ids.map { #"{"id":\#($0),"method":"textDocument/moniker"}"# }
        let cancels = ids.map { #"{"method":"$/cancelRequest","params":{"id":\#($0)}}"# }
        let answers = try session([Self.initialize] + requests + cancels + requests + [Self.shutdown], atOnce: true)
            .answers
        // Those that come after the cancellations are answered, although they have the same ids.
        let codes = answers.map { code($0) }
        #expect(codes.count == 2 * ids.count + 2)
        #expect(codes.dropFirst().prefix(ids.count).allSatisfy { $0 == -32800 })
        #expect(codes.dropFirst(ids.count + 1).prefix(ids.count).allSatisfy { $0 == -32601 })
    }

    @Test(
        "The encoding is the first of the client's that is known, or UTF-16",
        arguments: [("[\"x\",\"utf-8\",\"utf-16\"]", "utf-8"), ("[\"utf-32\"]", "utf-32"), ("[]", "utf-16")])
    func encoding(offered: String, expected: String) throws {
        let message =
            #"{"id":1,"method":"initialize","params":{"capabilities":{"general":{"positionEncodings":\#(offered)}}}}"#
        let answer = try session([message]).answers[0]
        #expect(answer["result"]?["capabilities"]?["positionEncoding"]?.string == expected)
    }
}

/// A client that has written everything it will write.
private final class RecordedChannel: MessageChannel {
    private let state: Mutex<(input: [[UInt8]], output: [UInt8])>

    init(_ input: [[UInt8]]) { state = Mutex((input, [])) }

    var written: [UInt8] { state.withLock { $0.output } }
    var hasInput: Bool { false }
    func read() -> [UInt8]? { state.withLock { $0.input.isEmpty ? nil : $0.input.removeFirst() } }
    func write(_ bytes: [UInt8]) { state.withLock { $0.output += bytes } }
    func log(_ line: String) {}
}

private struct NoFindings: DocumentChecking {
    let note: String? = nil

    func fixAll(_ path: String, in workspace: Workspace) -> Result<[TextChange], Refusal> { .success([]) }

    func ignore(
        _ code: String, at offset: Int, of path: String, in checkedPath: String, _ workspace: Workspace
    ) -> Result<[TextChange], Refusal> { .success([]) }

    func format(_ text: SourceFile) -> Result<[TextChange], Refusal> { .success([]) }

    func page(ofRule code: String) -> String? { nil }

    func releaseMemory(ofEverything: Bool) {}

    func absolutePath(_ path: String) -> String { path }

    func filesToCheck(for document: OpenDocument, in workspace: Workspace) -> [String] { [document.path] }

    func check(
        _ path: String, in workspace: Workspace, shouldStop: @escaping @Sendable () -> Bool
    ) -> CheckedFile { CheckedFile() }
}
