import Federation
import Glibc
import Linting
import TLSIdentity
import ZoneFile

/// What is given about a server name, read.
struct KnownFacts {
    let zones: [ZoneInput]
    private let compared: [ZoneInput]
    private let wellKnown: SourceFile?
    private let certificate: SourceFile?
    /// Of each server name, and under `nil` of all.
    private let evidence: [String?: Evidence]?
    /// What stands for all, arranged for several server names; `nil` where each is judged over the whole of it.
    private let common: CommonEvidence?

    /// - Parameters:
    ///   - compared: zone files that answers are compared with.
    ///   - isForSeveral: whether several server names are judged.
    init(
        _ known: EvidenceOptions, comparing compared: [String] = [], isForSeveral: Bool = false
    ) throws(UsageError) {
        wellKnown = try known.wellKnown.map { path throws(UsageError) in
            try Document.read(path, "the well-known document")
        }
        certificate = try known.certificate.map { path throws(UsageError) in
            try Document.read(path, "the certificate")
        }
        evidence = try known.evidence.map { path throws(UsageError) in try Document.evidence(path).bySubject }
        zones = try Self.read(known.zone)
        self.compared = try Self.read(compared)
        // A zone may lead to other evidence, and is judged whole for every server name in any case.
        let isArranged = isForSeveral && zones.isEmpty
        common = isArranged ? evidence?[nil].map(CommonEvidence.init) : nil
    }

    private static func read(_ paths: [String]) throws(UsageError) -> [ZoneInput] {
        try paths.map { path throws(UsageError) in
            do throws(ReadingFailure) {
                return ZoneInput(.source(try FileReader.read(path, named: path, limit: ReadingLimit.bytes)))
            } catch {
                throw UsageError("the zone file `\(path)` cannot be read: \(error.reason)")
            }
        }
    }

    /// The server name, judged by what is known and what was collected.
    ///
    /// - Parameters:
    ///   - linter: chooses the rules.
    ///   - trust: tells whom clients trust; without it, nobody's trust is spoken of.
    func report(
        _ name: String, collected: Evidence? = nil, by linter: Linter? = nil, trust: ChainTrust? = nil
    ) -> DelegationReport {
        var server = DelegationInput(
            name, wellKnown: wellKnown, certificate: certificate, evidence: collected ?? given(for: name))
        server.compared = compared
        if let trust, let evidence = server.evidence { server.trust = trust.judgements(evidence) }
        var linter = linter ?? Linter(includes: Self.includes)
        // Recorded evidence is judged at the time it was collected.
        linter.time = Timestamp(seconds: Int64(time(nil)))
        return linter.judge(server, zones)
    }

    private func given(for name: String) -> Evidence? {
        guard let evidence else { return nil }
        let own = evidence[name]
        if let common { return common.evidence(for: name, with: own) }
        guard let whole = evidence[nil] else { return own ?? Evidence() }
        return own.map { whole.joined(with: $0) } ?? whole
    }

    static var includes: FileIncludes { FileIncludes(base: nil, budget: ReadingBudget()) }
}
