extension FederationEntry {
    /// The name of the homeserver in a response with its keys, in lower case.
    var keyServerName: String? {
        guard error == nil, status == 200, path == FederationPath.keys.rawValue, let body,
            let document = try? JSONReader.read(Array(body.utf8))
        else { return nil }
        return document["server_name"]?.string?.lowercased()
    }
}

extension EvidenceIndex {
    /// The number of responses that are read. Evidence from files may have any number.
    private static let keyResponseLimit = 400

    /// The names of other homeservers whose keys are in the evidence, in lower case.
    func keyServerNames(otherThan serverName: String) -> Set<String> {
        let names = evidence.federation.prefix(Self.keyResponseLimit).compactMap(\.keyServerName)
        return Set(names).subtracting([serverName.lowercased()])
    }
}
