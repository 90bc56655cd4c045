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
    /// For a question over either transport and two connections at the least.
    private static let leastSockets = 4
    /// For files that are written, and for libraries: the one that distributes tasks opens a file now and then to see
    /// what its threads do, and stops the program where it cannot.
    private static let reserve = 8

    /// How many sockets may be open at once.
    struct Sockets {
        /// To web servers and homeservers.
        let connections: Int
        /// Questions of the DNS that are not answered; each may have a connection.
        let questions: Int
        /// Ports from which one name server is asked.
        let ports: Int

        init(descriptors: Int) {
            connections = max(descriptors / 2, 2)
            questions = max(descriptors / 4, 1)
            ports = max(descriptors / 64, 1)
        }
    }

    /// Makes sure of what the network needs.
    ///
    /// - Parameter judging: how many server names may be judged at once.
    /// - Returns: what may be used of the descriptors that are left.
    /// - Throws: if there is too little to begin with.
    static func prepareNetwork(judging: Int) throws(ResourceShortage) -> Sockets {
        let limit = raiseDescriptorLimit()
        let descriptors = NetworkThreads.descriptors + reserve + leastSockets
        guard canOpen(descriptors) else {
            throw ResourceShortage(
                message:
                    "the network cannot be asked: \(descriptors) more open files are needed than the system allows",
                help: "raise the limit: `ulimit -n 256`")
        }
        try prepareThreads(NetworkThreads.count + judging, "the network cannot be asked")
        NetworkThreads.limit()
        return Sockets(descriptors: limit - openDescriptors - NetworkThreads.descriptors - reserve)
    }

    /// Makes sure of the threads that run tasks: without any, whoever waits for a task waits for ever.
    ///
    /// - Parameter judging: how many server names may be judged at once, each on a thread that leaves one less to tasks.
    /// - Throws: if the system does not allow them.
    static func prepareTasks(judging: Int) throws(ResourceShortage) {
        try prepareThreads(judging, "certificates cannot be judged")
    }

    /// - Parameter others: threads in addition to those of tasks, the one that distributes these, and the one that
    ///   waits for signals.
    private static func prepareThreads(_ others: Int, _ consequence: String) throws(ResourceShortage) {
        let threads = others + sysconf(Int32(_SC_NPROCESSORS_ONLN)) + 2
        guard SystemThread.canStart(threads) else {
            throw ResourceShortage(
                message: "\(consequence): \(threads) threads are needed, and the system does not allow them",
                help: "raise the limit of processes (`ulimit -u`) or of memory (`ulimit -v`)")
        }
    }

    /// As far as the system allows it: the usual limit is for programs that number their files by bits of a set.
    ///
    /// - Returns: what it is then.
    private static func raiseDescriptorLimit() -> Int {
        var limit = rlimit()
        let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
        guard getrlimit(resource, &limit) == 0 else { return mostDescriptors }
        let before = limit.rlim_cur
        limit.rlim_cur = limit.rlim_max
        if setrlimit(resource, &limit) != 0 { limit.rlim_cur = before }
        return Int(min(limit.rlim_cur, rlim_t(mostDescriptors)))
    }

    /// More are not used.
    private static let mostDescriptors = 16_384

    /// Those that the program was started with or has opened, which are the lowest as a rule.
    private static var openDescriptors: Int {
        (0..<Int32(mostOpen)).count { fcntl($0, F_GETFD) != -1 }
    }

    /// Nobody hands down more.
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
