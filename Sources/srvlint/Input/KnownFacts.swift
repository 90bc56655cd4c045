import Federation
import Glibc
import Linting
import ZoneFile

/// What is given about a server name, read.
struct KnownFacts {
    let zones: [ZoneInput]
    private let wellKnown: SourceFile?
    private let certificate: SourceFile?
    private let evidence: Evidence?

    init(_ known: EvidenceOptions) throws(UsageError) {
        wellKnown = try known.wellKnown.map { path throws(UsageError) in
            try Document.read(path, "the well-known document")
        }
        certificate = try known.certificate.map { path throws(UsageError) in
            try Document.read(path, "the certificate")
        }
        evidence = try known.evidence.map { path throws(UsageError) in try Document.evidence(path) }
        var zones: [ZoneInput] = []
        for path in known.zone {
            do throws(ReadingFailure) {
                let source = try FileReader.read(path, named: path, limit: ReadingLimit.bytes)
                zones.append(ZoneInput(.source(source)))
            } catch {
                throw UsageError("the zone file `\(path)` cannot be read: \(error.reason)")
            }
        }
        self.zones = zones
    }

    func server(_ name: String) -> DelegationInput {
        DelegationInput(name, wellKnown: wellKnown, certificate: certificate, evidence: evidence)
    }

    /// The server name, judged by what is known.
    func report(_ name: String) -> DelegationReport {
        var linter = Linter(includes: FileIncludes(base: nil, budget: ReadingBudget()))
        // Recorded evidence is judged at the time it was collected.
        linter.time = Timestamp(seconds: Int64(time(nil)))
        return linter.judge(server(name), zones)
    }
}
