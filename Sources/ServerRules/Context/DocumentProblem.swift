import Diagnostics
import Federation

/// The first thing that is wrong with a document for clients or support, as a predicate of it.
struct DocumentProblem {
    /// "has no `m.homeserver`"
    let words: String
    /// The offending bytes.
    let range: Range<Int>
    /// The label of the mark there.
    let label: String
    /// The mistake if the document is not JSON.
    let diagnosis: JSONDiagnosis?
    /// The edits that correct it; empty if the intention is not clear.
    let edits: [JSONEdit]

    init(_ words: String, at value: JSONValue, _ label: String, edits: [JSONEdit] = []) {
        self.words = words
        self.edits = edits
        // All of an object would hide where to look.
        range = value.members == nil ? value.range : value.range.prefix(1)
        self.label = label
        diagnosis = nil
    }

    init(_ diagnosis: JSONDiagnosis) {
        words = "is not JSON: \(diagnosis.mistake.words)"
        range = diagnosis.mistake.range
        label = diagnosis.mistake.label
        self.diagnosis = diagnosis
        edits = diagnosis.edits
    }

    /// The words for readers who do not see the text: with the line and column of a mistake in the notation.
    func words(for body: [UInt8]) -> String {
        diagnosis.map { "is not JSON: \($0.words(in: body))" } ?? words
    }

    /// Reads a document, and checks it if it is a JSON object.
    ///
    /// - Parameter check: Returns what is wrong with the members.
    static func first(in body: [UInt8], _ check: (JSONValue) -> DocumentProblem?) -> DocumentProblem? {
        if let diagnosis = JSONDiagnosis.of(body) { return DocumentProblem(diagnosis) }
        guard let document = try? JSONReader.read(body) else { return nil }
        guard document.members != nil else {
            return DocumentProblem("is \(document.kindName), not an object", at: document, "expected a JSON object")
        }
        return check(document)
    }
}

extension ServerContext {
    /// The document for clients or support that was given in a file.
    func given(_ document: WellKnown) -> ServerDocumentView? {
        input.otherDocuments[document].map(ServerDocumentView.init(given:))
    }
}
