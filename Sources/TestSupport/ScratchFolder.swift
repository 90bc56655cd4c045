import FoundationEssentials
import Glibc

/// A folder for one test, removed with everything in it when the test is done with it.
public final class ScratchFolder: Sendable {
    public let path: String

    public init() throws {
        var template = Array("/tmp/srvlint-test-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw ProgramRun.Failure("mkdtemp") }
        path = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }

    /// Writes a file, with the folders it needs.
    @discardableResult
    public func write(_ name: String, _ text: String) throws -> String {
        try write(name, Array(text.utf8))
    }

    @discardableResult
    public func write(_ name: String, _ bytes: [UInt8]) throws -> String {
        let file = path + "/" + name
        if let slash = name.lastIndex(of: "/") { try makeFolder(String(name[..<slash])) }
        try Data(bytes).write(to: URL(filePath: file))
        return file
    }

    public func makeFolder(_ name: String) throws {
        try FileManager.default.createDirectory(atPath: path + "/" + name, withIntermediateDirectories: true)
    }

    public func link(_ name: String, to target: String) throws {
        guard symlink(target, path + "/" + name) == 0 else { throw ProgramRun.Failure("symlink") }
    }

    public func makePipe(_ name: String) throws {
        guard mkfifo(path + "/" + name, 0o600) == 0 else { throw ProgramRun.Failure("mkfifo") }
    }

    public func text(_ name: String) throws -> String {
        String(decoding: try Data(contentsOf: URL(filePath: path + "/" + name)), as: UTF8.self)
    }
}

extension ScratchFolder {
    /// A file of the given size that takes no room on the disk.
    public func makeSparse(_ name: String, size: Int) throws {
        try write(name, "")
        guard truncate(path + "/" + name, size) == 0 else { throw ProgramRun.Failure("truncate") }
    }
}
