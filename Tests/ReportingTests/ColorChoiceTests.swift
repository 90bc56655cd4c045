import Testing

@testable import Reporting

@Suite("Choice of colour")
struct ColorChoiceTests {
    @Test("follows the option, then the environment, then the terminal")
    func order() {
        #expect(color(.auto, [:], true))
        #expect(!color(.auto, [:], false))
        #expect(color(.always, ["NO_COLOR": "1", "TERM": "dumb"], false))
        #expect(!color(.never, ["FORCE_COLOR": "1"], true))
        #expect(!color(.auto, ["NO_COLOR": "1", "FORCE_COLOR": "1"], true))
        #expect(color(.auto, ["NO_COLOR": ""], true))
        #expect(color(.auto, ["FORCE_COLOR": "1", "TERM": "dumb"], false))
        #expect(color(.auto, ["CLICOLOR_FORCE": "1"], false))
        #expect(!color(.auto, ["CLICOLOR_FORCE": "0"], false))
        #expect(!color(.auto, ["FORCE_COLOR": ""], false))
        #expect(!color(.auto, ["CLICOLOR": "0"], true))
        #expect(!color(.auto, ["TERM": "dumb"], true))
    }

    private func color(_ choice: ColorChoice, _ environment: [String: String], _ isTerminal: Bool) -> Bool {
        Style.resolve(choice: choice, environment: environment, isTerminal: isTerminal).isColored
    }
}
