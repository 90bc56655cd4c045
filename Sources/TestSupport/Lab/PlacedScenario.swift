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

    /// Returns the number of an address in the scenario, or `nil` if it is another one.
    func index(of address: IPAddress) -> Int? {
        (1...9).first { IPAddress(self.address($0)) == address }
    }

    func address(_ index: Int) -> String { "127.1.\(number).\(index)" }

    /// Replaces the placeholders of a scenario by names and addresses.
    func fill(_ text: String) -> String {
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
        default: word.count == 1 ? Int(word).map(address) : nil
        }
    }

    /// Returns the certificate with its names.
    func certificate(_ site: Site) -> LabCertificate {
        LabCertificate(site.certificate.kind, for: site.certificate.names.map(fill))
    }
}
