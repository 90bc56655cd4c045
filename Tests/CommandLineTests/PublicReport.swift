import FoundationEssentials
import Testing

/// A file of evidence in `fixtures/reports`.
struct PublicReport: Sendable, CustomTestStringConvertible {
    let folder: String
    let path: String
    /// The file of the certificate authority that clients trust, if the report has one.
    let root: String?

    var testDescription: String { path.split(separator: "/").suffix(2).joined(separator: "/") }

    static let all: [PublicReport] = {
        let parts = #filePath.split(separator: "/", omittingEmptySubsequences: false)
        let root = parts.dropLast(3).joined(separator: "/") + "/fixtures/reports"
        let names = (try? FileManager.default.contentsOfDirectory(atPath: root)) ?? []
        return names.filter { $0.hasPrefix("matrix-") }.sorted().flatMap { name -> [PublicReport] in
            let folder = "\(root)/\(name)"
            let files = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted()
            let authority = files.last { $0.hasSuffix("root.pem") }.map { "\(folder)/\($0)" }
            return files.filter { $0.hasPrefix("evidence") }.map {
                PublicReport(folder: folder, path: "\(folder)/\($0)", root: authority)
            }
        }
    }()
}
