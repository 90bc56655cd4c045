/// The values of `--color`.
public enum ColorChoice: String, CaseIterable, Sendable {
    case auto, always, never
}

extension Style {
    /// Returns the style for one output stream. Standard output and standard error may have different ones.
    ///
    /// The option overrides the environment. There, a `NO_COLOR` that is not empty (no-color.org) overrides `FORCE_COLOR`
    /// and `CLICOLOR_FORCE`, and these override `TERM=dumb` and `CLICOLOR=0`. Otherwise a terminal gets colour.
    public static func resolve(choice: ColorChoice, environment: [String: String], isTerminal: Bool) -> Style {
        switch choice {
        case .always: return .color
        case .never: return .plain
        case .auto: break
        }
        func isSet(_ name: String) -> Bool { environment[name].map { !$0.isEmpty } ?? false }
        // Programs that read these variables treat 0 as no, although force-color.org does not mention it.
        func isForcedBy(_ name: String) -> Bool { isSet(name) && environment[name] != "0" }
        if isSet("NO_COLOR") { return .plain }
        if isForcedBy("FORCE_COLOR") || isForcedBy("CLICOLOR_FORCE") { return .color }
        if environment["TERM"] == "dumb" || environment["CLICOLOR"] == "0" { return .plain }
        return isTerminal ? .color : .plain
    }
}
