import Federation

/// An endpoint that treats two Host headers differently.
struct HostHeaderOutcome: Hashable {
    let accepted: String
    let rejected: String
    /// How the rejected header fails: "status 404".
    let words: String
    /// Whether the rejected header is that of the specification.
    let isMainRejected: Bool

    private init(accepted: String, rejected: FederationEntry, isMainRejected: Bool) {
        self.accepted = accepted
        self.rejected = rejected.hostHeader
        words = rejected.failureText
        self.isMainRejected = isMainRejected
    }

    /// - Returns: `nil` if the endpoint accepts or rejects all headers that peers send.
    init?(_ probe: EndpointProbe) {
        guard probe.endpoint.isMain, let header = probe.hostHeader, let main = probe.request(.version),
            main.hostHeader.lowercased() == header.lowercased()
        else { return nil }
        let sent = Set(probe.endpoint.identities.map { $0.hostHeader.lowercased() })
        let others = probe.requests.filter {
            $0.path == FederationPath.version.rawValue && $0.hostHeader.lowercased() != header.lowercased()
        }
        for other in others where other.isSuccess != main.isSuccess {
            guard main.isSuccess else {
                self.init(accepted: other.hostHeader, rejected: main, isMainRejected: true)
                return
            }
            guard sent.contains(other.hostHeader.lowercased()) else { continue }
            self.init(accepted: header, rejected: other, isMainRejected: false)
            return
        }
        return nil
    }

    /// The implementations that send the rejected header.
    func senders(_ probe: EndpointProbe) -> [Implementation] {
        let identities = probe.endpoint.identities.filter { $0.hostHeader.lowercased() == rejected.lowercased() }
        let names = Set(identities.flatMap(\.implementations))
        return Implementation.all.filter { names.contains($0.name) && $0.kind != .specification }
    }

    /// Whether only ejabberd sends the rejected header, which is the target of an SRV record.
    func isNonstandard(_ probe: EndpointProbe) -> Bool {
        !isMainRejected && senders(probe).allSatisfy { $0.policy.hostHeader == .target }
    }
}

extension ServerContext {
    /// Whether an endpoint rejects the Host header of the specification, but accepts one that some implementations send.
    public var isOtherHostHeaderAccepted: Bool {
        probes.contains { probe in
            guard let outcome = HostHeaderOutcome(probe), outcome.isMainRejected else { return false }
            let names = [outcome.accepted, outcome.rejected].map { (try? ServerName($0))?.hostText.lowercased() ?? $0 }
            return probe.endpoint.identities.contains { identity in
                // The virtual host of another name accepts it with and without the port, as far as is known.
                identity.hostHeader.lowercased() == outcome.accepted.lowercased()
                    || names[0] != names[1] && (try? ServerName(identity.hostHeader))?.hostText.lowercased() == names[0]
            }
        }
    }

    /// Whether an endpoint rejects a Host header with a port, as a document with a port would make every peer send it.
    var isPortInHostHeaderRejected: Bool {
        probes.contains { probe in
            HostHeaderOutcome(probe).map { (try? ServerName($0.rejected))?.port != nil } ?? false
        }
    }
}
