/// A scenario with the addresses it got.
struct PlacedScenario {
    let scenario: Scenario
    /// Counted from 1; its addresses are 127.1.number.1 and on.
    let number: Int

    var name: String { "\(scenario.label).lab" }
    var serverName: String { fill(scenario.serverName) }

    func address(_ index: Int) -> String { "127.1.\(number).\(index)" }

    /// Puts names and addresses where a scenario has placeholders.
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

    /// The certificate with its names.
    func certificate(_ site: Site) -> LabCertificate {
        LabCertificate(site.certificate.kind, for: site.certificate.names.map(fill))
    }
}
