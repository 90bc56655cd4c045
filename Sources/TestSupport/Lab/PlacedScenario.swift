import DNS

/// A scenario with its addresses.
public struct PlacedScenario: Sendable {
    public var scenario: Scenario
    /// The number, from 1. The addresses start at 127.1.number.1.
    let number: Int

    /// - Parameter number: The number, from 1.
    public init(_ scenario: Scenario, number: Int) {
        self.scenario = scenario
        self.number = number
    }

    /// The origin of the zone, without the final dot.
    var name: String { "\(scenario.label).lab" }
    public var serverName: String { fill(scenario.serverName) }

    /// Returns the number and network of an address in the scenario, or `nil` if it is another one.
    func place(of address: IPAddress) -> Site.Place? {
        for network in Site.Network.allCases {
            for index in 1...9 where IPAddress(self.address(index, in: network)) == address {
                return Site.Place(index, network)
            }
        }
        return nil
    }

    /// Returns the address with a number in the scenario.
    func address(_ index: Int, in network: Site.Network = .loopback) -> String {
        switch network {
        case .loopback: "127.1.\(number).\(index)"
        case .ipv4: "\(LabZones.ipv4Network)\(number % 25 * 10 + index)"
        case .ipv6: "\(LabZones.ipv6Network)\(number)::\(index)"
        }
    }

    /// The addresses, with prefix lengths, that the web servers of the scenario need in addition to 127.0.0.0/8.
    var furtherAddresses: [String] {
        Set(
            scenario.sites.compactMap { site in
                switch site.network {
                case .loopback: nil
                case .ipv4: address(site.address, in: .ipv4) + "/32"
                case .ipv6: address(site.address, in: .ipv6) + "/128"
                }
            }
        ).sorted()
    }

    /// The address and port of a web server, as in URLs.
    func endpoint(_ site: Site) -> String {
        let address = address(site.address, in: site.network)
        return (site.network == .ipv6 ? "[\(address)]" : address) + ":\(site.port)"
    }

    /// Replaces the placeholders of a scenario by names and addresses.
    public func fill(_ text: String) -> String {
        guard text.contains("{") else { return text }
        var filled = ""
        var rest = text[...]
        while let open = rest.firstIndex(of: "{") {
            filled += rest[..<open]
            rest = rest[open...]
            let word = rest.dropFirst().prefix { $0 != "}" && $0 != "{" }
            if let value = value(word), rest.dropFirst(word.count + 1).first == "}" {
                filled += value
                rest = rest.dropFirst(word.count + 2)
            } else {
                filled += "{"
                rest = rest.dropFirst()
            }
        }
        return filled + rest
    }

    private func value(_ word: Substring) -> String? {
        switch word {
        case "name": name
        case "server": serverName
        case "dead": LabZones.deadAddress
        default: numbered(word)
        }
    }

    /// Returns the address of a number, and of the network after it.
    private func numbered(_ word: Substring) -> String? {
        guard let index = word.first?.wholeNumberValue else { return nil }
        switch word.dropFirst() {
        case "": return address(index)
        case "v4": return address(index, in: .ipv4)
        case "v6": return address(index, in: .ipv6)
        default: return nil
        }
    }

    /// Returns the certificate with its names.
    func certificate(_ site: Site) -> LabCertificate {
        LabCertificate(site.certificate.kind, for: site.certificate.names.map(fill))
    }
}
