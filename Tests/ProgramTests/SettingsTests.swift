import TestSupport
import Testing

@testable import srvlint

@Suite("Settings")
struct SettingsTests {
    @Test("Every key is described for the help, the schema and the draft")
    func described() throws {
        let draft = try ConfigurationDraft(ScratchDirectory().path).text
        let schema = ConfigurationSchema.text
        let help = ConfigCommand.helpMessage()
        for setting in Settings.all + ZoneSettings.all {
            #expect(!setting.summary.isEmpty && !setting.summary.hasSuffix("."), "\(setting.key)")
            #expect(schema.contains("\"\(setting.key)\": {\"description\": "), "\(setting.key)")
            #expect(help.contains(setting.key), "\(setting.key)")
        }
        for setting in Settings.all { #expect(draft.contains("# \(setting.key):"), "\(setting.key)") }
        #expect(Set(Settings.all.map(\.key)).count == Settings.all.count)
    }

    @Test("The option that overrides a key exists in every command that has a command line for it")
    func options() {
        for setting in Settings.all {
            guard let option = setting.option else { continue }
            for command in setting.commands {
                switch command {
                case .check: #expect(CheckCommand.optionNames.contains(option), "\(option)")
                case .audit: #expect(AuditCommand.optionNames.contains(option), "\(option)")
                // It takes most settings from the configuration only.
                case .explain: break
                }
            }
        }
        #expect(CheckCommand.optionNames.isSuperset(of: ["-q", "--quiet", "--add-ignore", "--fix"]))
        #expect(!CheckCommand.optionNames.contains("--resolver"))
    }

    @Test("Defaults are shown for each command")
    func defaults() {
        #expect(Settings.failOn.shownDefault == "warning for check, error for audit and explain")
        #expect(Settings.select.shownDefault == "all rules")
        #expect(Settings.baseline.shownDefault == "none")
    }
}
