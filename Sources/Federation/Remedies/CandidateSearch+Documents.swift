import DNS

extension CandidateSearch {
    /// The document as it stands, and others.
    var documents: [[RemedyChange]] {
        var candidates: [[RemedyChange]] = []
        if !website.isEmpty { candidates.append(website) }
        // What answers at the path has to go, whatever the document is then.
        if let entry = entries.first(where: { $0.status != nil || !$0.hops.isEmpty }), isAnsweredByOthers(entry) {
            candidates.append(website + [.path(host: host, PathObstacle(entry))])
        }
        // A document is there, but peers ignore it because of its status.
        if let refused = entries.first(where: \.hasRefusedDocument), let status = refused.status {
            candidates.append(website + [.documentStatus(host: host, status)])
        }
        // No document gets past what is in front of the web server, or past a redirect.
        let obstacle = entries.first(where: isObstacle)
        let repairs = website + (obstacle.map { [.path(host: host, PathObstacle($0))] } ?? [])
        let unpublished = texts.prefix(8).filter { text in
            entries.isEmpty || !entries.allSatisfy { isPublished(text, $0) }
        }
        let documents = unpublished.map { repairs + [.document(host: host, text: $0)] }
        candidates += documents
        // Records that lead nowhere are no fallback for a document.
        if hasOnlyDeadServices(at: host) { candidates += documents.prefix(2).map { $0 + [.noServices(host: host)] } }
        return candidates
    }

    /// Whether a document at the path would not be returned: the request is redirected, or refused.
    private func isObstacle(_ entry: HTTPSEntry) -> Bool {
        if entry.interception != nil { return true }
        guard entry.error == nil, let status = entry.status, IntendedDelegation.read(entry.body ?? []) == nil else {
            return false
        }
        return entry.hops.count > 1 || ![200, 404, 410].contains(status)
    }

    /// Whether something else answers at the path: a login, an application, or a proxy that reaches nothing.
    private func isAnsweredByOthers(_ entry: HTTPSEntry) -> Bool {
        if entry.error == .redirectLoop || entry.error == .tooManyRedirects { return true }
        if entry.interception != nil { return true }
        guard entry.error == nil, !entry.isBodyMissing, IntendedDelegation.read(entry.body ?? []) == nil else {
            return false
        }
        let status = entry.status ?? 200
        return status < 400 || status == 401 || status == 403 || status >= 500
    }

    private func isPublished(_ text: String, _ entry: HTTPSEntry) -> Bool {
        guard entry.error == nil, (entry.status ?? 200) == 200,
            case .value(let value, _)? = ServerDocument.read(
                entry.body ?? [], .strict)
        else { return false }
        return text == IntendedDelegation.document(naming: value)
    }

    /// The documents that may be published: those meant, and those that name a known endpoint.
    private var texts: [String] {
        var names: [String] = []
        let own = entries.flatMap { entry -> [ServerName] in
            guard let name = IntendedDelegation.read(entry.body ?? []) else { return [] }
            // The port that a URL implies.
            guard name.port == nil, IntendedDelegation.isURL(entry.body ?? []),
                let withPort = try? ServerName("\(name.hostText):443")
            else { return [name] }
            return [withPort, name]
        }
        for name in own + Self.delegations(evidence, otherThan: otherServerNames) {
            if name.port != nil, IPAddress(name.hostText) == nil { names.append(name.text) }
            // Another port of the host that is named is a smaller change than another host.
            let known = endpoints.best(16).filter { $0.host == name.hostText.lowercased() }
            names += known.map { "\($0.host):\($0.port)" }
            if name.port == nil { names.append(name.text) }
        }
        names += endpoints.best(Self.endpointLimit).compactMap { endpoint in
            // Few certificates are valid for an address.
            IPAddress(endpoint.host) == nil && !endpoint.host.hasPrefix("[") ? "\(endpoint.host):\(endpoint.port)" : nil
        }
        var seen: Set<String> = []
        return names.filter { seen.insert($0).inserted && (try? ServerName($0)) != nil }
            .map(IntendedDelegation.document)
    }
}

extension HTTPSEntry {
    /// Whether the response has a valid document, but a status with which peers ignore it.
    public var hasRefusedDocument: Bool {
        guard error == nil, let status, status != 200, interception == nil,
            case .value(let value, _)? = ServerDocument.read(body ?? [], .strict)
        else { return false }
        return (try? ServerName(value)) != nil
    }
}

extension WellKnownPolicy {
    /// Reads only documents that every implementation reads.
    fileprivate static let strict = WellKnownPolicy(
        statuses: .only200, size: .rejects(above: sizeForEveryone), redirects: 4, keyCase: .exact,
        trailingText: .refused,
        invalidValue: .fails, emptyValue: .ignored, trailingDot: .failsCertificateCheck
    )
}
