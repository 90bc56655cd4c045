/// Reads objects with `git cat-file --batch`, which is started for the first object and again after a failure.
struct GitObjects {
    private let command: GitCommand
    private var process: GitProcess?

    /// The header consists of a name, a type and a size.
    private static let maximumHeader = 1024

    init(_ command: GitCommand) {
        self.command = command
    }

    struct Object {
        /// In hexadecimal digits.
        let name: String
        let type: String
        let bytes: [UInt8]
    }

    enum Failure: Error {
        case missing(stderr: String)
        case tooLarge
        case git(GitFailure)
    }

    /// Reads an object of at most `limit` bytes.
    ///
    /// Git applies filters and `textconv` only if `cat-file` has the option for it.
    mutating func read(_ name: String, limit: Int) throws(Failure) -> Object {
        do throws(Failure) {
            return try request(name, limit: limit)
        } catch {
            // The rest of its output would be taken for the next object.
            if case .missing = error {} else { process = nil }
            throw error
        }
    }

    private mutating func request(_ name: String, limit: Int) throws(Failure) -> Object {
        let process: GitProcess
        var bytes: [UInt8] = []
        do throws(GitFailure) {
            process = try running()
            try process.send(name)
            while !bytes.contains(0x0A) {
                guard bytes.count < Self.maximumHeader else { throw .unexpectedOutput }
                try receive(into: &bytes, from: process)
            }
        } catch {
            throw .git(error)
        }
        guard let feed = bytes.firstIndex(of: 0x0A) else { throw .git(.unexpectedOutput) }
        let header = String(decoding: bytes[..<feed], as: UTF8.self)
        let words = header.split(separator: " ").map(String.init)
        if words == [name, "missing"] {
            process.readAvailableErrors()
            throw .missing(stderr: process.stderr)
        }
        guard words.count == 3, let size = Int(words[2]), size >= 0, Self.isName(words[0]) else {
            throw .git(.unexpectedOutput)
        }
        guard size <= limit else { throw .tooLarge }
        bytes.removeSubrange(...feed)
        do throws(GitFailure) {
            while bytes.count <= size { try receive(into: &bytes, from: process) }
        } catch {
            throw .git(error)
        }
        guard bytes.count == size + 1, bytes.popLast() == 0x0A else { throw .git(.unexpectedOutput) }
        return Object(name: words[0], type: words[1], bytes: bytes)
    }

    private mutating func running() throws(GitFailure) -> GitProcess {
        if let process { return process }
        let new = try command.start(["cat-file", "--batch"], takesInput: true)
        process = new
        return new
    }

    private func receive(into bytes: inout [UInt8], from process: GitProcess) throws(GitFailure) {
        guard try process.receive(into: &bytes) else { throw process.failure() }
    }

    /// Whether a text is the full name of an object: SHA-1 or SHA-256.
    static func isName(_ text: String) -> Bool {
        (text.utf8.count == 40 || text.utf8.count == 64)
            && text.utf8.allSatisfy { 0x30...0x39 ~= $0 || 0x61...0x66 ~= $0 }
    }
}
