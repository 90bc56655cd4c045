import DNS
import Dispatch
import Synchronization
import ZoneFile

/// The signatures of a zone, each verified once for all rules.
struct SignatureSurvey: Sendable {
    /// In the order of the names.
    let faults: [SignatureFault]
    let tally: SignatureTally

    /// The number of names that one thread checks at a time. A zone with fewer names starts no thread.
    private static let batch = 256

    init(_ frame: SigningFrame, _ order: CanonicalOrder) {
        let names = order.names
        let failures = SignatureCheck.Failures()
        let batches = (names.count + Self.batch - 1) / Self.batch
        let results = Mutex<[Int: ([SignatureFault], SignatureTally)]>([:])
        @Sendable func check(_ number: Int) {
            let thread = SignatureCheck(frame, failures)
            let part = number * Self.batch..<min((number + 1) * Self.batch, names.count)
            for name in names[part] { thread.check(name) }
            let result = (thread.faults, thread.tally)
            results.withLock { $0[number] = result }
        }
        if batches > 1 {
            DispatchQueue.concurrentPerform(iterations: batches, execute: check)
        } else if batches == 1 {
            check(0)
        }
        var faults: [SignatureFault] = []
        var tally = SignatureTally()
        let found = results.withLock { $0 }
        for number in 0..<batches {
            guard let part = found[number] else { continue }
            faults += part.0
            tally.add(part.1)
        }
        self.faults = faults
        self.tally = tally
    }
}
