import CProcessor

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// How many threads can run at once, as far as the system allows the process.
package enum ProcessorCount {
    /// The processors that the process may use: those of its affinity, and at most as many as the quotas of its control groups
    /// stand for. Determined once.
    package static let available = max(1, min(inAffinity, quota ?? .max))

    /// `taskset` and container runtimes restrict the affinity.
    private static var inAffinity: Int {
        // A mask for more processors than a kernel of Linux supports.
        let words = 8192 / UInt.bitWidth
        var mask = [UInt](repeating: 0, count: words)
        guard srvlint_affinity(&mask, UInt(words * MemoryLayout<UInt>.size)) > 0 else {
            return sysconf(Int32(_SC_NPROCESSORS_ONLN))
        }
        return mask.reduce(0) { $0 + $1.nonzeroBitCount }
    }

    // MARK: - Control groups

    /// The lowest quota of the control groups of the process, in processors.
    private static var quota: Int? {
        guard let groups = contents("/proc/self/cgroup") else { return nil }
        return Self.quota(ofGroups: groups) { contents($0) }
    }

    /// Returns the lowest quota of control groups and of the groups that they are in.
    ///
    /// - Parameters:
    ///   - groups: the text of `/proc/self/cgroup`.
    ///   - read: returns the text of a file.
    package static func quota(ofGroups groups: String, read: (String) -> String?) -> Int? {
        var lowest: Int?
        for line in groups.split(separator: "\n") {
            // `0::/user.slice` in version 2, `4:cpu,cpuacct:/docker/…` in version 1.
            let fields = line.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
            guard fields.count == 3 else { continue }
            let isUnified = fields[0] == "0" && fields[1].isEmpty
            guard isUnified || fields[1].split(separator: ",").contains("cpu") else { continue }
            let root = isUnified ? "/sys/fs/cgroup" : "/sys/fs/cgroup/cpu"
            var path = fields[2] == "/" ? "" : String(fields[2])
            while true {
                let limit =
                    isUnified
                    ? read("\(root)\(path)/cpu.max").flatMap(processors(ofMaximum:))
                    : processors(
                        quota: read("\(root)\(path)/cpu.cfs_quota_us"), period: read("\(root)\(path)/cpu.cfs_period_us")
                    )
                if let limit { lowest = min(lowest ?? limit, limit) }
                guard let slash = path.lastIndex(of: "/") else { break }
                path = String(path[..<slash])
            }
        }
        return lowest
    }

    /// `max 100000`, or `150000 100000` for one and a half processors.
    private static func processors(ofMaximum text: String) -> Int? {
        let fields = text.split { $0 == " " || $0 == "\n" }
        guard fields.count == 2 else { return nil }
        return processors(quota: String(fields[0]), period: String(fields[1]))
    }

    /// Rounded up: with a part of a processor, another thread still has something to do. A quota of -1 is none.
    private static func processors(quota: String?, period: String?) -> Int? {
        guard let quota = quota.flatMap(number), let period = period.flatMap(number), quota > 0, period > 0 else {
            return nil
        }
        return (quota - 1) / period + 1
    }

    private static func number(_ text: String) -> Int? {
        text.split(separator: "\n", omittingEmptySubsequences: true).first.flatMap { Int($0) }
    }

    /// The start of a small file; `nil` if it cannot be read.
    private static func contents(_ path: String) -> String? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        return withUnsafeTemporaryAllocation(byteCount: 4096, alignment: 1) { buffer in
            let count = read(descriptor, buffer.baseAddress, buffer.count)
            return count < 0 ? nil : String(decoding: buffer[..<count], as: UTF8.self)
        }
    }
}
