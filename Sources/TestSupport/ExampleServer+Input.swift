import Federation
import Linting
import ZoneFile

extension ExampleServer {
    /// What the linter judges for the example.
    var input: DelegationInput {
        let evidence = evidence.map { EvidenceReader.read(Array($0.utf8)) }
        precondition(evidence?.problems.isEmpty ?? true, "the example's evidence: \(evidence?.problems ?? [])")
        return DelegationInput(
            name,
            wellKnown: wellKnown.map { SourceFile(path: "server", text: MarkedText($0).text) },
            certificate: nil,
            evidence: evidence?.evidence
        )
    }
}
