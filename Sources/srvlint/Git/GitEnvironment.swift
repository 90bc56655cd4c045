import Glibc

/// The environment of git: built from a short list, not inherited.
///
/// Hooks of git export `GIT_DIR`, `GIT_INDEX_FILE` and others, which would make git compare another repository or index.
/// Variables such as `GIT_SSH_COMMAND`, `GIT_EXTERNAL_DIFF` and `GIT_EXEC_PATH` name programs to run.
struct GitEnvironment {
    private var variables: [String: String] = [:]

    /// - Parameter searchPath: the directories in which git searches for its own programs.
    init(searchPath: [String]) {
        // A relative path would be resolved in the repository.
        for name in ["HOME", "XDG_CONFIG_HOME", "TMPDIR", "GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM"] {
            if let value = Environment.value(name), value.isEmpty || value.isAbsolutePath { variables[name] = value }
        }
        // The configuration of the user or the CI job often sets `safe.directory`. With `sudo`, git compares the owner of
        // the repository with SUDO_UID.
        for name in ["GIT_CONFIG_NOSYSTEM", "GIT_CONFIG_PARAMETERS", "SUDO_UID"] {
            variables[name] = Environment.value(name)
        }
        copyNumberedConfiguration()
        variables["PATH"] = searchPath.joined(separator: ":")
        // No transport, even if a configuration allows it: git-config(1), `protocol.allow`.
        variables["GIT_ALLOW_PROTOCOL"] = "none"
        // A missing object of a partial clone is not fetched; known to git 2.45 and maintained older releases.
        variables["GIT_NO_LAZY_FETCH"] = "1"
        variables["GIT_NO_REPLACE_OBJECTS"] = "1"
        variables["GIT_OPTIONAL_LOCKS"] = "0"
        variables["GIT_TERMINAL_PROMPT"] = "0"
        variables["GIT_LITERAL_PATHSPECS"] = "1"
        variables["GIT_PAGER"] = "cat"
        variables["GIT_EDITOR"] = ":"
        variables["LC_ALL"] = "C"
    }

    /// Stops git from searching for a repository above `top`.
    mutating func stop(above top: String) {
        if top != "/" { variables["GIT_CEILING_DIRECTORIES"] = top.directory }
    }

    /// Sets the repository, so that git does not search for one. This also disables git's check of its owner.
    mutating func name(gitDirectory: String, workTree: String?) {
        variables["GIT_DIR"] = gitDirectory
        variables["GIT_WORK_TREE"] = workTree
    }

    /// Prevents git from starting any program, including itself: versions that do not know `GIT_NO_LAZY_FETCH` start
    /// `git fetch` for a missing object of a partial clone. The commands used here are built into git.
    mutating func hidePrograms() {
        variables["PATH"] = "/dev/null"
        variables["GIT_EXEC_PATH"] = "/dev/null"
    }

    /// `NAME=value`, for `posix_spawn`.
    var entries: [String] { variables.map { "\($0.key)=\($0.value)" } }

    /// `GIT_CONFIG_COUNT` with `GIT_CONFIG_KEY_0`, `GIT_CONFIG_VALUE_0` and so on: git-config(1), "Environment".
    private mutating func copyNumberedConfiguration() {
        guard let text = Environment.value("GIT_CONFIG_COUNT"), let count = Int(text), 0...1000 ~= count else { return }
        variables["GIT_CONFIG_COUNT"] = text
        for number in 0..<count {
            for name in ["GIT_CONFIG_KEY_\(number)", "GIT_CONFIG_VALUE_\(number)"] {
                variables[name] = Environment.value(name)
            }
        }
    }
}
