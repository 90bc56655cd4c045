import Federation

/// A server of the Language Server Protocol 3.17 for zone files.
///
/// It handles one message after the other. Files are checked when no message is waiting, and a check ends early when one
/// arrives, so a newer edit is never behind an older check.
public final class LanguageServer {
    let channel: any MessageChannel
    let checker: any DocumentChecking
    let version: String
    private var decoder: FrameDecoder
    private var waiting = MessageQueue()
    private var state = State.new
    var encoding = PositionEncoding.utf16
    var client = ClientCapabilities()
    /// The absolute paths of the folders of the workspace.
    var folders: [String] = []
    /// Increases when files on the disk may have changed.
    var generation = 0
    /// The open documents by the URI of the client.
    var documents: [String: Document] = [:]
    /// The results of checks by the absolute path of the file.
    var checked = CheckedFiles()
    /// The files among them that changed, or something that they were checked with.
    var due: Set<String> = []
    /// Whether a document was opened or closed, or a file is due.
    var hasChanges = false
    /// Whether a document was closed whose memory can be returned to the system.
    var hasClosedDocuments = false
    /// The diagnostics that the client has, by URI.
    var shown: [String: ShownDiagnostics] = [:]
    var lastNote: String?
    var lastRequest = 0

    private enum State { case new, running, shutDown }

    struct ShownDiagnostics: Equatable {
        let text: String
        let version: Int?
    }

    struct Document {
        let document: OpenDocument
        var version: Int?
        var text: TextBuffer
        /// Increases with each edit of any document, so that the last one is known.
        var edit = 0
        /// The files whose check shows what is wrong in it; `nil` if that has to be found out.
        var files: [String]?

        var path: String { document.path }

        /// Larger documents are checked when they are opened and saved, and not after each edit.
        var isLarge: Bool { text.bytes.count > 8 << 20 }
    }

    public init(
        _ channel: any MessageChannel, _ checker: any DocumentChecking, version: String,
        decoder: FrameDecoder = FrameDecoder()
    ) {
        self.channel = channel
        self.checker = checker
        self.version = version
        self.decoder = decoder
    }

    /// Serves until `exit` or the end of the input.
    ///
    /// - Returns: whether the client sent `shutdown` before, which decides about the exit code.
    public func run() -> Bool {
        while true {
            if waiting.isEmpty, !channel.hasInput, state == .running { checkDueFiles() }
            while waiting.isEmpty {
                guard let bytes = channel.read() else { return state == .shutDown }
                waiting.append(decoder.append(bytes))
            }
            let message = waiting.removeFirst()
            if case .notification("exit", _) = message { return state == .shutDown }
            handle(message)
        }
    }

    // MARK: - Messages

    private func handle(_ message: IncomingMessage) {
        switch message {
        case .response: break
        case .wrong(let error, let id): respond(error, to: id)
        case .notification(let method, let params):
            guard state == .running else { return }
            notified(method, params)
        case .request(let id, let method, let params):
            do throws(ResponseError) {
                if isCancelled(id) { throw ResponseError(.requestCancelled, "`\(method)` was cancelled") }
                send(["jsonrpc": "2.0", "id": id, "result": try result(of: method, params)])
            } catch {
                respond(error, to: id)
            }
        }
    }

    private func result(of method: String, _ params: JSONValue) throws(ResponseError) -> JSONValue {
        switch (state, method) {
        case (.new, "initialize"):
            guard params.members != nil else { throw ResponseError(.invalidParams, "`initialize` has no parameters") }
            state = .running
            return initialize(params)
        case (.new, _): throw ResponseError(.serverNotInitialized, "`\(method)` was sent before `initialize`")
        case (.shutDown, _): throw ResponseError(.invalidRequest, "`\(method)` was sent after `shutdown`")
        case (.running, "initialize"): throw ResponseError(.invalidRequest, "`initialize` was sent twice")
        case (.running, "shutdown"):
            state = .shutDown
            return .null
        case (.running, _):
            guard let answer = requests[method] else {
                throw ResponseError(.methodNotFound, "there is no method `\(method)`")
            }
            return try answer(params)
        }
    }

    /// Reads what the client has sent so far, without handling it.
    private func receive() {
        while channel.hasInput, let bytes = channel.read() { waiting.append(decoder.append(bytes)) }
    }

    /// Whether a message that is already here cancels a request.
    private func isCancelled(_ id: JSONValue) -> Bool {
        receive()
        return waiting.cancels(id)
    }

    /// Whether an edit of a document is already here, so that an answer would be outdated.
    var isEditWaiting: Bool {
        receive()
        return waiting.hasEdit
    }
}
