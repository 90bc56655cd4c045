import DNS
import ZoneFile

// Finding the fault of an owner that is not ordinary.

extension SRVOwner {
    static let transports: Set<String> = ["tcp", "udp", "tls", "sctp", "dccp"]

    /// Whether a label, in lower case, is one of ``transports`` with its underscore.
    static func isTransport(_ label: String) -> Bool {
        label.hasPrefix("_") && transports.contains(String(label.dropFirst()))
    }

    /// Services that programs find by `_service._proto` only, and that service registries do not have by their bare names.
    private static let clientsOnly: Set<String> = [
        "autodiscover", "sip", "sips", "sipfederationtls", "xmpp-client", "xmpp-server", "xmpps-client", "xmpps-server",
        "imaps", "pop3s", "submission", "submissions", "caldav", "caldavs", "carddav", "carddavs",
    ]
    /// Established service names that RFC 6335 does not allow.
    private static let established: Set<String> = ["_sipfederationtls"]

    static func fault(of owner: NameID, port: UInt16, in zone: Zone) -> Fault? {
        let names = zone.names
        var labels: [String] = []
        var own = 0
        var current = owner
        while names.depth(of: current) > 0 {
            if current == zone.apex { own = labels.count }
            labels.append(String(decoding: names.label(of: current), as: UTF8.self))
            current = names.parent(of: current)
        }
        if !zone.isInZone(owner) || zone.apex == .unknownOrigin || zone.apex == .root { own = labels.count }
        let transport = labels.lastIndex(where: isTransport)
        if let wildcard = wildcard(labels, own, transport) { return wildcard }
        if let bare = labels[..<own].firstIndex(of: "_"), !labels[..<bare].contains(where: { $0.hasPrefix("_") }),
            !(bare + 1 < own && !labels[bare + 1].hasPrefix("_") && transport != nil)
        {
            return .noService(bare)
        }
        if let (range, garbled) = GarbledLabels.doubled(in: labels, own: own) { return .garbled(range, garbled) }
        if let (range, garbled) = GarbledLabels.ofMatrix(in: labels, own: own) { return .garbled(range, garbled) }
        if let (range, garbled) = GarbledLabels.find(in: labels, own: own, transport: transport) {
            return .garbled(range, garbled)
        }
        guard let transport else { return withoutTransport(labels, own, port: port) }
        guard transport == 0 else { return service(at: transport - 1, labels, own) }
        return reversed(labels) ?? (own > 0 ? .incomplete(0, isTransport: true) : nil)
    }

    private static func wildcard(_ labels: [String], _ own: Int, _ transport: Int?) -> Fault? {
        guard let star = labels[..<own].firstIndex(of: "*") else { return nil }
        if let transport, transport > 0, star == transport - 1 { return .wildcard(star) }
        // `*` is an ordinary label unless it is the first one.
        return star > 0 && labels[..<star].contains { $0.hasPrefix("_") } ? .wildcard(star) : nil
    }

    /// `_tcp._service`, which no client queries for any service.
    private static func reversed(_ labels: [String]) -> Fault? {
        guard labels.count > 1 else { return nil }
        let service = labels[1]
        guard service.hasPrefix("_") || ServicePorts.port(named: service) != nil,
            !transports.contains(String(service.dropFirst())), !["_msdcs", "_sites", "_sub"].contains(service)
        else { return nil }
        return .reversed
    }

    /// Checks the label before a transport.
    private static func service(at index: Int, _ labels: [String], _ own: Int) -> Fault? {
        let label = labels[index]
        guard index < own else { return nil }
        // `_tcp._tcp`
        if index == 0, label != "_tls", isTransport(label) {
            return .incomplete(0, isTransport: true)
        }
        guard label.hasPrefix("_") else {
            // The label before a transport is a service. A name with spaces or the like would be an instance without one.
            let name = GarbledLabels.trimmed(label.drop { $0 == "-" })
            let isPlausible = index == 0 ? isServiceName(name) : ServicePorts.port(named: name) != nil
            return isPlausible ? .noUnderscore(index...index) : nil
        }
        if label == "_matrix-identity" { return .matrixIdentity(index) }
        if MatrixService(rawValue: label) != nil {
            guard labels[index + 1] == "_tcp" else { return .wrongTransport(index + 1, isMissing: false) }
            return index == 0 ? nil : .labelsBeforeMatrix(index)
        }
        if let intended = MatrixService.intended(by: Array(label.utf8)) { return .misspelt(index, intended: intended) }
        guard !established.contains(label), let reason = InvalidService(Array(label.utf8.dropFirst())) else {
            return nil
        }
        return .invalidService(index, reason)
    }

    /// Checks a name in which no label is a transport with its underscore.
    private static func withoutTransport(_ labels: [String], _ own: Int, port: UInt16) -> Fault? {
        if let bare = labels[..<own].lastIndex(where: { transports.contains($0) }) {
            guard bare > 0 else { return labels.count > 1 && labels[1].hasPrefix("_") ? reversed(labels) : nil }
            let service = labels[bare - 1]
            if service.hasPrefix("_"), service != "_sub", service != "_sites" { return .noUnderscore(bare...bare) }
            let name = GarbledLabels.trimmed(service)
            let isKnown = MatrixService(rawValue: "_" + name) != nil || ServicePorts.port(named: name) == port
            return isKnown ? .noUnderscore(bare - 1...bare) : nil
        }
        if let service = labels[..<own].firstIndex(where: { MatrixService(rawValue: $0) != nil }) {
            let isOther = service + 1 < own && labels[service + 1].hasPrefix("_")
            return .wrongTransport(isOther ? service + 1 : service, isMissing: !isOther)
        }
        // Another label with an underscore may be a transport that is not known here.
        if !labels.contains(where: { $0.hasPrefix("_") }) {
            if isMatrix(labels[..<own], port: port) { return .matrixHost }
            if own == 1, clientsOnly.contains(labels[0]), ServicePorts.port(named: labels[0]) == port {
                return .serviceHost
            }
        }
        guard own > 0, labels[0].hasPrefix("_"), isServiceName(String(labels[0].dropFirst())),
            !labels.dropFirst().contains(where: { $0.hasPrefix("_") })
        else { return nil }
        return .incomplete(0, isTransport: false)
    }

    /// Whether an owner without underscores is probably meant for Matrix: by its first label, or by the port of federation.
    private static func isMatrix(_ own: ArraySlice<String>, port: UInt16) -> Bool {
        if port == 8448 { return true }
        return own.first == "matrix" || own.first == "matrix-fed"
    }

    private static func isServiceName(_ label: String) -> Bool {
        InvalidService(Array(label.utf8)) == nil || MatrixService.intended(by: Array(label.utf8)) != nil
    }
}
