import Diagnostics

/// The JSON schema of the configuration, made from ``Settings`` and ``ZoneSettings``.
enum ConfigurationSchema {
    static var text: String {
        let properties = Settings.all.map { "    " + property($0) }
        let zone = ZoneSettings.all.map { "        " + property($0) }
        // A file belongs to the first server name.
        let dependent = ZoneSettings.documents.map { setting in
            "        \"\(setting.key)\": [\"\(ZoneSettings.serverNames.key)\"]"
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
                "rule": {
                  "anyOf": [
                    \(SettingSchema.words(SettingSchema.ruleWords).text),
                    {"type": "string", "pattern": "^[A-Za-z][0-9]{0,3}$"}
                  ]
                },
                "zone": {
                  "type": "object",
                  "additionalProperties": false,
                  "properties": {
            \(zone.joined(separator: ",\n"))
                  },
                  "dependentRequired": {
            \(dependent.joined(separator: ",\n"))
                  }
                }
              }
            }

            """
    }

    private static func property(_ setting: any AnySetting) -> String {
        setting.schema.property(of: setting)
    }
}
