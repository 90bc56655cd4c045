/// The paths of a homeserver that are requested. They need no authentication.
public enum FederationPath: String, Sendable {
    case version = "/_matrix/federation/v1/version"
    case keys = "/_matrix/key/v2/server"
    /// The keys again, with a key ID that contains an encoded slash. Synapse ignores the ID and answers with its keys. If
    /// a proxy decodes the slash, it does not know the path.
    case encodedSlash = "/_matrix/key/v2/server/srvlint%2Fprobe"
    /// The same without an encoded character, to compare with.
    case plainKeyID = "/_matrix/key/v2/server/srvlint"
}

extension FederationPath {
    private static let aliasPrefix = "/_matrix/client/v3/directory/room/%23srvlint%3A"

    /// Returns the path of a room alias that does not exist. Synapse answers that it is not found. If a proxy encodes the
    /// percent signs again, Synapse reads an alias that does not begin with `#`, and answers that it is invalid.
    ///
    /// - Parameter serverName: the name that the homeserver itself uses. It would ask another server about its aliases.
    public static func absentAlias(of serverName: String) -> String {
        let escapes: [Character: String] = [":": "%3A", "[": "%5B", "]": "%5D"]
        return aliasPrefix + serverName.map { escapes[$0] ?? String($0) }.joined()
    }

    /// Whether a path is that of ``absentAlias(of:)``.
    public static func isAbsentAlias(_ path: String) -> Bool { path.hasPrefix(aliasPrefix) }
}
