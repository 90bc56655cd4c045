import Federation

extension FederationEntry {
    /// Why the response has another status than expected, if it shows that: a clause.
    var reason: String? {
        if let interception { return interception.clause }
        return isUnrecognized ? "`M_UNRECOGNIZED`" : nil
    }

    /// What to do about the response, if it shows why it failed: an imperative clause.
    ///
    /// - Parameter host: The host that peers connect to.
    func help(host: String) -> String? {
        if let interception { return interception.help(paths: "/_matrix/", host: host) }
        if isUnrecognized {
            return
                "forward `/_matrix/federation/` and `/_matrix/key/` to a listener of the homeserver with the federation "
                + "API. A homeserver answers, but without it: in Synapse, add `federation` to the `resources` of this "
                + "listener"
        }
        return status.map { (502...504).contains($0) } == true
            ? "start the homeserver behind the proxy, or correct the upstream address of the proxy" : nil
    }

    /// Whether a homeserver answers, but does not know the request (client-server API, "Standard error response").
    private var isUnrecognized: Bool {
        guard error == nil, status != 200, let body, let document = try? JSONReader.read(Array(body.utf8)) else {
            return false
        }
        return document["errcode"]?.string == "M_UNRECOGNIZED"
    }
}
