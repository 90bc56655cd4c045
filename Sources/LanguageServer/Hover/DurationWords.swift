/// Seconds in words: "3600 (1 hour)".
enum DurationWords {
    private static let units: [(seconds: UInt32, name: String)] = [
        (604_800, "week"), (86_400, "day"), (3600, "hour"), (60, "minute"), (1, "second"),
    ]

    static func words(_ seconds: UInt32) -> String {
        guard seconds >= 60 else { return counted(seconds, "second") }
        var rest = seconds
        var parts: [String] = []
        for unit in units where rest >= unit.seconds {
            parts.append(counted(rest / unit.seconds, unit.name))
            rest %= unit.seconds
        }
        return "\(seconds) (\(parts.joined(separator: " ")))"
    }

    private static func counted(_ count: UInt32, _ unit: String) -> String {
        count == 1 ? "1 \(unit)" : "\(count) \(unit)s"
    }
}
