import Reporting

/// The settings in force for a path, each with where it comes from.
struct EffectiveSettings {
    private let configuration: Configuration?
    private let path: String

    init(_ configuration: Configuration?, path: String) {
        self.configuration = configuration
        self.path = path
    }

    var text: String {
        var rows: [(key: String, value: String, from: String)] = []
        func row(_ key: String, _ value: String?, _ standard: String) {
            rows.append((key, value ?? standard, value == nil ? "default" : place(key)))
        }
        let known = configuration
        row("select", list(known?.select), "all rules")
        row("ignore", list(known?.ignore), "none")
        row(
            "severity", list(known?.severities.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value.rawValue)" }),
            "as the rules have it")
        row(
            "per-file-ignores",
            list(known?.fileIgnores.map { "\($0.glob.pattern): \($0.rules.joined(separator: " "))" }), "none")
        row("fail-on", known?.failOn?.rawValue, "warning for check, error for audit and explain")
        row("targets", list(known?.targets.map(\.rawValue)), "none")
        row("resolvers", list(known?.resolvers.map(\.text)), "those of /etc/resolv.conf")
        row("baseline", known?.baseline?.path, "none")
        if let entry = known?.entry(for: path) {
            func row(_ key: String, _ value: String?) {
                guard let value else { return }
                let line = entry.places[key].map { "\(known?.path ?? ""):\($0.start.line)" } ?? place("zones")
                rows.append((key, value, "\(line), pattern \(entry.glob.pattern)"))
            }
            row("origin", entry.origin?.description)
            row("parent", entry.parent?.path)
            row("server-names", list(entry.servers.map(\.name)))
            row("well-known", entry.wellKnown?.path)
            row("certificate", entry.certificate?.path)
        } else if let count = known?.zones.count, count > 0 {
            rows.append(
                ("zones", "\(count) \(count == 1 ? "pattern" : "patterns"), none for this path", place("zones")))
        }
        let width = rows.map { $0.key.count }.max() ?? 0
        let heading = known.map { "configuration: \($0.path)" } ?? "configuration: none found"
        return Notice.visible(heading) + "\n"
            + rows.map { row in
                let key = row.key + String(repeating: " ", count: width - row.key.count)
                return Notice.visible("\(key)  \(row.value)  (\(row.from))") + "\n"
            }.joined()
    }

    private func list(_ items: [String]?) -> String? {
        guard let items, !items.isEmpty else { return nil }
        return items.joined(separator: ", ")
    }

    private func place(_ key: String) -> String {
        guard let configuration else { return "default" }
        guard let span = configuration.places[key] else { return configuration.path }
        return "\(configuration.path):\(span.start.line)"
    }
}
