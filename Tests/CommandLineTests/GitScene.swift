import Glibc
import TestSupport

/// A directory with a repository of one zone, `repository/zones/example.com.zone`, and operations for tests.
struct GitScene {
    let folder: ScratchDirectory
    static let zone = SampleZones.good
    static let file = "repository/zones/example.com.zone"
    static let changed = zone.replacing("8448 web", with: "443 web")
    static let searchPath = "/usr/local/bin:/usr/bin:/bin"

    /// - Parameter isCommitted: whether the zone is committed, and then changed without a new serial.
    init(isCommitted: Bool = true) throws {
        folder = try ScratchDirectory()
        try folder.write(Self.file, Self.zone)
        try git("init", "-q", ".")
        guard isCommitted else { return }
        try commit()
        try folder.write(Self.file, Self.changed)
    }

    var repository: String { folder.path + "/repository" }

    func commit() throws {
        try git("add", "-A")
        try git("commit", "-qm", "zones")
    }

    /// Runs plain git, as a user would.
    func git(_ arguments: String..., folder name: String = "repository") throws {
        let command = arguments.map(Self.quoted).joined(separator: " ")
        try run("git " + command, in: name)
    }

    struct Failed: Error {
        let command: String
    }

    /// Runs a shell command that must succeed, with only an author in the environment.
    func run(_ command: String, in name: String = "repository") throws {
        guard attempt(command, in: name) == 0 else { throw Failed(command: command) }
    }

    @discardableResult
    func attempt(_ command: String, in name: String = "repository") -> Int32 {
        let person =
            "GIT_AUTHOR_NAME=a GIT_AUTHOR_EMAIL=a@example.com GIT_COMMITTER_NAME=a GIT_COMMITTER_EMAIL=a@example.com"
        let place = Self.quoted(folder.path + "/" + name)
        let output = Self.quoted(folder.path + "/output")
        return shell(
            "cd \(place) && env -i PATH=\(Self.searchPath) HOME=\(Self.quoted(folder.path)) \(person) "
                + "sh -c \(Self.quoted(command)) >\(output) 2>&1 </dev/null"
        )
    }

    /// The output of the last command, without its last line feed.
    var output: String {
        var text = (try? folder.text("output")) ?? ""
        if text.hasSuffix("\n") { text.removeLast() }
        return text
    }

    /// Returns the object with a name.
    func object(_ name: String) throws -> String {
        try git("rev-parse", name)
        return output
    }

    /// Removes an object from the repository, as in a partial clone or a damaged one.
    func remove(_ name: String) throws {
        try run("rm \(path(ofObject: try object(name)))")
    }

    func path(ofObject object: String) -> String {
        ".git/objects/\(object.prefix(2))/\(object.dropFirst(2))"
    }

    static func quoted(_ text: String) -> String {
        "'" + text.replacing("'", with: "'\\''") + "'"
    }

    /// Runs `check --against` in the repository.
    func check(
        _ paths: String..., against revision: String = "HEAD", options: [String] = ["--format", "concise"],
        folder name: String = "repository", environment: [String: String] = [:]
    ) throws -> ProgramRun {
        try ProgramRun(
            ["check", "--against", revision] + options + (paths.isEmpty ? ["."] : paths),
            folder: folder.path + "/" + name,
            environment: ["PATH": Self.searchPath, "HOME": folder.path].merging(environment) { $1 }
        )
    }

    /// Writes a script named `git` to a separate directory.
    ///
    /// - Parameter script: shell commands; `$real` is the real git.
    /// - Returns: a PATH that starts with the directory.
    func wrapper(_ script: String) throws -> String {
        let text = "#!/bin/sh\nreal=$(PATH=\(Self.searchPath) command -v git)\n\(script)\n"
        try program("wrapper/git", text)
        return folder.path + "/wrapper:" + Self.searchPath
    }

    /// Writes an executable file.
    ///
    /// Another process writes it. A child of another test could inherit the open descriptor from this one, and a file
    /// that is open for writing cannot be executed.
    func program(_ name: String, _ text: String) throws {
        try folder.write(name + ".text", text)
        let path = Self.quoted(folder.path + "/" + name)
        try run("cp \(path).text \(path); chmod +x \(path); rm \(path).text", in: ".")
    }
}
