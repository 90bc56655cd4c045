import Diagnostics
import Federation
import ZoneFile

/// The text of a well-known document and, if it is JSON, its structure.
///
/// A given document has a file, so that findings can point into it. A fetched document has a source.
public struct ServerDocumentView: Sendable {
    public let file: SourceFile
    public let content: Result<JSONValue, JSONProblem>
    /// The mistake if the document is not JSON, or is a string that contains a document.
    let diagnosis: JSONDiagnosis?
    /// The source of a fetched document, or `nil` for a document given in a file.
    public let source: FactSource?

    public init(given file: SourceFile) {
        self.init(file, from: nil)
    }

    /// Creates the document of a response with status 200, or fails for any other response.
    init?(fetched entry: HTTPSEntry) {
        guard entry.error == nil, entry.status == 200, let body = entry.body else { return nil }
        self.init(SourceFile(path: entry.url, bytes: body), from: FactSource(entry))
    }

    private init(_ file: SourceFile, from source: FactSource?) {
        self.file = file
        self.source = source
        content = Result { () throws(JSONProblem) in try JSONReader.read(file.contents) }
        diagnosis = JSONDiagnosis.of(file.contents)
    }

    /// The members of the document, or `nil` if it is not a JSON object.
    var members: [JSONValue.Member]? {
        guard case .success(let document) = content else { return nil }
        return document.members
    }

    /// The value of `m.server`.
    public var serverValue: JSONValue? {
        guard case .success(let document) = content else { return nil }
        return document["m.server"]
    }

    /// The range of the first tag if the document looks like a web page, otherwise `nil`. A document after an error
    /// message is not a web page.
    var firstTag: Range<Int>? {
        if case .textBefore = diagnosis?.mistake.kind { return nil }
        let bytes = file.contents
        let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        guard let tag = bytes[start...].firstIndex(where: { $0 > 0x20 }), bytes[tag] == UInt8(ascii: "<") else {
            return nil
        }
        let rest = bytes[tag...].prefix(80)
        guard let end = rest.firstIndex(of: UInt8(ascii: ">")) else { return tag..<tag + 1 }
        return rest[...end].contains(0x0A) ? tag..<tag + 1 : tag..<end + 1
    }

    /// Returns a fix that replaces a range, or nothing for a fetched document.
    func fix(_ title: String, _ safety: Fix.Safety, replace range: Range<Int>, with text: String) -> [Fix] {
        source == nil ? [Fix(title, safety, [Edit(replace: span(range), with: text)])] : []
    }

    /// Returns a fix that corrects all mistakes in the notation, or nothing for a fetched document.
    func fix(_ title: String, _ edits: [JSONEdit]) -> [Fix] {
        guard source == nil, !edits.isEmpty else { return [] }
        // Unsafe: a document that peers ignored takes effect.
        return [Fix(title, .unsafe, edits.map { Edit(replace: span($0.range), with: $0.text) })]
    }

    /// Whether every implementation accepts its `m.server`.
    public var isUsable: Bool {
        guard let text = serverValue?.string, let name = try? ServerName(text) else { return false }
        return name.port == nil || name.usablePort != nil
    }

    /// Returns the span of a range of the document.
    func span(_ range: Range<Int>) -> SourceSpan {
        SourceSpan(file, range)
    }

    /// Returns the labelled span of a range, or `nil` for a fetched document.
    func place(_ range: Range<Int>, _ label: String) -> LabelledSpan? {
        source == nil ? LabelledSpan(span(range), label) : nil
    }

    /// Returns the range between the quotes of a string, or `nil` if it has escapes and cannot be edited.
    func plainText(of value: JSONValue) -> Range<Int>? {
        guard let string = value.string else { return nil }
        let inner = value.range.lowerBound + 1..<value.range.upperBound - 1
        return Array(file.contents[inner]) == Array(string.utf8) ? inner : nil
    }
}

extension FactSource {
    init(_ entry: HTTPSEntry) {
        self.init(
            .https, entry.url, server: entry.address?.description, at: entry.circumstances.at?.description)
    }

    init(_ entry: DNSEntry) {
        self.init(
            .dns, entry.question.description, server: entry.server, at: entry.circumstances.at?.description)
    }
}
