import ZoneFile

/// The mistakes in a configuration. All are reported at once, so that they can be fixed in one go.
final class ConfigurationMistakes {
    private var found: [UsageError] = []
    /// Names of rules that still work but were replaced.
    private(set) var oldRuleNames: [OldRuleName] = []

    /// The search for similar words takes time for each mistake, and more of them help nobody.
    private static let limit = 20

    func note(_ name: OldRuleName) { oldRuleNames.append(name) }

    /// Runs `body` and records its error; the result is then `nil`.
    @discardableResult
    func collecting<Value>(_ body: () throws(UsageError) -> Value) -> Value? {
        guard found.count < Self.limit else { return nil }
        do throws(UsageError) {
            return try body()
        } catch {
            found.append(error)
            return nil
        }
    }

    /// Throws the recorded mistakes, in the order of the file.
    func check() throws(UsageError) {
        let sorted = found.enumerated().sorted { left, right in
            let offsets = (left.element.offset, right.element.offset)
            return offsets.0 == offsets.1 ? left.offset < right.offset : offsets.0 < offsets.1
        }
        guard var first = sorted.first?.element else { return }
        first.others = sorted.dropFirst().map(\.element.notice)
        if found.count >= Self.limit, let last = first.others.indices.last {
            first.others[last].help.append("only the first \(Self.limit) mistakes are reported")
        }
        throw first
    }
}

extension UsageError {
    fileprivate var offset: Int { notice.place?.range.lowerBound ?? 0 }
}
