import ArgumentParser
import Federation
import Linting

/// The JSON schema of a value in the configuration.
struct SettingSchema: Sendable {
    /// The members of the schema object, as JSON.
    private let members: [String]

    static let string = SettingSchema(members: ["\"type\": \"string\"", "\"minLength\": 1"])
    /// A path pattern; relative to the directory of the configuration.
    static let pattern = SettingSchema(members: ["\"pattern\": \"^[^/]\""])
    static let rule = reference("rule")
    static let zone = reference("zone")

    static func words(_ words: [String]) -> SettingSchema {
        SettingSchema(members: ["\"enum\": [\(words.map(JSONString.quoted).joined(separator: ", "))]"])
    }

    static func list(of items: SettingSchema) -> SettingSchema {
        SettingSchema(members: ["\"type\": \"array\"", "\"items\": \(items.text)"])
    }

    static func mapping(names: SettingSchema, of values: SettingSchema) -> SettingSchema {
        SettingSchema(members: [
            "\"type\": \"object\"", "\"propertyNames\": \(names.text)", "\"additionalProperties\": \(values.text)",
        ])
    }

    private static func reference(_ name: String) -> SettingSchema {
        SettingSchema(members: ["\"$ref\": \"#/$defs/\(name)\""])
    }

    /// The codes and names of all rules.
    static var ruleWords: [String] { RuleRegistry.infos.flatMap { [$0.code, $0.name] } }

    /// The completion of an option that takes rules. Every run declares all options, but only one that prints completions
    /// needs the description of every rule.
    static var ruleCompletion: CompletionKind? {
        Arguments.printsCompletions ? .list(ruleWords) : nil
    }

    var text: String { "{\(members.joined(separator: ", "))}" }

    /// The schema as a member of an object, with a description for editors to show.
    func property(of setting: some AnySetting) -> String {
        let description = setting.summary + "." + (setting.details.isEmpty ? "" : " " + setting.details)
        let all = ["\"description\": \(JSONString.quoted(description))"] + members
        return "\(JSONString.quoted(setting.key)): {\(all.joined(separator: ", "))}"
    }
}
