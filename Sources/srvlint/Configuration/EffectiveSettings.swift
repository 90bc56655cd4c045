import Reporting

/// The settings in force for a path, each with its origin: the text of `config show`.
struct EffectiveSettings {
    private let configuration: Configuration?
    private let path: String

    init(_ configuration: Configuration?, path: String) {
        self.configuration = configuration
        self.path = path
    }

    private struct Row {
        let key: String
        let value: String
        let source: String
    }

    var text: String {
        let rows = Settings.all.flatMap(rows)
        let width = rows.map(\.key.count).max() ?? 0
        let heading = configuration.map { "configuration: \($0.path)" } ?? "configuration: none found"
        return Notice.visible(heading) + "\n"
            + rows.map { row in
                let key = row.key + String(repeating: " ", count: width - row.key.count)
                return Notice.visible("\(key)  \(row.value)  (\(row.source))") + "\n"
            }.joined()
    }

    private func rows(_ setting: any AnySetting) -> [Row] {
        if setting.key == Settings.zones.key, let entry = configuration?.entry(for: path) { return rows(of: entry) }
        let users = Self.users(of: setting)
        if let configuration, let value = setting.shown(in: configuration.values) {
            // It is matched by no pattern: otherwise the settings of the pattern are shown.
            let value = setting.key == Settings.zones.key ? "\(value), none for this path" : value
            return [Row(key: setting.key, value: value, source: location(of: setting, configuration.values) + users)]
        }
        return setting.shownDefault.map { [Row(key: setting.key, value: $0, source: "default" + users)] } ?? []
    }

    private func rows(of entry: Configuration.ZoneEntry) -> [Row] {
        ZoneSettings.all.compactMap { setting in
            setting.shown(in: entry.values).map { value in
                let location = location(of: setting, entry.values)
                return Row(key: setting.key, value: value, source: "\(location), pattern \(entry.glob.pattern)")
            }
        }
    }

    /// ", check only"; empty for a setting that every command uses.
    private static func users(of setting: any AnySetting) -> String {
        guard setting.commands.count < ConfiguredCommand.allCases.count else { return "" }
        return ", \(setting.commands.map(\.rawValue).joined(separator: " and ")) only"
    }

    private func location(of setting: any AnySetting, _ values: SettingValues) -> String {
        let path = configuration?.path ?? ""
        return values.span(of: setting).map { "\(path):\($0.start.line)" } ?? path
    }
}
