import Diagnostics
import Federation
import Linting

/// The JSON schema of the configuration, made of the same lists that its reader goes by.
enum ConfigurationSchema {
    static var text: String {
        let rules = "{\"type\": \"array\", \"items\": {\"$ref\": \"#/$defs/rule\"}}"
        let levels = FailureLevel.words.map(JSONString.quoted).joined(separator: ", ")
        let severities = Severity.allCases.map { JSONString.quoted($0.rawValue) }.joined(separator: ", ")
        let targets = NameServerSoftware.words.map(JSONString.quoted).joined(separator: ", ")
        let words = RuleRegistry.infos.flatMap { [$0.code, $0.name] }.map(JSONString.quoted).joined(separator: ", ")
        let string = "{\"type\": \"string\", \"minLength\": 1}"
        let strings = "{\"type\": \"array\", \"items\": \(string)}"
        let pattern = "\"propertyNames\": {\"pattern\": \"^[^/]\"}"
        var properties: [String] = []
        for key in ConfigurationReader.Key.allCases {
            let value =
                switch key {
                case .select, .ignore: rules
                case .severity:
                    "{\"type\": \"object\", \"propertyNames\": {\"enum\": [\(words)]}, "
                        + "\"additionalProperties\": {\"enum\": [\(severities)]}}"
                case .perFileIgnores: "{\"type\": \"object\", \(pattern), \"additionalProperties\": \(rules)}"
                case .failOn: "{\"enum\": [\(levels)]}"
                case .targets: "{\"type\": \"array\", \"items\": {\"enum\": [\(targets)]}}"
                case .resolvers: strings
                case .baseline: string
                case .zones:
                    "{\"type\": \"object\", \(pattern), \"additionalProperties\": {\"$ref\": \"#/$defs/zone\"}}"
                }
            properties.append("    \(JSONString.quoted(key.rawValue)): \(value)")
        }
        let zone = ConfigurationReader.ZoneKey.allCases.map { key in
            "        \(JSONString.quoted(key.rawValue)): \(key == .serverNames ? strings : string)"
        }
        return """
            {
              "$schema": "https://json-schema.org/draft/2020-12/schema",
              "title": "\(ConfigurationFile.name)",
              "type": "object",
              "additionalProperties": false,
              "properties": {
            \(properties.joined(separator: ",\n"))
              },
              "$defs": {
                "rule": {"anyOf": [{"enum": [\(words)]}, {"type": "string", "pattern": "^[A-Za-z][0-9]{0,3}$"}]},
                "zone": {
                  "type": "object",
                  "additionalProperties": false,
                  "properties": {
            \(zone.joined(separator: ",\n"))
                  },
                  "dependentRequired": {"well-known": ["server-names"], "certificate": ["server-names"]}
                }
              }
            }

            """
    }
}
