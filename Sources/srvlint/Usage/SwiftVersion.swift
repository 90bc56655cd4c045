/// The version of the Swift compiler that built the program, as `swift --version` prints it.
///
/// `_SwiftStdlibVersion` is 6.3.0 in Swift 6.3.1: it names the last version that changed the interface of the standard
/// library. Only conditional compilation tells patches apart. For a patch that it does not list, the version is "6.3", which
/// is still true.
enum SwiftVersion {
    static var current: String {
        let interface = _SwiftStdlibVersion.current._value
        return "\(interface >> 16).\(interface >> 8 & 0xFF)\(patch)"
    }

    #if compiler(>=6.3.5)
        private static let patch = ""
    #elseif compiler(>=6.3.4)
        private static let patch = ".4"
    #elseif compiler(>=6.3.3)
        private static let patch = ".3"
    #elseif compiler(>=6.3.2)
        private static let patch = ".2"
    #elseif compiler(>=6.3.1)
        private static let patch = ".1"
    #else
        private static let patch = ""
    #endif
}
