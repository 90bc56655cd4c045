/// The version of srvlint, as `--version` and the reports give it.
public enum Version {
    public static let current = "0.1.0"
}
