import DNS
import ZoneFile

/// The signatures in answers of a name server, checked by the same code as those of a zone file.
///
/// Answers are a part of a zone. So there is nothing here that depends on records that were not asked for, such as chains.
public struct AnsweredSignatures: Sendable {
    /// What is wrong with the signatures of an RRset.
    public enum Fault: Hashable, Sendable {
        case missing
        /// The key did not make the signature over these records.
        case invalid
        case expired
        case notYetValid
        /// No DNSKEY record has this key tag.
        case withoutKey(UInt16)
    }

    public struct Problem: Sendable {
        public let fault: Fault
        public let owner: Name
        public let type: RecordType
        /// The limit of the validity that the time of the check exceeds, in seconds since 1970.
        public let time: Int64?
    }

    /// The signature that expires first.
    public struct End: Sendable {
        public let owner: Name
        public let type: RecordType
        public let time: Int64
        /// The length of its validity in seconds.
        public let lifetime: Int64
    }

    public let problems: [Problem]
    /// `nil` if no RRset has a valid signature.
    public let earliest: End?

    /// - Parameters:
    ///   - records: lines with owner, TTL, class, type and data; among them the SOA and DNSKEY records and all signatures of
    ///     each RRset.
    ///   - time: seconds since 1970; `nil` leaves dates unchecked.
    ///   - budget: for the answers of all servers of the zone.
    /// - Returns: `nil` if the records are not those of a signed zone.
    public init?(_ records: [String], apex: Name, time: Int64?, budget: FailureBudget) {
        let source = SourceFile(path: "answers", text: records.joined(separator: "\n") + "\n")
        let zone = Zone(reading: source, options: ReadingOptions(origin: apex))
        guard zone.has(.dnskey, at: zone.apex),
            let frame = SigningFrame(zone, ZoneBoundaries(of: zone), time: time)
        else { return nil }
        let survey = SignatureSurvey(frame, CanonicalOrder(of: zone), budget: budget, threads: nil)
        func problem(_ fault: Fault, _ owner: NameID, _ type: RecordType, _ time: Int64? = nil) -> Problem {
            Problem(fault: fault, owner: zone.names.name(owner), type: type, time: time)
        }
        var problems = survey.faults.compactMap { fault -> Problem? in
            // While another signature is valid, resolvers use that.
            guard !fault.isSpare else { return nil }
            switch fault.kind {
            case .missing: return problem(.missing, fault.owner, fault.type)
            case .invalid: return problem(.invalid, fault.owner, fault.type)
            case .expired(let time): return problem(.expired, fault.owner, fault.type, time)
            case .notYetValid(let time): return problem(.notYetValid, fault.owner, fault.type, time)
            // Load balancers change TTLs, and the other faults are no mistake in a part of a zone.
            case .superfluous, .originalTTL, .signatureTTL, .labels, .signer: return nil
            }
        }
        for (key, group) in survey.tally.missingKeys.sorted(by: { $0.value.first < $1.value.first }) {
            let covered = RRSIGData(zone.rdata(of: group.first))?.covered ?? .rrsig
            problems.append(problem(.withoutKey(key.tag), zone.records[group.first].owner, covered))
        }
        self.problems = problems
        earliest = survey.tally.earliest.map { end in
            let record = zone.records[end.record]
            return End(
                owner: zone.names.name(record.owner), type: record.type, time: end.time, lifetime: end.lifetime)
        }
    }
}
