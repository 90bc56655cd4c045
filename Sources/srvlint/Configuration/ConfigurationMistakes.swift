import ZoneFile

/// What is wrong in a configuration: all of it is told at once, so that nobody mends it one run at a time.
final class ConfigurationMistakes {
    private var found: [UsageError] = []

    /// Whoever has so many is not helped by more, and each costs the search for what was meant.
    private static let most = 20

    /// The outcome; `nil` if it is a mistake, which is noted.
    @discardableResult
    func trying<Value>(_ body: () throws(UsageError) -> Value) -> Value? {
        guard found.count < Self.most else { return nil }
        do throws(UsageError) {
            return try body()
        } catch {
            found.append(error)
            return nil
        }
    }

    /// Throws what was noted, in the order of the file.
    func check() throws(UsageError) {
        let sorted = found.enumerated().sorted { left, right in
            let places = (left.element.offset, right.element.offset)
            return places.0 == places.1 ? left.offset < right.offset : places.0 < places.1
        }
        guard var first = sorted.first?.element else { return }
        first.others = sorted.dropFirst().map(\.element.notice)
        if found.count >= Self.most, let last = first.others.indices.last {
            first.others[last].help.append("these are the first \(Self.most) mistakes; what follows was not looked at")
        }
        throw first
    }
}

extension UsageError {
    fileprivate var offset: Int { notice.place?.range.lowerBound ?? 0 }
}
