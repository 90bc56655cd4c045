import Foundation
import Testing

/// The growth of the time for some work with the size of its input.
///
/// The shortest processor time of the thread in several runs is used, so that other tests and a busy machine do not matter.
/// From n to 4n, the time of linear work grows fourfold, and that of quadratic work sixteenfold.
struct Growth {
    /// The shortest time that can be compared, in seconds.
    private static let floor = 0.05
    private static let limit = 8.0

    /// The shortest times of each stage, one for each size.
    private var times: [String: [Double]] = [:]
    private var order: [String] = []

    /// Measures the stages of some work for n and 4n. Records an issue for each whose time grows more than eightfold.
    static func check(_ name: String, from size: Int, _ work: (Int, inout Stages) throws -> Void) rethrows {
        var growth = Growth()
        for _ in 1...4 {
            for (index, factor) in [1, 4].enumerated() {
                var stages = Stages()
                try work(size * factor, &stages)
                growth.add(stages, index)
            }
            if growth.steep.isEmpty { return }
        }
        for stage in growth.steep {
            let times = (growth.times[stage] ?? []).map { String(format: "%.3f", $0) }.joined(separator: ", ")
            Issue.record("\(name), \(stage): \(times) s for \(size) and \(size * 4)")
        }
    }

    private mutating func add(_ stages: Stages, _ index: Int) {
        for (stage, seconds) in stages.times {
            if times[stage] == nil { order.append(stage) }
            var known = times[stage] ?? [.infinity, .infinity]
            known[index] = min(known[index], seconds)
            times[stage] = known
        }
    }

    private var steep: [String] {
        order.filter { stage in
            guard let times = times[stage] else { return false }
            return times[1] > Self.floor && times[1] > Self.limit * times[0]
        }
    }

    /// The parts of the work, which are timed separately so that a slow one is not hidden by the others.
    struct Stages {
        fileprivate private(set) var times: [(name: String, seconds: Double)] = []

        mutating func measure<Result>(_ name: String, _ work: () throws -> Result) rethrows -> Result {
            let start = Self.now
            defer { times.append((name, Self.now - start)) }
            return try work()
        }

        private static var now: Double {
            var time = timespec()
            clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
            return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
        }
    }
}
