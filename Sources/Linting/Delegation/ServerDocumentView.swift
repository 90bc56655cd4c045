import Federation
import ZoneFile

/// The text of a well-known document and, if it is JSON, its structure: with the file it was given in, so that findings
/// can point at it.
public struct ServerDocumentView: Sendable {
    public let file: SourceFile
    public let content: Result<JSONValue, JSONProblem>

    init(given file: SourceFile) {
        self.file = file
        content = Result { () throws(JSONProblem) in try JSONReader.read(file.contents) }
    }

    /// The value of `m.server`.
    var serverValue: JSONValue? {
        guard case .success(let document) = content else { return nil }
        return document["m.server"]
    }

    /// A part of the document for findings to point at.
    func span(_ range: Range<Int>) -> SourceSpan {
        SourceSpan(file, range)
    }
}
