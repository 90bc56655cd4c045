import CYAML
import ZoneFile

/// The events of a YAML document, as libyaml reads them, with their spans.
final class YAMLEvents {
    enum Event {
        case scalar(text: String, isPlain: Bool)
        case listStart, listEnd
        case mappingStart, mappingEnd
        case alias
        case documentStart
        /// The end of the document or of the whole text.
        case end
    }

    private let source: SourceFile
    // The parser keeps its own address, so it must not move.
    private let parser = UnsafeMutablePointer<yaml_parser_t>.allocate(capacity: 1)
    private let input: [UInt8]
    /// The last mark with its byte offset. Marks come in order, and a single line may be the whole text, so counting
    /// resumes here.
    private var last = (line: -1, column: 0, offset: 0)

    init(_ source: SourceFile) throws(UsageError) {
        self.source = source
        input = source.withBytes { Array($0) }
        parser.initialize(to: yaml_parser_t())
        guard yaml_parser_initialize(parser) == 1 else {
            throw UsageError("out of memory while reading the configuration")
        }
        yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
    }

    deinit {
        yaml_parser_delete(parser)
        parser.deallocate()
    }

    /// Runs `body`, which may call ``next()``.
    func reading<Result>(_ body: () throws(UsageError) -> Result) throws(UsageError) -> Result {
        let outcome = input.withUnsafeBufferPointer { buffer -> Swift.Result<Result, UsageError> in
            yaml_parser_set_input_string(parser, buffer.baseAddress, buffer.count)
            do throws(UsageError) {
                return .success(try body())
            } catch {
                return .failure(error)
            }
        }
        return try outcome.get()
    }

    /// The next event that matters to a configuration.
    func next() throws(UsageError) -> (event: Event, span: SourceSpan) {
        while true {
            var event = yaml_event_t()
            guard yaml_parser_parse(parser, &event) == 1 else { throw syntaxError() }
            defer { yaml_event_delete(&event) }
            let span = SourceSpan(
                source, offset(event.start_mark)..<max(offset(event.start_mark), offset(event.end_mark)))
            switch event.type {
            case YAML_SCALAR_EVENT:
                let scalar = event.data.scalar
                let text = String(
                    decoding: UnsafeBufferPointer(start: scalar.value, count: scalar.length), as: UTF8.self)
                return (.scalar(text: text, isPlain: scalar.style == YAML_PLAIN_SCALAR_STYLE), span)
            case YAML_SEQUENCE_START_EVENT: return (.listStart, span)
            case YAML_SEQUENCE_END_EVENT: return (.listEnd, span)
            case YAML_MAPPING_START_EVENT: return (.mappingStart, span)
            case YAML_MAPPING_END_EVENT: return (.mappingEnd, span)
            case YAML_ALIAS_EVENT: return (.alias, span)
            case YAML_DOCUMENT_START_EVENT: return (.documentStart, span)
            case YAML_DOCUMENT_END_EVENT, YAML_STREAM_END_EVENT: return (.end, span)
            default: continue
            }
        }
    }

    /// libyaml counts lines and characters from 0.
    private func offset(_ mark: yaml_mark_t) -> Int {
        let line = source.range(ofLine: mark.line + 1)
        let isAhead = mark.line == last.line && mark.column >= last.column
        var at = isAhead ? last.offset : line.lowerBound
        for _ in (isAhead ? last.column : 0)..<mark.column where at < line.upperBound {
            at += 1
            while at < line.upperBound, source[at] & 0xC0 == 0x80 { at += 1 }
        }
        last = (mark.line, mark.column, at)
        return min(at, source.count)
    }

    // MARK: - Messages

    private func syntaxError() -> UsageError {
        let state = parser.pointee
        let problem = state.problem.map { String(cString: $0) } ?? "unknown error"
        guard state.error != YAML_READER_ERROR else {
            let at = min(Int(state.problem_offset), max(0, source.count - 1))
            return invalid(problem, at: at)
        }
        let context = state.context.map { String(cString: $0) }
        let reason = context.map { "\(problem) \($0)" } ?? problem
        // An unclosed bracket or quotation is reported where it opens, an alias at its asterisk.
        let isOpen = ["flow sequence", "flow mapping", "quoted scalar"].contains { context?.contains($0) ?? false }
        let position = offset(isOpen ? state.context_mark : state.problem_mark)
        let isAlias = reason.contains("alias") && position > 0 && source[position - 1] == UInt8(ascii: "*")
        return invalid(reason, at: isAlias ? position - 1 : position)
    }

    private func invalid(_ reason: String, at position: Int) -> UsageError {
        UsageError(
            "the configuration is not valid YAML: \(reason)",
            at: SourceSpan(source, position..<min(position + 1, source.count)),
            help: Self.help(for: reason)
        )
    }

    private static func help(for problem: String) -> [String] {
        if problem.contains("cannot start any token") || problem.contains("alias") || problem.contains("anchor") {
            return ["quote keys and values that start with `*`, `&`, `@` or `%`, and indent with spaces, not tabs"]
        }
        if problem.contains("flow sequence") { return ["close the bracket, and separate the values with commas"] }
        if problem.contains("flow mapping") { return ["close the brace, and separate the values with commas"] }
        if problem.contains("quoted scalar") { return ["close the quotes"] }
        if problem.contains("did not find expected") || problem.contains("mapping values are not allowed") {
            return ["check the indentation and the colons on this line and the one above"]
        }
        return []
    }
}
