import DNS
import Federation
import Testing

/// Compares the table with the code. If they differ, one of them is wrong: the table was not made from the code.
@Suite struct RouteTableTests {
    struct Row: Sendable, CustomTestStringConvertible {
        var situation: String
        /// The result for each implementation.
        var expected: [Implementation.Identifier: String] = [:]
        var expectedOfOthers: String?

        var testDescription: String { situation }
    }

    static let branches = rows(RouteTable.branches)
    static let peculiarities = rows(RouteTable.peculiarities)

    @Test(arguments: branches)
    func aBranchInEveryStateOfTheDNS(_ row: Row) throws {
        let words = row.situation.split(separator: " ").map(String.init)
        let index = try Situation(branch: words[0], words[1]).index
        let serverName = try Situation(branch: words[0], words[1]).serverName
        for implementation in Implementation.all {
            let expected = try #require(row.expected[implementation.name] ?? row.expectedOfOthers)
            try Self.check(Discovery.route(to: ServerName(serverName), index(), as: implementation), expected)
        }
    }

    @Test(arguments: peculiarities)
    func peculiaritiesOfImplementations(_ row: Row) throws {
        let situation = try Situation(named: row.situation)
        #expect(row.expectedOfOthers == nil)
        for (name, expected) in row.expected {
            let route = try Discovery.route(
                to: ServerName(situation.serverName), situation.index(), as: Implementation[name])
            try Self.check(route, expected)
        }
    }

    @Test func everyBranchAndStateIsInTheTable() {
        let hosts = ["addresses", "aliases", "missing", "SERVFAIL", "timeout"]
        let states: [String: [String]] = [
            "1": ["addresses"], "2": hosts, "3": ["addresses", "missing", "SERVFAIL", "timeout"], "3.1": ["addresses"],
            "3.2": hosts, "3.3": hosts + ["root"], "3.4": hosts + ["root"], "3.5": hosts, "4": hosts + ["root"],
            "5": hosts + ["root"], "6": hosts,
        ]
        #expect(Set(states.keys) == Set(Step.Number.allCases.map(\.rawValue)))
        let expected = states.flatMap { branch, states in states.map { "\(branch) \($0)" } }
        #expect(Set(Self.branches.map(\.situation)) == Set(expected))
        #expect(Self.branches.count == expected.count)
    }

    // MARK: - Comparing

    private static func check(_ route: Route, _ expected: String) throws {
        let described = describe(route)
        #expect(described == expected, "\(route.implementation.rawValue): \(route.reason)")
        for destination in route.destinations {
            switch destination.certificateName {
            case .dns(let name): #expect(destination.sni == name)
            case .ip: #expect(destination.sni == nil)
            }
        }
        #expect(route.steps.map(\.number) == Step.Number.allCases)
    }

    static func describe(_ route: Route) -> String {
        guard route.outcome == .resolved else { return route.outcome == .failed ? "fail" : "unknown" }
        let reachable = route.destinations.filter { $0.reachability == .addresses }
        let tried = route.usesOneDestination ? reachable.prefix(1) : reachable[...]
        return tried.map { destination in
            let place = destination.addresses.first.map(name) ?? "nowhere"
            return "\(place):\(destination.port) \(short(destination.hostHeader))"
                + " \(short(destination.certificateName.value))"
        }.joined(separator: " + ")
    }

    private static func name(_ address: IPAddress) -> String {
        if address.isIPv6 { return "[\(address)]" }
        let hosts = ["192.0.2.1": "H", "192.0.2.2": "D", "192.0.2.3": "T", "192.0.2.4": "L", "192.0.2.5": "A"]
        return hosts[address.description] ?? address.description
    }

    private static func short(_ text: String) -> String {
        ["h", "d", "t", "l"].reduce(text) { $0.replacing("\($1).example", with: $1.uppercased()) }
    }

    // MARK: - Reading the table

    private static func rows(_ table: String) -> [Row] {
        var rows: [Row] = []
        for line in table.split(separator: "\n") {
            guard line.hasPrefix(" ") else {
                rows.append(Row(situation: String(line)))
                continue
            }
            guard let end = line.firstRange(of: ": ") else { preconditionFailure("no implementations: \(line)") }
            let outcome = String(line[..<end.lowerBound].drop { $0 == " " })
            for name in line[end.upperBound...].split(separator: " ") {
                if name == "*" {
                    rows[rows.count - 1].expectedOfOthers = outcome
                    continue
                }
                guard let implementation = Implementation.Identifier(rawValue: String(name)),
                    rows[rows.count - 1].expected.updateValue(outcome, forKey: implementation) == nil
                else { preconditionFailure("unknown or named twice: \(name) in \(line)") }
            }
        }
        return rows
    }
}
