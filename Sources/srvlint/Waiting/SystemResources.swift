import Glibc
import Network
import Threads

/// A resource that the operating system refuses: reported on standard error, with exit code 3.
struct ResourceShortage: Error {
    let message: String
    let help: String
}

/// The descriptors and threads that commands need to use the network. Libraries crash the program if there are too few, so
/// this is checked before they are started.
enum SystemResources {
    /// Enough for a DNS query over UDP and over TCP, and two connections.
    private static let minimumSockets = 4
    /// For files that are written, and for libraries: libdispatch opens files in /proc to watch its threads, and crashes the
    /// program if it cannot.
    private static let reserve = 8

    /// How many sockets may be open at once.
    struct Sockets {
        /// Connections to web servers and homeservers.
        let connections: Int
        /// Pending DNS queries; each may need a connection.
        let questions: Int
        /// Source ports for the queries to one name server.
        let ports: Int

        init(descriptors: Int) {
            connections = max(descriptors / 2, 2)
            questions = max(descriptors / 4, 1)
            ports = max(descriptors / 64, 1)
        }
    }

    /// Checks that there are enough descriptors and threads for the network.
    ///
    /// - Parameter judging: how many servers may be checked at once.
    /// - Returns: how the remaining descriptors are divided.
    /// - Throws: if there are too few.
    static func prepareNetwork(judging: Int) throws(ResourceShortage) -> Sockets {
        let limit = raiseDescriptorLimit()
        let descriptors = NetworkThreads.descriptors + reserve + minimumSockets
        guard canOpen(descriptors) else {
            throw ResourceShortage(
                message:
                    "the network cannot be used: \(descriptors) more file descriptors are needed than the limit allows",
                help: "raise the limit: `ulimit -n 256`")
        }
        try prepareThreads(NetworkThreads.count + judging, "the network cannot be used")
        NetworkThreads.limit()
        return Sockets(descriptors: limit - openDescriptors - NetworkThreads.descriptors - reserve)
    }

    /// Checks that there are threads to run tasks: without them, waiting for a task would never end.
    ///
    /// - Parameter judging: how many servers may be checked at once, each on its own thread.
    /// - Throws: if the system does not allow that many.
    static func prepareTasks(judging: Int) throws(ResourceShortage) {
        try prepareThreads(judging, "certificates cannot be checked")
    }

    /// - Parameter others: how many threads are needed in addition to those for tasks, libdispatch and signals.
    private static func prepareThreads(_ others: Int, _ consequence: String) throws(ResourceShortage) {
        let threads = others + sysconf(Int32(_SC_NPROCESSORS_ONLN)) + 2
        guard SystemThread.canStart(threads) else {
            throw ResourceShortage(
                message: "\(consequence): \(threads) threads are needed, and the system does not allow them",
                help: "raise the limit of processes (`ulimit -u`) or of memory (`ulimit -v`)")
        }
    }

    /// Raises the soft limit to the hard one. The usual soft limit exists for programs that use `select`.
    ///
    /// - Returns: the new limit.
    private static func raiseDescriptorLimit() -> Int {
        var limit = rlimit()
        let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
        guard getrlimit(resource, &limit) == 0 else { return maximumDescriptors }
        let before = limit.rlim_cur
        limit.rlim_cur = limit.rlim_max
        if setrlimit(resource, &limit) != 0 { limit.rlim_cur = before }
        return Int(min(limit.rlim_cur, rlim_t(maximumDescriptors)))
    }

    /// The program uses no more than that.
    private static let maximumDescriptors = 16_384

    /// How many descriptors are open. Usually they are the lowest ones.
    private static var openDescriptors: Int {
        (0..<Int32(searchedDescriptors)).count { fcntl($0, F_GETFD) != -1 }
    }

    /// Higher descriptors are not counted.
    private static let searchedDescriptors = 1_024

    private static func canOpen(_ count: Int) -> Bool {
        var descriptors: [Int32] = []
        defer { for descriptor in descriptors { close(descriptor) } }
        for _ in 0..<count {
            // A root directory exists always; there may be no /dev.
            let descriptor = open("/", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
            guard descriptor >= 0 else { return false }
            descriptors.append(descriptor)
        }
        return true
    }
}
