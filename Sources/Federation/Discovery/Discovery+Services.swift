import DNS

/// The steps that look up the SRV records of one host.
struct ServicePlan {
    let new: Step.Number
    let old: Step.Number
    let fallback: Step.Number

    static let delegated = ServicePlan(new: .delegatedService, old: .delegatedOldService, fallback: .delegatedFallback)
    static let withoutDelegation = ServicePlan(new: .service, old: .oldService, fallback: .fallback)

    func step(_ service: MatrixService) -> Step.Number {
        service == .federation ? new : old
    }
}

extension Discovery {
    /// Uses the SRV records of a host, or port 8448 if there are none.
    mutating func runServices(_ host: String, _ plan: ServicePlan) {
        let isDelegated = plan.new == .delegatedService
        var reason = "neither SRV record exists"
        switch isDelegated ? policy.delegatedServices : .atDelegatedHost {
        case .none:
            skip(plan.new, "SRV records of a delegated host are not looked up")
            skip(plan.old, "SRV records of a delegated host are not looked up")
            reason = "SRV records are not looked up"
        case .atServerName:
            if askOwnServices(for: host) { return }
        case .atDelegatedHost:
            if askServices(at: host, for: host, plan) { return }
        }
        guard ending == nil else { return }
        if policy.services == .oldOnly, !isDelegated { reason = "`_matrix._tcp` does not exist" }
        if fellBack { reason = "after that, only port 8448 is tried" }
        dialDefaultPort(of: host, plan.fallback, reason)
    }

    /// - Parameters:
    ///   - owner: The host that has the records.
    ///   - base: The host that the connection is for.
    /// - Returns: Whether there are destinations.
    mutating func askServices(at owner: String, for base: String, _ plan: ServicePlan) -> Bool {
        guard let name = Name(owner) else {
            end(.failed, "`\(owner)` is not a valid DNS name")
            return false
        }
        if policy.services == .union { return askBoth(name, base, plan) }
        for service in MatrixService.allCases {
            let step = plan.step(service)
            if policy.services == .oldOnly, service == .federation {
                skip(step, "only `_matrix._tcp` is looked up")
                continue
            }
            switch query(service, name, step) {
            case .found(let services):
                if service == .federation { skip(plan.old, "the record of step \(step.rawValue) was found") }
                skip(plan.fallback, "an SRV record was found")
                if dial(services, base, step, plan) { return true }
                fail(step, "none of its records can be used")
                fellBack = true
                return false
            case .absent: continue
            case .fallsBack:
                if service == .federation { skip(plan.old, "the query of step \(step.rawValue) failed") }
                fellBack = true
                return false
            case .ended: return false
            }
        }
        return false
    }

    private mutating func askBoth(_ name: Name, _ base: String, _ plan: ServicePlan) -> Bool {
        var isFound = false
        var all: [Destination] = []
        var endpoints: Set<String> = []
        for service in MatrixService.allCases {
            guard case .found(let services) = query(service, name, plan.step(service)) else { continue }
            isFound = dial(services, base, plan.step(service), plan) || isFound
            for destination in destinations where endpoints.insert(destination.endpoint).inserted {
                all.append(destination)
            }
        }
        guard ending == nil else { return false }
        destinations = all
        if isFound { skip(plan.fallback, "an SRV record was found") }
        return isFound
    }

    private enum Query {
        case found([AnswerRecord.Service])
        case absent
        case fallsBack
        case ended
    }

    private mutating func query(_ service: MatrixService, _ host: Name, _ step: Step.Number) -> Query {
        guard let owner = service.owner(at: host) else {
            fail(step, "`\(service.ownerPrefix)` below `\(host)` would be longer than 255 octets")
            return .absent
        }
        let answer = ask(owner, .srv)
        let question = answer.question.description
        switch answer.state {
        case .records(let records):
            let alias = answer.aliases.last.map { ", by the alias `\($0.description.trimmingFinalDot)`" } ?? ""
            take(step, (records.count == 1 ? "found" : "found, \(records.count) records") + alias, question)
            let selection = evidence.services(answer)
            note(
                Omission(.services(answer.question), total: selection.total, judged: selection.services.count))
            return .found(selection.services)
        case .noName:
            fail(step, "the name does not exist (NXDOMAIN)", question)
            return .absent
        case .noData:
            let alias =
                answer.aliases.last.map { ": it is an alias of `\($0.description.trimmingFinalDot)`, which has none" }
                ?? ""
            fail(step, "the name has no SRV record" + alias, question)
            return .absent
        case .notCollected(let missing):
            mark(step, .unknown, "not collected", question)
            end(.unknown, "`\(missing)` was not collected")
            return .ended
        case .failed(let status): return handle(status, answer, service, step)
        }
    }

    private mutating func handle(
        _ status: DNSStatus,
        _ answer: Answer,
        _ service: MatrixService,
        _ step: Step.Number
    ) -> Query {
        let question = answer.question.description
        let outcome = Self.words(for: status, answer)
        let failures = service == .federation ? policy.newNameFailure : policy.oldNameFailure
        let handling =
            switch status {
            case .rcode("NOTIMP"): failures.notImplemented
            case .rcode, .bogus: failures.rcode
            case .timeout, .refusedConnection, .malformed, .internalAddress: failures.timeout
            }
        let words = "the query \(outcome)"
        fail(step, words, question)
        switch handling {
        case .countsAsAbsent: return .absent
        case .fallsBack: return .fallsBack
        case .fails: end(.failed, "the query `\(question)` \(outcome)")
        case .unspecified:
            mark(step, .unknown, words, question)
            end(.unknown, "the specification does not say what happens if the query `\(question)` \(outcome)")
        case nil:
            mark(step, .unknown, words, question)
            end(.unknown, "the behaviour if the query `\(question)` \(outcome) is unverified")
        }
        return .ended
    }
}

// MARK: - Targets

extension Discovery {
    /// Makes destinations of SRV records.
    ///
    /// - Returns: Whether there are any.
    private mutating func dial(
        _ found: [AnswerRecord.Service],
        _ base: String,
        _ step: Step.Number,
        _ plan: ServicePlan
    ) -> Bool {
        let services = ordered(found)
        destinations = []
        if policy.dialsServerNameAddress, plan.new == .service, !isUnverified(services) {
            let own = addresses(of: base)
            if case .notCollected(let question) = own.reachability {
                end(
                    .unknown,
                    "`\(question)` was not collected, and the connection would go to the address of the server name")
                return false
            }
            if !own.addresses.isEmpty {
                dialOwnAddress(own, services, base, step)
                return true
            }
        }
        for service in services {
            guard let destination = destination(service, base, step, isAlone: services.count == 1) else { continue }
            destinations.append(destination)
        }
        return !destinations.isEmpty
    }

    /// Whether the handling of the first target is unverified.
    private func isUnverified(_ services: [AnswerRecord.Service]) -> Bool {
        guard let target = services.first?.target else { return false }
        return switch TargetKind(target) {
        case .root: policy.rootTarget == nil
        case .address: policy.addressTarget == nil
        case .octets: policy.octetTarget == nil
        case .hostName, .underscore, .strictIDNA: false
        }
    }

    /// Connects to the address of the server name, as tuwunel and conduwuit do: the SRV record gives only the port.
    /// They leave 443 out of the URL, and use 8448 from their cache for the name instead.
    private mutating func dialOwnAddress(
        _ own: HostAddresses,
        _ services: [AnswerRecord.Service],
        _ base: String,
        _ step: Step.Number
    ) {
        destinations = services.prefix(1).map { service in
            let port = service.port == 443 ? Self.defaultPort : Int(service.port)
            return Destination(
                step: step,
                host: base,
                addresses: own.addresses,
                reachability: checked(own.reachability, port),
                port: port,
                hostHeader: hostHeader(base, given: nil, dialled: Int(service.port), isServerName: false),
                sni: base,
                certificateName: .dns(base),
                priority: service.priority,
                weight: service.weight,
                aliases: own.aliases
            )
        }
    }

    private func ordered(_ services: [AnswerRecord.Service]) -> [AnswerRecord.Service] {
        func sorted(_ services: [AnswerRecord.Service], heavierFirst: Bool) -> [AnswerRecord.Service] {
            ServiceOrder(services).sorted(heavierFirst: heavierFirst).map { services[$0] }
        }
        switch policy.targets {
        case .firstInAnswer: return services
        case .lowestWeight: return sorted(services, heavierFirst: false)
        // The order within a priority is random, by weight; it is shown with the heaviest first.
        case .allInOrder, .firstInOrder: return sorted(services, heavierFirst: true)
        // The others are never chosen.
        case .weightedPick:
            let lowest = services.map(\.priority).min()
            return sorted(services.filter { $0.priority == lowest }, heavierFirst: true)
        }
    }

    /// - Returns: `nil` for a record that is ignored.
    private mutating func destination(
        _ service: AnswerRecord.Service,
        _ base: String,
        _ step: Step.Number,
        isAlone: Bool
    ) -> Destination? {
        guard var found = targetAddresses(service.target, base, isAlone: isAlone) else { return nil }
        if policy.aliasTarget == .refused, !found.aliases.isEmpty {
            found.reachability = .unreachable(
                "the target `\(service.target.description.trimmingFinalDot)` is an alias, which is refused")
        }
        // Whatever a client makes of the target, it cannot connect to port 0 (RFC 2782: "decidedly not available").
        if service.target.isRoot, service.port == 0 {
            found.reachability = .unreachable("the SRV target `.` means that there is no service")
        }
        let target = service.target.isRoot ? "." : String(service.target.description.dropLast())
        let name = policy.certificateName == .target ? target : base
        let header = policy.hostHeader == .target ? target : base
        return Destination(
            step: step,
            host: service.target.description,
            addresses: found.addresses,
            reachability: checked(found.reachability, Int(service.port)),
            port: Int(service.port),
            hostHeader: hostHeader(header, given: nil, dialled: Int(service.port), isServerName: false),
            sni: name,
            certificateName: .dns(name),
            priority: service.priority,
            weight: service.weight,
            aliases: found.aliases
        )
    }

    private mutating func targetAddresses(_ target: Name, _ base: String, isAlone: Bool) -> HostAddresses? {
        let kind = TargetKind(target)
        let handling: InvalidTargetHandling?
        switch kind {
        case .root: return rootAddresses(base, isAlone: isAlone)
        case .hostName: handling = .lookedUp
        case .address: handling = policy.addressTarget
        case .underscore: handling = policy.underscoreTarget
        case .octets: handling = policy.octetTarget
        case .strictIDNA: handling = policy.strictIDNATarget
        }
        switch handling {
        case .lookedUp:
            let found = addresses(of: target)
            // A target with refused addresses does have addresses.
            guard case .unreachable = found.reachability, found.addresses.isEmpty,
                policy.targetWithoutAddress == .ownAddressAtPort
            else { return found }
            return addresses(of: base)
        case .usedAsAddress:
            guard case .address(let address) = kind else { return addresses(of: target) }
            return HostAddresses(addresses: [address], reachability: .addresses)
        case .discarded: return nil
        case .unreachable:
            return HostAddresses(
                reachability: .unreachable("`\(target.description.trimmingFinalDot)` is not a host name and is refused")
            )
        case nil:
            return HostAddresses(
                reachability: .unverified(
                    "the handling of the target `\(target.description.trimmingFinalDot)` is unverified"))
        }
    }

    private mutating func rootAddresses(_ base: String, isAlone: Bool) -> HostAddresses? {
        switch policy.rootTarget {
        case .ownAddressAtPort: return addresses(of: base)
        case .fails, .unspecified, nil: break
        }
        // Among others it is one that no client can reach.
        guard isAlone else {
            return HostAddresses(reachability: .unreachable("the target `.` means that there is no service"))
        }
        switch policy.rootTarget {
        case .fails, .ownAddressAtPort:
            return HostAddresses(reachability: .unreachable("the target `.` is not a host"))
        case .unspecified:
            return HostAddresses(
                reachability: .unverified(
                    "the Matrix specification does not say what the target `.` means; by RFC 2782 there is no service"))
        case nil:
            return HostAddresses(reachability: .unverified("the handling of the target `.` is unverified"))
        }
    }
}

/// The kind of an SRV target for software that expects a host name.
enum TargetKind {
    case root
    case hostName
    /// A dotted quad.
    case address(IPAddress)
    case underscore
    /// It has other characters than letters, digits and hyphens.
    case octets
    /// Host-name characters, but labels that strict IDNA does not allow (RFC 5891 §4.2.3.1).
    case strictIDNA

    init(_ target: Name) {
        guard !target.isRoot else {
            self = .root
            return
        }
        if let address = IPAddress(target.description.dropLast()) {
            self = .address(address)
            return
        }
        let labels = target.labels
        let characters = labels.joined()
        if characters.contains(where: { !Self.isHostCharacter($0) && $0 != UInt8(ascii: "_") }) {
            // Only strict IDNA refuses `*`.
            self = characters.allSatisfy { Self.isHostCharacter($0) || $0 == UInt8(ascii: "*") } ? .strictIDNA : .octets
        } else if characters.contains(UInt8(ascii: "_")) {
            self = .underscore
        } else {
            self = labels.allSatisfy(Self.isStrict) ? .hostName : .strictIDNA
        }
    }

    private static func isHostCharacter(_ byte: UInt8) -> Bool {
        byte &- 0x30 < 10 || (byte | 0x20) &- 0x61 < 26 || byte == UInt8(ascii: "-")
    }

    /// Whether it is a letter, a mark or a digit, which RFC 5892 allows with few exceptions. Emoji are not allowed.
    private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .lowercaseLetter, .otherLetter, .modifierLetter, .nonspacingMark, .spacingMark, .decimalNumber: true
        default: scalar == "-"
        }
    }

    private static func isStrict(_ label: ArraySlice<UInt8>) -> Bool {
        let hyphen = UInt8(ascii: "-")
        guard label.first != hyphen, label.last != hyphen else { return false }
        let bytes = Array(label)
        guard bytes.count >= 4, bytes[2] == hyphen, bytes[3] == hyphen else { return true }
        guard (bytes[0] | 0x20, bytes[1] | 0x20) == (UInt8(ascii: "x"), UInt8(ascii: "n")) else { return false }
        return Punycode.decode(bytes[4...])?.allSatisfy(isAllowed) ?? false
    }
}
