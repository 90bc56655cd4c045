/// A version of git.
struct GitVersion: Comparable {
    let major: Int
    let minor: Int

    /// The first version with `rev-parse --end-of-options`, for which there is no safe substitute.
    static let oldest = GitVersion(major: 2, minor: 30)

    /// The first version that certainly knows `GIT_NO_LAZY_FETCH`; some maintenance releases of older ones do too.
    static let withoutLazyFetch = GitVersion(major: 2, minor: 45)

    init(major: Int, minor: Int) {
        (self.major, self.minor) = (major, minor)
    }

    /// Parses the output of `git version`, such as `git version 2.39.3 (Apple Git-146)`.
    init?(output: String) {
        let prefix = "git version "
        guard output.hasPrefix(prefix) else { return nil }
        let numbers = output.dropFirst(prefix.count).prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
            .split(separator: ".").map { Int($0) }
        guard numbers.count >= 2, let major = numbers[0], let minor = numbers[1] else { return nil }
        self.init(major: major, minor: minor)
    }

    static func < (one: GitVersion, other: GitVersion) -> Bool {
        (one.major, one.minor) < (other.major, other.minor)
    }
}

extension GitVersion: CustomStringConvertible {
    var description: String { "\(major).\(minor)" }
}
