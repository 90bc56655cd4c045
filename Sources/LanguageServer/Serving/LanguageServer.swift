import Federation

/// A server of the Language Server Protocol 3.17 for zone files.
///
/// It handles one message after the other. Documents are checked when no message is waiting, and a check ends early when one
/// arrives, so a newer edit is never behind an older check.
public final class LanguageServer {
    let channel: any MessageChannel
    let checker: any DocumentChecking
    private let version: String
    private var decoder: FrameDecoder
    private var waiting: [FrameDecoder.Frame] = []
    private var state = State.new
    var encoding = PositionEncoding.utf16
    /// The open documents by the URI of the client.
    var documents: [String: Document] = [:]

    private enum State { case new, running, shutDown }

    struct Document {
        let path: String
        var version: Int?
        var text: TextBuffer
        /// Whether the document changed, or something that it was checked with.
        var isDue = true
        var result = CheckedDocument()
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
            if waiting.isEmpty, !channel.hasInput, state == .running { checkDueDocuments() }
            while waiting.isEmpty {
                guard let bytes = channel.read() else { return state == .shutDown }
                waiting = decoder.append(bytes)
            }
            switch waiting.removeFirst() {
            case .unusable(let reason): respond(ResponseError(.parseError, reason), to: .null)
            case .content(let content):
                let message = IncomingMessage(content)
                if case .notification("exit", _) = message { return state == .shutDown }
                handle(message)
            }
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
        case (.running, _): throw ResponseError(.methodNotFound, "there is no method `\(method)`")
        }
    }

    private func initialize(_ params: JSONValue) -> JSONValue {
        let offered = params["capabilities"]?["general"]?["positionEncodings"]?.array ?? []
        // The client lists them in the order that it prefers. Without a list it counts in UTF-16.
        encoding = offered.lazy.compactMap { $0.string.flatMap(PositionEncoding.init) }.first ?? .utf16
        return [
            "capabilities": [
                "positionEncoding": JSONValue(encoding.rawValue),
                // 2 is incremental; a client may still send the whole text.
                "textDocumentSync": ["openClose": true, "change": 2, "save": ["includeText": false]],
            ],
            "serverInfo": ["name": "srvlint", "version": JSONValue(version)],
        ]
    }

    /// Whether a message that is already here cancels a request.
    private func isCancelled(_ id: JSONValue) -> Bool {
        while channel.hasInput, let bytes = channel.read() { waiting += decoder.append(bytes) }
        return waiting.contains { frame in
            guard case .content(let content) = frame, let cancelled = IncomingMessage(content).cancelledID else {
                return false
            }
            return cancelled.string == id.string && cancelled.integer == id.integer
        }
    }

    // MARK: - Sending

    private func respond(_ error: ResponseError, to id: JSONValue) {
        channel.log("error \(error.code.rawValue): \(error.message)")
        send(["jsonrpc": "2.0", "id": id, "error": error.json])
    }

    func notify(_ method: String, _ params: JSONValue) {
        send(["jsonrpc": "2.0", "method": JSONValue(method), "params": params])
    }

    /// Reports something to the user of the editor's log: `window/logMessage`, as a warning.
    func warn(_ message: String) {
        channel.log(message)
        notify("window/logMessage", ["type": 2, "message": JSONValue(message)])
    }

    private func send(_ message: JSONValue) {
        channel.write(FrameDecoder.encode(JSONWriter(.compact).text(message)))
    }
}
