import DNS
import Diagnostics
import Federation

/// How the server name that a homeserver has relates to the audited one. It decides which of the two is wrong.
enum ServerNameRelation: Equatable {
    case otherCase
    /// The same host, but only the audited name has a port.
    case withoutPort
    /// The same host, but only the homeserver has a port in its name.
    case withPort
    /// The same host with another port.
    case otherPort
    /// A name that no server on the Internet has, as in sample configurations.
    case placeholder
    /// The audited name is the host of the homeserver: a name below its server name, or the one that its document names.
    case server
    /// The homeserver is named as its own host, which is below the audited name.
    case host
    /// Another homeserver, or one with another name.
    case other

    /// - Parameter name: The name that the homeserver has.
    init(_ name: String, _ context: ServerContext) {
        let audited = context.input.serverName.lowercased()
        let name = name.lowercased()
        guard name != audited else {
            self = .otherCase
            return
        }
        guard let parsed = try? ServerName(name), !Self.isPlaceholder(parsed, context) else {
            self = .placeholder
            return
        }
        let host = (try? ServerName(audited))?.hostText ?? audited
        if parsed.hostText == host {
            let hasPort = (try? ServerName(audited))?.port != nil
            self = parsed.port == nil ? .withoutPort : hasPort ? .otherPort : .withPort
        } else if host.hasSuffix(".\(parsed.hostText)") || Self.isDelegated(host, by: parsed.hostText, context) {
            self = .server
        } else if parsed.hostText.hasSuffix(".\(host)") {
            self = .host
        } else {
            self = .other
        }
    }

    private static func isPlaceholder(_ name: ServerName, _ context: ServerContext) -> Bool {
        if let address = IPAddress(name.hostText) { return AddressScope(address).isInternal }
        let host = name.hostText
        if !host.contains("."), !host.hasPrefix("[") { return true }
        // Inside a network, such a name may be the right one.
        return SpecialUse.ending(of: host).map { $0 != "example" } == true && !context.hasSpecialUseName
    }

    private static func isDelegated(_ host: String, by other: String, _ context: ServerContext) -> Bool {
        context.evidenceOfDocument(other).contains {
            IntendedDelegation.read($0.body ?? [])?.hostText.lowercased() == host
        }
    }
}

// MARK: - Messages

extension ServerNameRelation {
    /// What to do, as an imperative clause.
    ///
    /// - Parameters:
    ///   - wanted: The audited name, quoted.
    ///   - name: The name that the homeserver has, quoted.
    ///   - hostHeader: The Host header that peers send to it.
    func help(_ wanted: String, _ name: String, _ hostHeader: String?) -> String {
        switch self {
        case .otherCase: "use the server name as configured on the homeserver, \(name)"
        case .withoutPort:
            "audit \(name): user IDs of this homeserver end in it, without this port. A server name with a port cannot be "
                + "delegated"
        case .withPort:
            "audit \(name) if user IDs end in it. Otherwise, set `server_name` to \(wanted), without a port. \(Self.reset)"
        case .otherPort:
            "audit \(name) if user IDs end in it. Otherwise, set `server_name` to \(wanted). \(Self.reset)"
        case .placeholder: "set `server_name` in the configuration of the homeserver to \(wanted). \(Self.reset)"
        case .server:
            "audit \(name) instead: user IDs of this homeserver end in it, and \(wanted) is only the host at which it "
                + "runs. If no user IDs end in \(wanted), nothing has to be published for it"
        case .host:
            "if user IDs shall end in \(wanted), set `server_name` in the configuration of the homeserver to it. "
                + "\(Self.reset). If user IDs end in \(name), audit that name instead"
        case .other:
            "let requests with the Host header \(hostHeader.map { Words.quoted($0, limit: 80) } ?? wanted) reach the "
                + "homeserver of \(wanted), or delegate to the host and port at which it runs. If user IDs end in \(name), "
                + "audit that name instead"
        }
    }

    private static let reset =
        "A homeserver cannot change its name later, so start it with a new database, before anybody uses it"
}
