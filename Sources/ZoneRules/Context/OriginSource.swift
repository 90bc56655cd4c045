/// What a zone's origin was taken from. The raw values are those of JSON reports.
public enum OriginSource: String, Sendable {
    case option, config, soa, directive, filename, none
}
