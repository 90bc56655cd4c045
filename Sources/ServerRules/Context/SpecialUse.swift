/// The names that are not in the public DNS (RFC 6761, and the registry of special-use domain names).
enum SpecialUse {
    private static let endings = [
        "local", "localhost", "internal", "test", "invalid", "example", "onion", "alt", "home.arpa",
    ]

    /// Returns the special-use name that a host is or ends in.
    static func ending(of host: String) -> String? {
        let host = host.lowercased()
        return endings.first { host == $0 || host.hasSuffix("." + $0) }
    }
}
