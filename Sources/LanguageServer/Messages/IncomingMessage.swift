import Federation

/// A message of the client (JSON-RPC 2.0 §4).
enum IncomingMessage {
    case request(id: JSONValue, method: String, params: JSONValue)
    case notification(method: String, params: JSONValue)
    /// The answer to a request of the server, which sends none.
    case response
    case wrong(ResponseError, id: JSONValue)

    init(_ frame: FrameDecoder.Frame) {
        switch frame {
        case .content(let content): self.init(content)
        case .unusable(let reason): self = .wrong(ResponseError(.parseError, reason), id: .null)
        }
    }

    private init(_ content: [UInt8]) {
        let value: JSONValue
        do throws(JSONProblem) {
            value = try JSONReader.read(content)
        } catch {
            self = .wrong(ResponseError(.parseError, "the message is not JSON: \(error.words)"), id: .null)
            return
        }
        guard value.members != nil else {
            // LSP has no batches.
            self = .wrong(ResponseError(.invalidRequest, "the message is \(value.kindName), not an object"), id: .null)
            return
        }
        let id = value["id"].flatMap { $0.string != nil || $0.integer != nil ? $0 : nil }
        guard let method = value["method"] else {
            let isResponse = value["result"] != nil || value["error"] != nil
            self =
                isResponse
                ? .response : .wrong(ResponseError(.invalidRequest, "the message has no method"), id: id ?? .null)
            return
        }
        guard let name = method.string else {
            self = .wrong(ResponseError(.invalidRequest, "the method is not a string"), id: id ?? .null)
            return
        }
        let params = value["params"] ?? .null
        if let id {
            self = .request(id: id, method: name, params: params)
        } else if value["id"] != nil {
            self = .wrong(ResponseError(.invalidRequest, "the id is neither an integer nor a string"), id: .null)
        } else {
            self = .notification(method: name, params: params)
        }
    }

    /// The id of the request that this message cancels.
    var cancelledID: JSONValue? {
        guard case .notification("$/cancelRequest", let params) = self else { return nil }
        return params["id"]
    }

    /// Whether this message edits a document.
    var isEdit: Bool {
        if case .notification("textDocument/didChange", _) = self { true } else { false }
    }
}

/// The error of a response.
struct ResponseError: Error {
    /// The codes of JSON-RPC 2.0 §5.1 and LSP 3.17, "ErrorCodes".
    enum Code: Int {
        case parseError = -32700
        case invalidRequest = -32600
        case methodNotFound = -32601
        case invalidParams = -32602
        case serverNotInitialized = -32002
        case requestCancelled = -32800
        case contentModified = -32801
        case serverCancelled = -32802
        case requestFailed = -32803
    }

    let code: Code
    let message: String
    let data: JSONValue?

    init(_ code: Code, _ message: String, data: JSONValue? = nil) {
        self.code = code
        self.message = message
        self.data = data
    }

    var json: JSONValue { ["code": JSONValue(code.rawValue), "message": JSONValue(message), "data": data] }
}
