/// The path of a file in a patch: relative to the working directory, where the patch is applied.
struct PatchPath {
    /// Of a file elsewhere, relative to the root: for `patch -p1 -d /`.
    let text: String
    let isBelowWorkingDirectory: Bool

    /// - Parameter isFile: whether it is the path of a file, and not the name given to standard input.
    init(_ path: String, isFile: Bool) {
        // git follows no symbolic links, and refuses `..`.
        guard isFile, let real = AbsolutePath.real(path), let here = AbsolutePath.real(".") else {
            text = path
            isBelowWorkingDirectory = true
            return
        }
        let relative = AbsolutePath(text: real).relative(to: here)
        text = relative ?? String(real.drop { $0 == "/" })
        isBelowWorkingDirectory = relative != nil
    }
}
