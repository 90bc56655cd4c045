/// A scenario with its addresses.
struct PlacedScenario {
    let scenario: Scenario
    /// The number, from 1. The addresses start at 127.1.number.1.
    let number: Int

    var name: String { "\(scenario.label).lab" }
    var serverName: String { fill(scenario.serverName) }

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
