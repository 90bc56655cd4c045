import Federation
import Linting
import Network
import Reporting

/// Collects and judges several servers at once, and returns them one by one.
///
/// Each server has a deadline for both. It is judged on its own thread, so that a slow server delays no other; a server
/// that is not judged by its deadline is given up.
final class CollectionQueue {
    /// In which order servers are handed out.
    enum Order {
        case given, finished
    }

    struct Item: Sendable {
        let name: String
        /// `nil` where nothing is to be collected, or for what is no server name, which the judgement says.
        let collection: Collection?
        let judgement: Judgement
    }

    /// A server as it is to be written.
    struct Judgement: Sendable {
        let audit: ServerAudit
        /// In each format that writes servers one by one.
        let texts: [AuditOutput.ServerText?]
    }

    /// How servers are judged.
    struct Judge: Sendable {
        /// Judges a server; returns early, with an incomplete judgement, once the watch is stopped.
        let judge: @Sendable (_ name: String, Collection?, JudgementWatch) -> Judgement
        /// What is written about a server that took too long.
        let giveUp: @Sendable (_ name: String, Collection?, JudgementWatch.Phase) -> Judgement
    }

    private enum Letter: Sendable {
        case collected(Int, Collection?)
        case judged(Int, Judgement)
        case interrupted
    }

    /// A server that is started and not finished.
    private struct Running {
        let begun = ContinuousClock.now
        /// When it is given up.
        var deadline: ContinuousClock.Instant
        var task: Task<Void, Never>?
        var collection: Collection?
        let watch = JudgementWatch()
    }

    private let names: [String]
    private let collector: CollectorSetup?
    private let judge: Judge
    private let concurrency: Int
    private let timeout: Duration
    private let order: Order
    private let mailbox = Mailbox<Letter>()
    private var running: [Int: Running] = [:]
    /// Finished before their turn.
    private var held: [Int: Item] = [:]
    private var started = 0
    private var finished = 0
    private let begun = ContinuousClock.now
    private(set) var handedOut = 0
    private(set) var isInterrupted = false

    /// How far the first server that is not finished may stay behind, in times of `concurrency`: what is collected
    /// beyond it waits in memory.
    private static let lead = 4
    /// The least time for judging, however little collecting has left.
    static let leastJudging = Duration.seconds(2)
    /// After an interruption, for servers that are being judged; the rest of ``StopSignals/grace`` is for writing files.
    private static let lastJudging = Duration.milliseconds(300)

    init(
        _ names: [String], _ collector: CollectorSetup?, _ judge: Judge, concurrency: Int, timeout: Duration,
        order: Order
    ) {
        self.names = names
        self.collector = collector
        self.judge = judge
        self.concurrency = concurrency
        self.timeout = timeout
        self.order = order
        let mailbox = mailbox
        if collector != nil { StopSignals.onFirst { mailbox.put(.interrupted) } }
    }

    var count: Int { names.count }

    /// How many servers are not handed out, nor will be: the run was interrupted.
    var left: Int { names.count - handedOut }

    /// How far the run is, in words, with an estimate of what is left once there is something to judge by.
    var progress: @Sendable () -> String {
        let (done, all, begun) = (finished, names.count, begun)
        return {
            var words = "collecting: \(NumberText.grouped(done)) of \(NumberText.grouped(all)) servers done"
            guard done > 0 else { return words }
            let left = (ContinuousClock.now - begun) / done * (all - done)
            words += ", about \(Self.words(for: left)) left"
            return words
        }
    }

    private static func words(for duration: Duration) -> String {
        let seconds = Int(duration / .seconds(1))
        return seconds < 100 ? "\(seconds) s" : seconds < 6000 ? "\(seconds / 60) min" : "\(seconds / 3600) h"
    }

    /// The next server; `nil` when all are handed out or, after an interruption, those that were finished by then.
    func next() -> Item? {
        guard handedOut < names.count else { return nil }
        while true {
            if let item = ready() {
                handedOut += 1
                return item
            }
            if isInterrupted, running.isEmpty { return nil }
            start()
            let deadline = running.values.map(\.deadline).min()
            guard let letter = deadline.map(mailbox.take(until:)) ?? mailbox.take() else {
                giveUpOverdue()
                continue
            }
            receive(letter)
        }
    }

    private func receive(_ letter: Letter) {
        switch letter {
        case .collected(let number, let collection):
            // What an interruption broke off would be judged by what happens to be there.
            if isInterrupted, collection?.isComplete == false {
                running[number] = nil
            } else {
                startJudging(number, collection)
            }
        case .judged(let number, let judgement):
            // It may have been given up meanwhile.
            guard let server = running[number] else { return }
            finish(number, Item(name: names[number], collection: server.collection, judgement: judgement))
        case .interrupted:
            isInterrupted = true
            let deadline = ContinuousClock.now + Self.lastJudging
            for number in running.keys {
                running[number]?.task?.cancel()
                running[number]?.deadline = deadline
            }
        }
    }

    private func finish(_ number: Int, _ item: Item) {
        running[number] = nil
        finished += 1
        held[number] = item
    }

    private func ready() -> Item? {
        let number: Int? =
            switch order {
            case .finished: held.keys.min()
            // After an interruption there may be holes.
            case .given: isInterrupted && running.isEmpty ? held.keys.min() : held[handedOut] == nil ? nil : handedOut
            }
        return number.flatMap { held.removeValue(forKey: $0) }
    }

    private func start() {
        guard !isInterrupted else { return }
        let most = order == .given ? handedOut + concurrency * Self.lead : .max
        while running.count < concurrency, started < min(names.count, most) {
            let number = started
            let name = names[number]
            started += 1
            // The collector has its own deadline, and what it has by then is judged. This one is for a collector that
            // does not keep it.
            running[number] = Running(deadline: .now + timeout + Self.leastJudging)
            guard let collector else {
                startJudging(number, nil)
                continue
            }
            let mailbox = mailbox
            running[number]?.task = Task.detached {
                mailbox.put(.collected(number, await collector.collect(name)))
            }
        }
    }

    // MARK: - Judging

    private func startJudging(_ number: Int, _ collection: Collection?) {
        // It may have been given up meanwhile.
        guard var server = running[number] else { return }
        server.task = nil
        server.collection = collection
        server.watch.enter(.judging)
        if !isInterrupted { server.deadline = max(server.begun + timeout, .now + Self.leastJudging) }
        running[number] = server
        let watch = server.watch
        let (name, judge, mailbox) = (names[number], judge, mailbox)
        let isStarted = SystemThread.start {
            mailbox.put(.judged(number, judge.judge(name, collection, watch)))
        }
        // Without a thread of its own it delays the others.
        if !isStarted { mailbox.put(.judged(number, judge.judge(name, collection, watch))) }
    }

    private func giveUpOverdue() {
        let now = ContinuousClock.now
        for (number, server) in running where server.deadline <= now {
            server.task?.cancel()
            server.watch.stop()
            guard !isInterrupted else {
                running[number] = nil
                continue
            }
            let (name, collection) = (names[number], server.collection)
            let judgement = judge.giveUp(name, collection, server.watch.phase)
            finish(number, Item(name: name, collection: collection, judgement: judgement))
        }
    }
}
