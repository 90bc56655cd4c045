import Glibc
import Network
import Reporting

/// A resource that the operating system refuses: reported on standard error, with exit code 3.
struct ResourceShortage: Error {
    let message: String
    let help: String

    func report() -> ExitStatus {
        let notice = Notice(message, help: [help])
        Terminal.error.write(notice.rendered(Terminal.messages, width: Terminal.error.width))
        return .notChecked
    }
}

/// The descriptors and threads that commands need to use the network. Libraries crash the program if there are too few,
/// so this is checked before they are started.
enum SystemResources {
    /// At least a DNS question, a connection and a file.
    private static let connections = 4

    /// - Throws: if there are too few to begin.
    static func prepareNetwork() throws(ResourceShortage) {
        raiseDescriptorLimit()
        let descriptors = NetworkThreads.descriptors + connections
        guard canOpen(descriptors) else {
            throw ResourceShortage(
                message:
                    "the network cannot be asked: \(descriptors) more open files are needed than the system allows",
                help: "raise the limit: `ulimit -n 256`")
        }
        // Those of NIO, those that run tasks, and one that judges.
        let threads = NetworkThreads.count + sysconf(Int32(_SC_NPROCESSORS_ONLN)) + 1
        guard SystemThread.canStart(threads) else {
            throw ResourceShortage(
                message:
                    "the network cannot be asked: \(threads) threads are needed, and the system does not allow them",
                help: "raise the limit of processes (`ulimit -u`) or of memory (`ulimit -v`)")
        }
        NetworkThreads.limit()
    }

    /// Raises the soft limit to the hard one: the usual soft limit exists for programs that use `select`.
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
