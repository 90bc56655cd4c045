/// The source of the origin of a zone. The raw values are used in JSON reports.
public enum OriginSource: String, Sendable {
    case option, config, soa, directive, filename, none
}
