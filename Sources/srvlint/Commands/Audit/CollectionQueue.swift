import Federation
import Network
import Reporting

/// Collects servers at once, as many as asked for, and hands them out one by one.
final class CollectionQueue {
    /// In which order servers are handed out.
    enum Order {
        case given, finished
    }

    struct Item {
        let name: String
        /// `nil` where nothing is to be collected, or for what is no server name, which the judgement says.
        let collection: Collection?
    }

    private enum Letter: Sendable {
        case collected(Int, Collection?)
        case interrupted
    }

    private let names: [String]
    private let collector: CollectorSetup?
    private let concurrency: Int
    private let order: Order
    private let mailbox = Mailbox<Letter>()
    private var running: [Int: Task<Void, Never>] = [:]
    /// Collected before their turn.
    private var held: [Int: Collection?] = [:]
    private var started = 0
    private var finished = 0
    private let begun = ContinuousClock.now
    private(set) var handedOut = 0
    private(set) var isInterrupted = false

    /// How far the first server that is not finished may stay behind, in times of `concurrency`: what is collected
    /// beyond it waits in memory.
    private static let lead = 4

    init(
        _ names: [String], _ collector: CollectorSetup?, concurrency: Int, order: Order, interruption: Interruption?
    ) {
        self.names = names
        self.collector = collector
        self.concurrency = concurrency
        self.order = order
        let mailbox = mailbox
        interruption?.onFirst { mailbox.put(.interrupted) }
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
        guard collector != nil else { return handOut(handedOut, nil) }
        while true {
            if let (number, collection) = ready() { return handOut(number, collection) }
            if isInterrupted, running.isEmpty { return nil }
            start()
            switch mailbox.take() {
            case .collected(let number, let collection):
                running[number] = nil
                finished += 1
                // What an interruption broke off would be judged by what happens to be there.
                if isInterrupted, collection?.isComplete == false { continue }
                held[number] = .some(collection)
            case .interrupted:
                isInterrupted = true
                for task in running.values { task.cancel() }
            }
        }
    }

    private func ready() -> (Int, Collection?)? {
        let number: Int? =
            switch order {
            case .finished: held.keys.min()
            // After an interruption there may be holes.
            case .given: isInterrupted && running.isEmpty ? held.keys.min() : held[handedOut] == nil ? nil : handedOut
            }
        guard let number, let collection = held.removeValue(forKey: number) else { return nil }
        return (number, collection)
    }

    private func handOut(_ number: Int, _ collection: Collection?) -> Item {
        handedOut += 1
        return Item(name: names[number], collection: collection)
    }

    private func start() {
        guard !isInterrupted, let collector else { return }
        let most = order == .given ? handedOut + concurrency * Self.lead : .max
        while running.count < concurrency, started < min(names.count, most) {
            let number = started
            let name = names[number]
            let mailbox = mailbox
            running[number] = Task.detached { mailbox.put(.collected(number, await collector.collect(name))) }
            started += 1
        }
    }
}
