import Federation

// Messages to the client.

extension LanguageServer {
    func respond(_ error: ResponseError, to id: JSONValue) {
        channel.log("error \(error.code.rawValue): \(error.message)")
        send(["jsonrpc": "2.0", "id": id, "error": error.json])
    }

    func notify(_ method: String, _ params: JSONValue) {
        send(["jsonrpc": "2.0", "method": JSONValue(method), "params": params])
    }

    /// Sends a request whose answer does not matter.
    func request(_ method: String, _ params: JSONValue? = nil) {
        lastRequest += 1
        send(["jsonrpc": "2.0", "id": "srvlint-\(lastRequest)", "method": JSONValue(method), "params": params])
    }

    /// Reports something to the user of the editor's log: `window/logMessage`, as a warning.
    func warn(_ message: String) {
        channel.log(message)
        notify("window/logMessage", ["type": 2, "message": JSONValue(message)])
    }

    /// Reports what the user should know about the workspace, once.
    func warnAboutWorkspace() {
        let note = checker.note
        if let note, note != lastNote { warn(note) }
        lastNote = note
    }

    func send(_ message: JSONValue) {
        channel.write(FrameDecoder.encode(JSONWriter(.compact).text(message)))
    }
}
