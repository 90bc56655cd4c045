import Federation

extension TextPosition {
    /// - Returns: `nil` if the value is not a position.
    init?(_ value: JSONValue?) {
        guard let line = value?["line"]?.integer, let character = value?["character"]?.integer else { return nil }
        self.init(line: line, character: character)
    }

    var json: JSONValue { ["line": JSONValue(line), "character": JSONValue(character)] }
}
