/// How a patch names a file: as seen from the working directory, where it is to be applied.
enum PatchPath {
    /// A file that is elsewhere is named from the root: for `patch -p1 -d /`.
    static func relative(_ path: String) -> String {
        // git does not patch through links, and neither does it take `..`.
        guard let real = AbsolutePath.real(path), let here = AbsolutePath.real(".") else { return path }
        return AbsolutePath(text: real).relative(to: here) ?? String(real.drop { $0 == "/" })
    }
}
