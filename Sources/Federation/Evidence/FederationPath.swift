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
