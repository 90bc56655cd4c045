import DNS
import Threads
import ZoneFile

/// The signatures of a zone, each verified once for all rules.
struct SignatureSurvey: Sendable {
    /// In the order of the names.
    let faults: [SignatureFault]
    let tally: SignatureTally

    /// The number of names that one thread checks at a time. A zone with fewer names starts no thread.
    private static let batch = 256

    /// - Parameter threads: `nil` for as many as the system allows the process.
    init(_ frame: SigningFrame, _ order: CanonicalOrder, budget: FailureBudget = .zone, threads: Int?) {
        let names = order.names
        let shared = SignatureCheck.Shared(frame, budget)
        let batches = (names.count + Self.batch - 1) / Self.batch
        let threads = batches > 1 ? threads ?? ProcessorCount.available : 1
        let parts = Parallel.map(batches, threads: threads) { number in
            let thread = SignatureCheck(frame, shared)
            let part = number * Self.batch..<min((number + 1) * Self.batch, names.count)
            for name in names[part] { thread.check(name) }
            return (thread.faults, thread.tally)
        }
        var faults: [SignatureFault] = []
        var tally = SignatureTally()
        for part in parts {
            faults += part.0
            tally.add(part.1)
        }
        if !frame.zone.isComplete { Self.removeUncertain(&faults, &tally, frame.zone) }
        self.faults = faults
        self.tally = tally
    }

    /// Removes what an unread record may explain: another record of the RRset, its signature, its key, or a delegation above.
    private static func removeUncertain(_ faults: inout [SignatureFault], _ tally: inout SignatureTally, _ zone: Zone) {
        let mayHaveKeys = zone.unread.mayContain(zone.apex, .dnskey)
        if mayHaveKeys { tally.missingKeys = [:] }
        faults.removeAll { fault in
            guard zone.isCertain(fault.owner, fault.type) else { return true }
            guard case .missing = fault.kind else { return false }
            return mayHaveKeys || zone.unread.mayContain(fault.owner, .rrsig)
        }
    }
}
