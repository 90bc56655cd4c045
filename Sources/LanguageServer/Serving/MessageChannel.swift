/// The bytes between the server and the client.
public protocol MessageChannel: Sendable {
    /// Waits for bytes. `nil` is the end of the input.
    func read() -> [UInt8]?
    /// Whether ``read()`` would return at once.
    var hasInput: Bool { get }
    func write(_ bytes: [UInt8])
    /// Writes a line to the log file, if there is one.
    func log(_ line: String)
}
