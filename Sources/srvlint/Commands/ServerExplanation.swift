import Federation
import Glibc
import Linting
import ZoneFile

/// Reads what is given about a server name and judges it.
struct ServerExplanation {
    private let server: DelegationInput
    private let zones: [ZoneInput]

    init(_ name: String, _ known: EvidenceOptions) throws(UsageError) {
        var server = DelegationInput(name)
        server.wellKnown = try known.wellKnown.map { path throws(UsageError) in
            try Document.read(path, "the well-known document")
        }
        server.certificate = try known.certificate.map { path throws(UsageError) in
            try Document.read(path, "the certificate")
        }
        server.evidence = try known.evidence.map { path throws(UsageError) in try Document.evidence(path) }
        self.server = server
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

    func report() -> DelegationReport {
        var linter = Linter(includes: FileIncludes(base: nil, budget: ReadingBudget()))
        // Recorded evidence is judged at the time it was collected.
        linter.time = Timestamp(seconds: Int64(time(nil)))
        return linter.judge(server, zones)
    }
}
