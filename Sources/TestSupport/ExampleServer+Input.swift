import Certificates
import Diagnostics
import Federation
import ServerRules
import ZoneFile

extension ExampleServer {
    /// The input of the linter for the example.
    var input: ServerInput {
        let evidence = evidence.map { EvidenceReader.read(Array($0.utf8)) }
        precondition(evidence?.problems.isEmpty ?? true, "the example's evidence: \(evidence?.problems ?? [])")
        var input = ServerInput(
            name,
            wellKnown: wellKnown.map { SourceFile(path: ExampleRun.documentPath, text: MarkedText($0).text) },
            certificate: certificateText.map { SourceFile(path: ExampleRun.certificatePath, text: $0) },
            evidence: evidence?.evidence
        )
        for document in [WellKnown.client, .support] {
            let text = documents.first { $0.name == document.rawValue }?.text
            input.otherDocuments[document] = text.map {
                SourceFile(path: document.rawValue, text: MarkedText($0).text)
            }
        }
        for chain in input.chains { input.trust[chain] = (try? certificate?.trust()) ?? nil }
        return input
    }

    private var certificateText: String? {
        do {
            return try certificate?.pem()
        } catch {
            preconditionFailure("the example's certificate: \(error)")
        }
    }

    /// The spans of findings in the certificate file, whose text cannot contain marks.
    var certificateMarks: [Range<Int>] {
        guard let certificate, let text = certificateText else { return [] }
        let bytes = Array(text.utf8)
        let begin = Array("-----BEGIN ".utf8)
        let blocks = bytes.indices.filter { bytes[$0...].starts(with: begin) }
        return certificate.faults.map { block in
            let start = blocks[block]
            return start..<(bytes[start...].firstIndex(of: 0x0A) ?? bytes.count)
        }
    }
}
