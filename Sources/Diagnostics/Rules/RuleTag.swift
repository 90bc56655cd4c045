/// How an editor shows the text of a finding, in addition to its severity.
public enum RuleTag: Sendable {
    /// The text has no effect and may be removed. Editors show it in a faded colour.
    case unnecessary
    /// The text uses something that is no longer to be used. Editors strike it through.
    case deprecated
}
