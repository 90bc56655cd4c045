import FoundationEssentials

/// A virtual environment of Python with packages from PyPI, which a script in `.ci` installs.
enum PythonEnvironment {
    /// Returns the path of its Python; `nil` if it is not installed.
    ///
    /// - Parameters:
    ///   - name: the name of the directory in `.build`.
    ///   - variable: the environment variable that names another directory.
    static func python(_ name: String, variable: String) -> String? {
        let root = String(#filePath.split(separator: "/Sources/TestSupport/")[0])
        let folder = ProcessInfo.processInfo.environment[variable] ?? root + "/.build/" + name
        return FileManager.default.isExecutableFile(atPath: folder + "/bin/python") ? folder + "/bin/python" : nil
    }
}
