import Federation
import Glibc
import Linting
import ZoneFile

/// What is given about a server name, read.
struct KnownFacts {
    let zones: [ZoneInput]
    private let compared: [ZoneInput]
    private let wellKnown: SourceFile?
    private let certificate: SourceFile?
    /// Of each server name, and under `nil` of all.
    private let evidence: [String?: Evidence]?

    /// - Parameter compared: zone files that answers are compared with.
    init(_ known: EvidenceOptions, comparing compared: [String] = []) throws(UsageError) {
        wellKnown = try known.wellKnown.map { path throws(UsageError) in
            try Document.read(path, "the well-known document")
        }
        certificate = try known.certificate.map { path throws(UsageError) in
            try Document.read(path, "the certificate")
        }
        evidence = try known.evidence.map { path throws(UsageError) in try Document.evidence(path).bySubject }
        zones = try Self.read(known.zone)
        self.compared = try Self.read(compared)
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
        guard let common = evidence[nil] else { return evidence[name] ?? Evidence() }
        return evidence[name].map { common.joined(with: $0) } ?? common
    }

    static var includes: FileIncludes { FileIncludes(base: nil, budget: ReadingBudget()) }
}
