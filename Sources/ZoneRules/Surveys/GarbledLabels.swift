import DNS

/// Labels of an SRV owner that together are a service and a transport, but not as `_service._proto`.
enum GarbledLabels: Sendable {
    /// The labels are to be replaced by `text`.
    case written(String)
    /// Labels stand between the service and the transport. They belong after both of them.
    case notAdjacent(service: String, between: String, transport: String)
    /// Two different transports, of which one was meant.
    case twoTransports(service: String, first: String, second: String)

    /// What the labels should be.
    var right: String {
        switch self {
        case .written(let text): text
        case .notAdjacent(let service, let between, let transport): "\(service).\(transport).\(between)"
        case .twoTransports(let service, let first, _): "\(service).\(first)"
        }
    }

    /// The forms among which the author has to choose.
    var choices: [String] {
        if case .twoTransports(let service, _, let second) = self { return [right, "\(service).\(second)"] }
        return [right]
    }

    /// Returns the garbled labels of an owner.
    ///
    /// - Parameters:
    ///   - labels: in lower case, from the left.
    ///   - own: the number of labels below the apex.
    ///   - transport: the last label that is a transport with its underscore.
    static func find(in labels: [String], own: Int, transport: Int?) -> (ClosedRange<Int>, GarbledLabels)? {
        guard own > 0 else { return nil }
        if let transport {
            guard transport > 0, transport - 1 < own else { return nil }
            return service(before: transport, labels) ?? notAdjacent(transport, labels, own)
        }
        for index in labels[..<own].indices {
            if let split = split(labels[index]) { return (index...index, .written(split)) }
            // `_sip.tcp_`, `_sip._tcp_`, `_sip.__tcp`, `_sip.-tcp`, `-sip.-tcp`, `_sip.t_cp`, `_sip._tcp@` and `_sip._tcp,`
            let letters = labels[index].filter { !"_-@,:".contains($0) }
            if index > 0, let mark = labels[index - 1].first, "_-".contains(mark), labels[index] != letters,
                SRVOwner.transports.contains(letters)
            {
                let service = trimmed(labels[index - 1].drop { $0 == "-" })
                if SRVOwner.InvalidService(Array(service.utf8)) == nil {
                    return (index - 1...index, .written("_\(service)._\(letters)"))
                }
            }
            // `_sip._.tcp` and `_sip._t.cp`
            if index > 0, index + 1 < own, labels[index - 1].hasPrefix("_"), labels[index].hasPrefix("_"),
                SRVOwner.isTransport(labels[index] + labels[index + 1])
            {
                return (index...index + 1, .written(labels[index] + labels[index + 1]))
            }
        }
        guard let bare = labels[..<own].lastIndex(where: SRVOwner.transports.contains) else { return nil }
        return notAdjacent(bare, labels, own)
    }

    /// A service or a transport that is written twice: `_sip._tcp._tcp`, `_sip._sip._tcp`, `_tcp._sip._tcp` and `_sip._tcp._udp`.
    static func doubled(in labels: [String], own: Int) -> (ClosedRange<Int>, GarbledLabels)? {
        for index in 0..<max(own - 2, 0) {
            let three = labels[index...index + 2]
            let (first, second, third) = (labels[index], labels[index + 1], labels[index + 2])
            // `_tls` is a transport of few, and a service to others.
            guard three.allSatisfy({ $0.hasPrefix("_") && $0.utf8.count > 1 && $0 != "_tls" }) else { continue }
            switch (SRVOwner.isTransport(first), SRVOwner.isTransport(second), SRVOwner.isTransport(third)) {
            case (false, false, true) where first == second: return (index...index + 2, .written("\(first).\(third)"))
            case (false, true, true): return (index...index + 2, either(first, second, third))
            case (true, false, true) where second != "_sub" && second != "_sites":
                return (index...index + 2, either(second, first, third))
            default: continue
            }
        }
        return nil
    }

    private static func either(_ service: String, _ first: String, _ second: String) -> GarbledLabels {
        if MatrixService(rawValue: service) != nil { return .written("\(service)._tcp") }
        return first == second
            ? .written("\(service).\(first)") : .twoTransports(service: service, first: first, second: second)
    }

    /// The service of Matrix with a dot in place of its hyphen, or with signs around it: `_matrix._fed._tcp`,
    /// `https://_matrix-fed._tcp` and `*_matrix._tcp*`.
    static func ofMatrix(in labels: [String], own: Int) -> (ClosedRange<Int>, GarbledLabels)? {
        if own > 2, labels[0] == "_matrix", labels[1] == "_fed" || labels[1] == "fed", SRVOwner.isTransport(labels[2]) {
            return (0...2, .written("_matrix-fed._tcp"))
        }
        guard own > 1 else { return nil }
        for index in 0..<own - 1 {
            guard let start = labels[index].firstIndex(of: "_"), start > labels[index].startIndex else { continue }
            let isSign = { (character: Character) in
                !character.isLetter && !character.isNumber && !"_-".contains(character)
            }
            let before = labels[index][..<start]
            let service = String(labels[index][start...])
            let transport = labels[index + 1].filter { !isSign($0) }
            guard before.contains(where: isSign), MatrixService(rawValue: service) != nil, transport == "_tcp" else {
                continue
            }
            return (index...index + 1, .written("\(service)._tcp"))
        }
        return nil
    }

    /// A label without underscores at its ends.
    static func trimmed(_ label: some StringProtocol) -> String {
        // Of every SRV owner: no reversed copies.
        var rest = Substring(label)
        while rest.utf8.first == UInt8(ascii: "_") { rest.removeFirst() }
        while rest.utf8.last == UInt8(ascii: "_") { rest.removeLast() }
        return String(rest)
    }

    private static func isKnown(_ service: String) -> Bool {
        ServicePorts.port(named: service) != nil
    }

    /// `_sip_._tcp`, `__sip._tcp`, `_.sip._tcp` and `_si.p._tcp`.
    private static func service(before transport: Int, _ labels: [String]) -> (ClosedRange<Int>, GarbledLabels)? {
        let index = transport - 1
        let name = trimmed(labels[index])
        if labels[index].hasPrefix("_"), labels[index] != "_" + name, SRVOwner.InvalidService(Array(name.utf8)) == nil {
            return (index...index, .written("_" + name))
        }
        guard index > 0, !labels[index].hasPrefix("_"), labels[index - 1].hasPrefix("_") else { return nil }
        let joined = labels[index - 1].dropFirst() + labels[index]
        guard labels[index - 1] == "_" || isKnown(String(joined)), !joined.isEmpty,
            labels[index - 1] == "_" || !isKnown(name)
        else { return nil }
        return (index - 1...index, .written("_" + joined))
    }

    /// `_sip.foo._tcp` and `_sip.foo.tcp`.
    private static func notAdjacent(_ transport: Int, _ labels: [String], _ own: Int)
        -> (ClosedRange<Int>, GarbledLabels)?
    {
        guard transport > 1, transport < own, !labels[transport - 1].hasPrefix("_"),
            !isKnown(trimmed(labels[transport - 1]))
        else { return nil }
        guard let service = labels[..<(transport - 1)].lastIndex(where: { $0.hasPrefix("_") }),
            SRVOwner.InvalidService(Array(labels[service].utf8.dropFirst())) == nil,
            !SRVOwner.isTransport(labels[service])
        else { return nil }
        let between = labels[(service + 1)..<transport].joined(separator: ".")
        let proto = "_" + trimmed(labels[transport])
        return (
            service...transport, .notAdjacent(service: labels[service], between: between, transport: proto)
        )
    }

    /// `_sip_tcp`, `sip_tcp`, `_sip-tcp` or `_sip\._tcp` as `_sip._tcp`.
    private static func split(_ label: String) -> String? {
        for transport in SRVOwner.transports.sorted() where label.hasSuffix(transport) {
            let head = label.dropLast(transport.count)
            guard let separator = head.last, "_-.,:;/".contains(separator) else { continue }
            let name = trimmed(head.reversed().drop { "_-.,:;/".contains($0) }.reversed().map(String.init).joined())
            guard SRVOwner.InvalidService(Array(name.utf8)) == nil else { continue }
            // Without an underscore, or with a hyphen, the label may be a name of its own.
            let isMarked = label.hasPrefix("_")
            guard separator == "-" ? isMarked && isKnown(name) : isMarked || isKnown(name) else { continue }
            return "_\(name)._\(transport)"
        }
        return nil
    }
}
