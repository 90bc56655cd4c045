import FoundationEssentials
import Glibc
import ZoneFile

/// A directory for one test, which is removed with its contents after the test.
public final class ScratchDirectory: Sendable {
    public let path: String

    public init() throws {
        var template = Array("/tmp/srvlint-test-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw ProgramRun.Failure("mkdtemp") }
        path = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }

    /// Writes a file, and creates its parent directories.
    @discardableResult
    public func write(_ name: String, _ text: String) throws -> String {
        try write(name, Array(text.utf8))
    }

    @discardableResult
    public func write(_ name: String, _ bytes: [UInt8]) throws -> String {
        if let slash = name.lastIndex(of: "/") { try makeDirectory(String(name[..<slash])) }
        guard let file = fopen(systemPath(name), "w") else { throw ProgramRun.Failure(name) }
        defer { fclose(file) }
        guard fwrite(bytes, 1, bytes.count, file) == bytes.count else { throw ProgramRun.Failure(name) }
        return path + "/" + name
    }

    /// Returns the path of a file for the system. The name need not be UTF-8, see ``PathText``.
    private func systemPath(_ name: String) -> [CChar] {
        PathText.bytes(of: path + "/" + name).map(CChar.init(bitPattern:)) + [0]
    }

    public func makeDirectory(_ name: String) throws {
        var made = ""
        for component in name.utf8.split(separator: UInt8(ascii: "/")) {
            made += (made.isEmpty ? "" : "/") + (String(component) ?? "")
            guard mkdir(systemPath(made), 0o777) == 0 || errno == EEXIST else { throw ProgramRun.Failure(made) }
        }
    }

    public func link(_ name: String, to target: String) throws {
        guard symlink(PathText.bytes(of: target).map(CChar.init(bitPattern:)) + [0], systemPath(name)) == 0 else {
            throw ProgramRun.Failure("symlink")
        }
    }

    public func makePipe(_ name: String) throws {
        guard mkfifo(path + "/" + name, 0o600) == 0 else { throw ProgramRun.Failure("mkfifo") }
    }

    public func text(_ name: String) throws -> String {
        guard let file = fopen(systemPath(name), "r") else { throw ProgramRun.Failure(name) }
        defer { fclose(file) }
        var text: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = fread(&buffer, 1, buffer.count, file)
            if count == 0 { return String(decoding: text, as: UTF8.self) }
            text += buffer[..<count]
        }
    }

    public func remove(_ name: String) throws {
        guard Glibc.remove(systemPath(name)) == 0 else { throw ProgramRun.Failure(name) }
    }

    /// Returns the names in a directory, including hidden ones.
    public func names(in folder: String = ".") throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: path + "/" + folder).sorted()
    }
}

extension ScratchDirectory {
    /// Creates a file of the given size that takes no space on the disk.
    public func makeSparse(_ name: String, size: Int) throws {
        try write(name, "")
        guard truncate(path + "/" + name, size) == 0 else { throw ProgramRun.Failure("truncate") }
    }
}
