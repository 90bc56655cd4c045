import DNS
import TLSIdentity

extension Discovery {
    /// The default port of federation (server-server API, "Resolving server names").
    static let defaultPort = 8448

    /// Connects to a name that is an address.
    mutating func connect(to address: IPAddress, of name: ServerName, _ step: Step.Number) {
        let given = writtenPort(of: name)
        let port = given ?? Self.defaultPort
        var reachability = Destination.Reachability.addresses
        if !policy.addressNames, step == .addressLiteral {
            reachability = .unreachable("server names that are addresses are not supported")
        } else if address.isIPv6 {
            switch policy.bracketedIPv6 {
            case .works: break
            case .broken: reachability = .unreachable("IPv6 addresses in server names do not work")
            case .brokenWithoutPort where given == nil:
                reachability = .unreachable("IPv6 addresses without a port do not work")
            case .brokenWithoutPort: break
            case nil: reachability = .unverified("whether IPv6 addresses in server names work is unverified")
            }
        }
        destinations = [
            Destination(
                step: step,
                host: address.description,
                addresses: [address],
                reachability: checked(reachability, port),
                port: port,
                hostHeader: hostHeader(name.hostText, given: given, dialled: port, isServerName: false),
                sni: nil,
                certificateName: .ip(address),
                priority: nil,
                weight: nil,
                aliases: []
            )
        ]
    }

    /// Connects to a host after a lookup of its addresses.
    mutating func connect(to host: String, port: Int, of name: ServerName, _ step: Step.Number) {
        let given = writtenPort(of: name)
        let found = addresses(of: host)
        destinations = [
            Destination(
                step: step,
                host: host,
                addresses: found.addresses,
                reachability: checked(found.reachability, port),
                port: port,
                hostHeader: hostHeader(
                    name.hostText, given: given, dialled: port, isServerName: step == .explicitPort),
                sni: host,
                certificateName: .dns(host),
                priority: nil,
                weight: nil,
                aliases: found.aliases
            )
        ]
    }

    /// Connects to port 8448 of a host if nothing else was found.
    mutating func dialDefaultPort(of host: String, _ step: Step.Number, _ reason: String) {
        let found = addresses(of: host)
        take(step, reason, Name(host).map { "\($0) A, AAAA" })
        destinations = [
            Destination(
                step: step,
                host: host,
                addresses: found.addresses,
                reachability: checked(found.reachability, Self.defaultPort),
                port: Self.defaultPort,
                hostHeader: hostHeader(host, given: nil, dialled: Self.defaultPort, isServerName: false),
                sni: host,
                certificateName: .dns(host),
                priority: nil,
                weight: nil,
                aliases: found.aliases
            )
        ]
    }

    func checked(_ reachability: Destination.Reachability, _ port: Int) -> Destination.Reachability {
        guard UInt16(exactly: port) == nil || port == 0 else { return reachability }
        if case .unreachable = reachability { return reachability }
        return .unreachable("connections to port \(port) are not possible")
    }

    /// - Parameters:
    ///   - given: The port in the name.
    ///   - isServerName: Whether the name is the server name, and not the delegated server.
    func hostHeader(_ host: String, given: Int?, dialled: Int, isServerName: Bool) -> String {
        if let hostHeaderOverride { return hostHeaderOverride }
        switch policy.hostHeader {
        case .specified: return requested.text
        case .target: return given.map { "\(host):\($0)" } ?? host
        case .authority: return dialled == 443 ? host : "\(host):\(dialled)"
        case .withoutPortOfServerName: return isServerName ? host : requested.text
        case .withoutPort: return host
        }
    }

    struct HostAddresses {
        var addresses: [IPAddress] = []
        var aliases: [Name] = []
        var reachability: Destination.Reachability
    }

    /// The addresses of a host, IPv4 first.
    mutating func addresses(of host: String) -> HostAddresses {
        guard let name = Name(host) else {
            return HostAddresses(reachability: .unreachable("`\(host)` is not a valid DNS name"))
        }
        return addresses(of: name)
    }

    mutating func addresses(of name: Name) -> HostAddresses {
        for type in [RecordType.a, .aaaa] { _ = ask(name, type) }
        let facts = evidence.host(name)
        note(Omission(.addresses(name), total: facts.total, judged: facts.addresses.count))
        var found = HostAddresses(reachability: .addresses)
        found.addresses = facts.addresses
        found.aliases = facts.answers.first { !$0.aliases.isEmpty }?.aliases ?? []
        guard let first = facts.addresses.first else {
            found.reachability = Self.withoutAddresses(facts.answers, name)
            return found
        }
        let host = name.description.trimmingFinalDot
        switch policy.blockedAddresses {
        case .discardName:
            if let blocked = facts.blocked {
                found.reachability = .unreachable("`\(host)` has the private address \(blocked), which is blocked")
            }
        case .refusedOneByOne:
            if facts.isAllBlocked {
                found.reachability = .unreachable("`\(host)` has the private address \(first), which is blocked")
            }
        case .dialled, nil: break
        }
        return found
    }

    private static func withoutAddresses(_ answers: [Answer], _ name: Name) -> Destination.Reachability {
        for answer in answers {
            if case .notCollected(let question) = answer.state { return .notCollected(question) }
        }
        for answer in answers {
            if case .failed(let status) = answer.state {
                return .unreachable("the query `\(answer.question)` \(Self.words(for: status, answer))")
            }
        }
        let host = name.description.trimmingFinalDot
        let target = answers[0].aliases.last?.description.trimmingFinalDot
        let subject = target.map { "`\(host)` is an alias of `\($0)`, which" } ?? "`\(host)`"
        if case .noName = answers[0].state { return .unreachable("\(subject) does not exist") }
        return .unreachable("\(subject) has no address")
    }

    /// The failure as a predicate: "gets SERVFAIL".
    static func words(for status: DNSStatus, _ answer: Answer) -> String {
        if answer.hasTooManyAliases {
            return "has more than \(DiscoveryLimits.aliases) aliases, so resolvers give up"
        }
        return switch status {
        case .rcode(let rcode): "gets \(rcode)"
        case .timeout: "times out"
        case .refusedConnection: "fails: the name server refuses connections"
        case .malformed: "gets a malformed answer"
        case .bogus: "gets SERVFAIL, because DNSSEC validation fails"
        case .internalAddress: "was not sent to a name server with an internal address"
        }
    }
}
