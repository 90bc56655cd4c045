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
    /// At least a DNS question over either transport, and two connections.
    private static let leastSockets = 4
    /// For files that are written, and for libraries: libdispatch opens files of /proc to watch its threads, and crashes
    /// the program if it cannot.
    private static let reserve = 8

    /// How many sockets may be open at once.
    struct Sockets {
        /// To web servers and homeservers.
        let connections: Int
        /// DNS questions in flight; each may need a connection.
        let questions: Int
        /// Ports from which one name server is asked.
        let ports: Int

        init(descriptors: Int) {
            connections = max(descriptors / 2, 2)
            questions = max(descriptors / 4, 1)
            ports = max(descriptors / 64, 1)
        }
    }

    /// Checks that there are enough descriptors and threads for the network.
    ///
    /// - Parameter judging: how many server names may be judged at once.
    /// - Returns: how many of the remaining descriptors each use may take.
    /// - Throws: if there are too few to begin with.
    static func prepareNetwork(judging: Int) throws(ResourceShortage) -> Sockets {
        let limit = raiseDescriptorLimit()
        let descriptors = NetworkThreads.descriptors + reserve + leastSockets
        guard canOpen(descriptors) else {
            throw ResourceShortage(
                message:
                    "the network cannot be used: \(descriptors) more open files are needed than the system allows",
                help: "raise the limit: `ulimit -n 256`")
        }
        try prepareThreads(NetworkThreads.count + judging, "the network cannot be used")
        NetworkThreads.limit()
        return Sockets(descriptors: limit - openDescriptors - NetworkThreads.descriptors - reserve)
    }

    /// Checks that there are threads to run tasks: without any, waiting for a task would never end.
    ///
    /// - Parameter judging: how many server names may be judged at once, each on a thread of its own.
    /// - Throws: if the system does not allow them.
    static func prepareTasks(judging: Int) throws(ResourceShortage) {
        try prepareThreads(judging, "certificates cannot be judged")
    }

    /// - Parameter others: threads in addition to those that run tasks, that of libdispatch, and the one that waits for
    ///   signals.
    private static func prepareThreads(_ others: Int, _ consequence: String) throws(ResourceShortage) {
        let threads = others + sysconf(Int32(_SC_NPROCESSORS_ONLN)) + 2
        guard SystemThread.canStart(threads) else {
            throw ResourceShortage(
                message: "\(consequence): \(threads) threads are needed, and the system does not allow them",
                help: "raise the limit of processes (`ulimit -u`) or of memory (`ulimit -v`)")
        }
    }

    /// Raises the soft limit to the hard one: the usual soft limit exists for programs that use `select`.
    ///
    /// - Returns: the limit from then on.
    private static func raiseDescriptorLimit() -> Int {
        var limit = rlimit()
        let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
        guard getrlimit(resource, &limit) == 0 else { return mostDescriptors }
        let before = limit.rlim_cur
        limit.rlim_cur = limit.rlim_max
        if setrlimit(resource, &limit) != 0 { limit.rlim_cur = before }
        return Int(min(limit.rlim_cur, rlim_t(mostDescriptors)))
    }

    /// More than that are not used.
    private static let mostDescriptors = 16_384

    /// The descriptors that are open. They are usually the lowest ones.
    private static var openDescriptors: Int {
        (0..<Int32(mostOpen)).count { fcntl($0, F_GETFD) != -1 }
    }

    /// Descriptors above are not looked for.
    private static let mostOpen = 1_024

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
