import Glibc
import Network
import Reporting

/// What the operating system does not give: said on standard error, exit code 3.
struct ResourceShortage: Error {
    let message: String
    let help: String

    func report() -> ExitStatus {
        let notice = Notice(message, help: [help])
        Terminal.error.write(notice.rendered(Terminal.messages, width: Terminal.error.width))
        return .notChecked
    }
}

/// The descriptors and threads that commands need which ask the network. Libraries stop the program where there are too
/// few, so it is found out before they are started.
enum SystemResources {
    /// For a question and a connection at the least, and a file.
    private static let connections = 4

    /// - Throws: if there is too little to begin with.
    static func prepareNetwork() throws(ResourceShortage) {
        raiseDescriptorLimit()
        let descriptors = NetworkThreads.descriptors + connections
        guard canOpen(descriptors) else {
            throw ResourceShortage(
                message:
                    "the network cannot be asked: \(descriptors) more open files are needed than the system allows",
                help: "raise the limit: `ulimit -n 256`")
        }
        // Those of NIO, those of tasks, and one that judges.
        let threads = NetworkThreads.count + sysconf(Int32(_SC_NPROCESSORS_ONLN)) + 1
        guard SystemThread.canStart(threads) else {
            throw ResourceShortage(
                message:
                    "the network cannot be asked: \(threads) threads are needed, and the system does not allow them",
                help: "raise the limit of processes (`ulimit -u`) or of memory (`ulimit -v`)")
        }
        NetworkThreads.limit()
    }

    /// As far as the system allows it: the usual limit is for programs that number their files by bits of a set.
    private static func raiseDescriptorLimit() {
        var limit = rlimit()
        let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
        guard getrlimit(resource, &limit) == 0, limit.rlim_cur < limit.rlim_max else { return }
        limit.rlim_cur = limit.rlim_max
        setrlimit(resource, &limit)
    }

    private static func canOpen(_ count: Int) -> Bool {
        var descriptors: [Int32] = []
        defer { for descriptor in descriptors { close(descriptor) } }
        for _ in 0..<count {
            let descriptor = open("/dev/null", O_RDONLY | O_CLOEXEC)
            guard descriptor >= 0 else { return false }
            descriptors.append(descriptor)
        }
        return true
    }
}
