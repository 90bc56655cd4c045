/// A station on the way from a server name to a TLS connection.
struct RouteNode {
    /// What it is: "Server name".
    var role: String
    /// Which one: a name, query, address or version.
    var value: String
    var mark: StateMark
    /// The state in a word or two: "taken", "failed", "skipped", "unknown".
    var state: String
    /// The reason for the state, as a clause, or empty.
    var reason = ""
    /// Whether the value is the query or URL of a step.
    var isQuery = false
    /// The index of the station before it; `nil` for the server name.
    var parent: Int?
    /// The number of branches on the way to it.
    var level = 0

    /// The station in words, for readers who do not see the drawing.
    var sentence: String {
        "\(role) \(value): \(state)" + (reason.isEmpty ? "." : " (\(reason)).")
    }
}
