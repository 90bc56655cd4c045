import ZoneFile

/// The commands that use the configuration.
enum ConfiguredCommand: String, CaseIterable, Sendable {
    case check, audit, explain
}

/// One key of the configuration: how it is read, shown and documented, and the default.
///
/// ``Settings`` and ``ZoneSettings`` list all of them. The reader, the JSON schema, `config show`, `config init` and the
/// help work from these lists, so a new key is added there and where its value is used.
struct Setting<Value: Sendable>: AnySetting {
    let key: String
    /// What the key does, in a few words without a full stop.
    let summary: String
    /// What its value may be, as a sentence; empty if the summary says enough.
    let details: String
    let commands: [ConfiguredCommand]
    let option: String?
    let example: String?
    private let makeSchema: @Sendable () -> SettingSchema
    private let read: @Sendable (ConfigurationReader) -> (YAMLValue, String) throws(UsageError) -> Value
    private let show: @Sendable (Value) -> String?
    private let makeDefault: @Sendable (ConfiguredCommand) -> Value

    /// - Parameters:
    ///   - commands: the commands that use the key.
    ///   - option: the command-line option that overrides it.
    ///   - example: its value in the draft that `config init` writes.
    ///   - read: reads the value; the second argument is the key, for messages.
    ///   - show: the value as `config show` prints it; `nil` if there is nothing to print.
    init(
        _ key: String, summary: String, details: String = "",
        usedBy commands: [ConfiguredCommand] = ConfiguredCommand.allCases, option: String? = nil,
        example: String? = nil, schema: @escaping @autoclosure @Sendable () -> SettingSchema,
        read: @escaping @Sendable (ConfigurationReader) -> (YAMLValue, String) throws(UsageError) -> Value,
        show: @escaping @Sendable (Value) -> String?,
        default makeDefault: @escaping @Sendable (ConfiguredCommand) -> Value
    ) {
        self.key = key
        self.summary = summary
        self.details = details
        self.commands = commands
        self.option = option
        self.example = example
        makeSchema = schema
        self.read = read
        self.show = show
        self.makeDefault = makeDefault
    }

    var schema: SettingSchema { makeSchema() }

    func defaultValue(for command: ConfiguredCommand) -> Value { makeDefault(command) }

    func value(of value: YAMLValue, by reader: ConfigurationReader) throws(UsageError) -> any Sendable {
        try read(reader)(value, key)
    }

    func shown(in values: SettingValues) -> String? {
        values[self].flatMap(show)
    }

    var shownDefault: String? {
        let defaults = commands.map { (command: $0, text: show(defaultValue(for: $0))) }
        guard let first = defaults.first?.text else { return nil }
        if defaults.allSatisfy({ $0.text == first }) { return first }
        var groups: [(text: String, commands: [String])] = []
        for (command, text) in defaults {
            guard let text else { continue }
            if let index = groups.firstIndex(where: { $0.text == text }) {
                groups[index].commands.append(command.rawValue)
            } else {
                groups.append((text, [command.rawValue]))
            }
        }
        return groups.map { "\($0.text) for \($0.commands.joined(separator: " and "))" }.joined(separator: ", ")
    }
}

/// A ``Setting`` of any value.
protocol AnySetting: Sendable {
    var key: String { get }
    var summary: String { get }
    var details: String { get }
    var commands: [ConfiguredCommand] { get }
    var option: String? { get }
    var example: String? { get }
    var schema: SettingSchema { get }

    func value(of value: YAMLValue, by reader: ConfigurationReader) throws(UsageError) -> any Sendable
    /// The value as `config show` prints it; `nil` if it is not written.
    func shown(in values: SettingValues) -> String?
    /// The default as `config show` and the help print it: "warning for check, error for audit and explain".
    var shownDefault: String? { get }
}

/// The values that a mapping of the configuration has, by setting.
struct SettingValues: Sendable {
    private var values: [String: any Sendable] = [:]
    /// Where each key is written.
    private var spans: [String: SourceSpan] = [:]

    /// The value as written; `nil` if it is absent.
    subscript<Value>(_ setting: Setting<Value>) -> Value? {
        values[setting.key].flatMap { $0 as? Value }
    }

    subscript<Value>(_ setting: Setting<Value?>) -> Value? {
        values[setting.key].flatMap { $0 as? Value }
    }

    func span(of setting: some AnySetting) -> SourceSpan? { spans[setting.key] }

    mutating func note(_ setting: some AnySetting, at span: SourceSpan) { spans[setting.key] = span }

    mutating func set(_ value: any Sendable, for setting: some AnySetting) { values[setting.key] = value }
}

/// A value with the span where the configuration has it.
struct Located<Value: Sendable>: Sendable {
    let value: Value
    let span: SourceSpan
}
