import Dispatch
import TestSupport

/// The scenarios with several addresses, audited with both address families and with each alone, and with other endpoints.
struct LabAddressRun: Sendable {
    /// An audit with other options.
    enum Option: String, CaseIterable {
        case both = "both families"
        case ipv4 = "`-4`"
        case ipv6 = "`-6`"

        fileprivate var arguments: [String] {
            switch self {
            case .both: []
            case .ipv4: ["-4"]
            case .ipv6: ["-6"]
            }
        }
    }

    /// A server that `--connect-to` names instead of that of ``moved``.
    enum Replacement: String, CaseIterable {
        case ipv4, ipv6, wrongCertificate, none

        /// - Parameter placed: the scenario with the servers.
        fileprivate func address(_ placed: PlacedScenario) -> String {
            switch self {
            case .ipv4: placed.fill("{3v4}")
            case .ipv6: placed.fill("[{4v6}]")
            case .wrongCertificate: placed.fill("{5v4}")
            case .none: placed.fill("{2v4}")
            }
        }
    }

    /// The result of each scenario by its label.
    private(set) var results: [Option: [String: LabRun.AuditResult]] = [:]
    private(set) var replaced: [Replacement: LabRun.AuditResult] = [:]
    let placed: [PlacedScenario]

    /// The shared run of all tests.
    static let shared = Task {
        try await withCheckedThrowingContinuation { continuation in
            DispatchQueue.global().async { continuation.resume(with: Result { try LabAddressRun() }) }
        }
    }

    private init() throws {
        placed = Scenario.addressTrouble.enumerated().map { PlacedScenario($1, number: $0 + 1) }
        let lab = try Lab(placed: placed, hasSynapse: false)
        defer { lab.stop() }
        for option in Option.allCases {
            let audits = try Self.audit(lab, lab.serverNames, option.arguments)
            for server in placed { results[option, default: [:]][server.scenario.label] = audits[server.serverName] }
        }
        guard let moved = placed.first(where: { $0.scenario.label == "moved" }) else { return }
        for replacement in Replacement.allCases {
            let endpoint = "matrix.moved.lab:8449:\(replacement.address(moved)):8450"
            replaced[replacement] = try Self.audit(lab, [moved.serverName], ["--connect-to", endpoint])[
                moved.serverName]
        }
    }

    /// Audits servers as those on the Internet: none of their addresses is internal.
    private static func audit(
        _ lab: Lab, _ names: [String], _ arguments: [String]
    ) throws -> [String: LabRun.AuditResult] {
        let run = try lab.run(
            LabReport.program(),
            ["audit"] + names + ["--no-config", "--ca-file", lab.authorities, "--format", "json"] + arguments)
        guard run.status <= 3, run.errors.isEmpty else { throw ProgramError("\(run.status): \(run.errors)") }
        return try LabRun.verdicts(run.output)
    }

    /// The verdicts and findings as a Markdown table, which is the same in every run.
    var table: String {
        let options = Option.allCases
        let head = "| Scenario | \(options.map(\.rawValue).joined(separator: " | ")) |\n|---|---|---|---|\n"
        return placed.reduce(head) { text, server in
            let cells = options.map { option in
                results[option]?[server.scenario.label].map { ([$0.verdict] + $0.rules).joined(separator: " ") } ?? ""
            }
            return text + "| \(server.scenario.title) | \(cells.joined(separator: " | ")) |\n"
        }
    }
}
