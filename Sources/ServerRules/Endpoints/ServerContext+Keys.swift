import Federation

extension ServerContext {
    /// Returns the key document from an address, or `nil` if there is none to check.
    func keys(at probe: EndpointProbe) -> (entry: FederationEntry, judgement: KeyJudgement)? {
        guard let entry = probe.request(.keys), entry.isSuccess, let body = entry.body else { return nil }
        // All addresses usually return the same document, and several rules and every report need its judgement.
        let judgement = shared.keys(body) {
            (try? KeyDocument(Array(body.utf8))).map { KeyJudgement($0, of: input.serverName, at: time) }
        }
        return judgement.map { (entry, $0) }
    }
}
