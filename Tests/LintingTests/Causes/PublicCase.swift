import Certificates
import Federation
import Foundation
import Linting
import ServerRules
import Testing

/// A public report in `fixtures/reports`, judged as `srvlint audit --evidence` does.
enum PublicCase {
    private static let directory = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../../fixtures/reports")

    /// - Parameter change: Changes the evidence before it is judged.
    static func report(
        _ name: String, evidence: String = "evidence.json", root: String? = "root.pem",
        change: (inout Evidence) -> Void = { _ in }
    ) async throws -> ServerReport {
        let directory = directory.appending(path: name)
        var (evidence, problems) = EvidenceReader.read(
            Array(try Data(contentsOf: directory.appending(path: evidence))))
        try #require(problems.isEmpty, "\(problems)")
        change(&evidence)
        var input = ServerInput("example.com", evidence: evidence)
        if let root {
            let roots = TrustRoots(contents: Array(try Data(contentsOf: directory.appending(path: root))))
            for chain in input.chains { input.trust[chain] = await chain.trust(in: roots) }
        }
        return Linter().report(on: input)
    }
}
