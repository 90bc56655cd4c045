/// How a patch names a file: as seen from the working directory, where it is to be applied.
struct PatchPath {
    /// A file that is elsewhere is named from the root: for `patch -p1 -d /`.
    let text: String
    let isBelowWorkingFolder: Bool

    /// - Parameter isFile: whether it is a path of the disk, and not what somebody calls standard input.
    init(_ path: String, isFile: Bool) {
        // git does not patch through links, and neither does it take `..`.
        guard isFile, let real = AbsolutePath.real(path), let here = AbsolutePath.real(".") else {
            text = path
            isBelowWorkingFolder = true
            return
        }
        let relative = AbsolutePath(text: real).relative(to: here)
        text = relative ?? String(real.drop { $0 == "/" })
        isBelowWorkingFolder = relative != nil
    }
}
