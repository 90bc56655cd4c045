import Federation
import ZoneFile

/// Writes spans of sources as ranges and locations of the protocol.
struct LocationWriter {
    let encoding: PositionEncoding
    private let absolutePath: (String) -> String
    /// The absolute paths that were asked for, since the file system has to be asked for each.
    private var paths: [String: String] = [:]
    /// The URI of a path, as the client writes it.
    let uri: (String) -> String
    /// The position tables of the texts that were asked for, as a file may have a thousand findings.
    private var buffers: [ObjectIdentifier: TextBuffer] = [:]

    init(_ encoding: PositionEncoding, absolutePath: @escaping (String) -> String, uri: @escaping (String) -> String) {
        self.encoding = encoding
        self.absolutePath = absolutePath
        self.uri = uri
    }

    static let start: JSONValue = [
        "start": ["line": 0, "character": 0], "end": ["line": 0, "character": 0],
    ]

    /// The absolute path of the file that contains a span.
    mutating func path(of span: SourceSpan) -> String {
        let path = Self.written(span).source.path
        if let known = paths[path] { return known }
        let absolute = absolutePath(path)
        paths[path] = absolute
        return absolute
    }

    mutating func location(_ span: SourceSpan) -> JSONValue {
        let path = path(of: span)
        return ["uri": JSONValue(uri(path)), "range": range(span)]
    }

    mutating func range(_ span: SourceSpan) -> JSONValue {
        let span = Self.written(span)
        return range(span.range, in: span.source)
    }

    mutating func range(_ range: Range<Int>, in source: SourceFile) -> JSONValue {
        let buffer = buffer(of: source)
        return [
            "start": buffer.position(of: range.lowerBound, encoding).json,
            "end": buffer.position(of: range.upperBound, encoding).json,
        ]
    }

    /// The positions of a source.
    mutating func buffer(of source: SourceFile) -> TextBuffer {
        if let known = buffers[ObjectIdentifier(source)] { return known }
        let buffer = TextBuffer(source.contents)
        buffers[ObjectIdentifier(source)] = buffer
        return buffer
    }

    /// The text in a file that a span stands for: a line that `$GENERATE` made is in no file.
    static func written(_ span: SourceSpan) -> SourceSpan {
        if case .generated(let directive, _, _) = span.source.provenance { return written(directive) }
        return span
    }
}
