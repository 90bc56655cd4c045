/// What `--color` says.
public enum ColorChoice: String, CaseIterable, Sendable {
    case auto, always, never
}

extension Style {
    /// The style for one output stream: standard output and standard error are judged apart.
    ///
    /// The option beats the environment. There, `NO_COLOR` (no-color.org: when not empty) beats `FORCE_COLOR` and
    /// `CLICOLOR_FORCE`, and these beat `TERM=dumb` and `CLICOLOR=0`; otherwise a terminal gets colour.
    public static func resolve(choice: ColorChoice, environment: [String: String], isTerminal: Bool) -> Style {
        switch choice {
        case .always: return .color
        case .never: return .plain
        case .auto: break
        }
        func isSet(_ name: String) -> Bool { environment[name].map { !$0.isEmpty } ?? false }
        // Programs that read these take 0 as no, though force-color.org does not say so.
        func isForcedBy(_ name: String) -> Bool { isSet(name) && environment[name] != "0" }
        if isSet("NO_COLOR") { return .plain }
        if isForcedBy("FORCE_COLOR") || isForcedBy("CLICOLOR_FORCE") { return .color }
        if environment["TERM"] == "dumb" || environment["CLICOLOR"] == "0" { return .plain }
        return isTerminal ? .color : .plain
    }
}
