import Federation
import Linting
import Network
import Reporting
import Threads

/// Collects and judges several servers at once, and returns them one by one.
///
/// Each server has a deadline for both. It is judged on its own thread, so that a slow server delays no other. A server
/// that is not judged by its deadline is given up.
final class CollectionQueue {
    /// The order in which servers are returned.
    enum Order {
        case given, finished
    }

    struct Item: Sendable {
        let name: String
        /// `nil` if nothing is collected, or if the name is not a server name, which the judgement reports.
        let collection: CollectionResult?
        let judgement: Judgement
    }

    /// A server as it is written.
    struct Judgement: Sendable {
        let audit: ServerAudit
        /// One for each output; `nil` for formats that are written only at the end.
        let texts: [AuditOutput.ServerText?]
    }

    /// How servers are judged.
    struct Judge: Sendable {
        /// Judges a server; returns early, with an incomplete judgement, once the watch is stopped.
        let judge: @Sendable (_ name: String, CollectionResult?, JudgementWatch) -> Judgement
        /// The judgement for a server that exceeded its deadline.
        let giveUp: @Sendable (_ name: String, CollectionResult?, JudgementWatch.Phase) -> Judgement
    }

    private enum Event: Sendable {
        case collected(Int, CollectionResult?)
        case judged(Int, Judgement)
        case interrupted
    }

    /// A server that is started but not finished.
    private struct Running {
        let begun = ContinuousClock.now
        /// The time at which it is given up.
        var deadline: ContinuousClock.Instant
        var task: Task<Void, Never>?
        var collection: CollectionResult?
        let watch = JudgementWatch()
    }

    private let names: [String]
    private let collector: CollectorSetup?
    private let judge: Judge
    private let concurrency: Int
    private let timeout: Duration
    private let order: Order
    private let mailbox = BlockingQueue<Event>()
    private var running: [Int: Running] = [:]
    /// Servers that are finished but not returned, by number.
    private var waiting: [Int: Item] = [:]
    private var started = 0
    private var finished = 0
    private let begun = ContinuousClock.now
    private(set) var returned = 0
    private(set) var isInterrupted = false

    /// The number of servers that may be started ahead of the first unfinished one, in multiples of `concurrency`. Their
    /// evidence waits in memory.
    private static let maximumReadAhead = 4
    /// The minimum time for judging, even if collecting has used up the time limit.
    private static let minimumJudging = Duration.seconds(2)
    /// The time for judging after an interruption; the rest of ``TerminationSignals/grace`` is for writing files.
    private static let judgingAfterInterruption = Duration.milliseconds(300)

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
        if collector != nil { TerminationSignals.onFirst { mailbox.put(.interrupted) } }
    }

    var count: Int { names.count }

    /// The number of servers that were not returned because the run was interrupted.
    var left: Int { names.count - returned }

    /// The progress in words, with an estimate of the time left once a server is finished.
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

    /// Returns the next server; `nil` after the last one or, after an interruption, after the last one finished by then.
    func next() -> Item? {
        guard returned < names.count else { return nil }
        while true {
            if let item = ready() {
                returned += 1
                return item
            }
            if isInterrupted, running.isEmpty { return nil }
            start()
            let deadline = running.values.map(\.deadline).min()
            guard let event = deadline.map(mailbox.take(until:)) ?? mailbox.take() else {
                giveUpOverdue()
                continue
            }
            receive(event)
        }
    }

    private func receive(_ event: Event) {
        switch event {
        case .collected(let number, let collection):
            // Evidence that an interruption cut short says nothing about the server.
            if isInterrupted, collection?.isComplete == false {
                running[number] = nil
            } else {
                startJudging(number, collection)
            }
        case .judged(let number, let judgement):
            // The server may have been given up meanwhile.
            guard let server = running[number] else { return }
            finish(number, Item(name: names[number], collection: server.collection, judgement: judgement))
        case .interrupted:
            isInterrupted = true
            let deadline = ContinuousClock.now + Self.judgingAfterInterruption
            for number in running.keys {
                running[number]?.task?.cancel()
                running[number]?.deadline = deadline
            }
        }
    }

    private func finish(_ number: Int, _ item: Item) {
        running[number] = nil
        finished += 1
        waiting[number] = item
    }

    private func ready() -> Item? {
        let number: Int? =
            switch order {
            case .finished: waiting.keys.min()
            // After an interruption there may be gaps.
            case .given:
                isInterrupted && running.isEmpty ? waiting.keys.min() : waiting[returned] == nil ? nil : returned
            }
        return number.flatMap { waiting.removeValue(forKey: $0) }
    }

    private func start() {
        guard !isInterrupted else { return }
        let most = order == .given ? returned + concurrency * Self.maximumReadAhead : .max
        while running.count < concurrency, started < min(names.count, most) {
            let number = started
            let name = names[number]
            started += 1
            // The collector has its own deadline, and the evidence it has by then is judged. This deadline is for a
            // collector that misses its own.
            running[number] = Running(deadline: .now + timeout + Self.minimumJudging)
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

    private func startJudging(_ number: Int, _ collection: CollectionResult?) {
        // The server may have been given up meanwhile.
        guard var server = running[number] else { return }
        server.task = nil
        server.collection = collection
        server.watch.enter(.judging)
        if !isInterrupted { server.deadline = max(server.begun + timeout, .now + Self.minimumJudging) }
        running[number] = server
        let watch = server.watch
        let (name, judge, mailbox) = (names[number], judge, mailbox)
        let isStarted = SystemThread.start {
            mailbox.put(.judged(number, judge.judge(name, collection, watch)))
        }
        // Without a thread of its own, it is judged here and delays the others.
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
