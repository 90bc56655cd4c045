/// The text format of Prometheus, for the textfile collector of node_exporter. Samples have no timestamps, because the
/// collector rejects them.
struct PrometheusText {
    private(set) var text = ""

    /// A value with its labels. Empty labels are left out.
    typealias Sample = (labels: [String: String], value: String)

    /// Adds a gauge without labels.
    mutating func add(_ name: String, _ help: String, _ value: Int) {
        add(name, help, [([:], value)])
    }

    /// Adds a gauge. A series must not occur twice, so that labels have to differ.
    mutating func add(_ name: String, _ help: String, _ samples: [(labels: [String: String], value: Int)]) {
        add(name, help, samples.map { ($0.labels, String($0.value)) })
    }

    mutating func add(_ name: String, _ help: String, _ samples: [Sample]) {
        text += "# HELP \(name) \(help)\n# TYPE \(name) gauge\n"
        let lines = samples.map { sample in
            let labels = sample.labels.filter { !$0.value.isEmpty }.sorted { $0.key < $1.key }
            let list = labels.map { "\($0.key)=\"\(escape($0.value))\"" }.joined(separator: ",")
            return "\(name)\(list.isEmpty ? "" : "{\(list)}") \(sample.value)\n"
        }
        text += lines.sorted().joined()
    }

    private func escape(_ value: String) -> String {
        value.unicodeScalars.reduce(into: "") { escaped, scalar in
            switch scalar {
            case "\\": escaped += "\\\\"
            case "\"": escaped += "\\\""
            case "\n": escaped += "\\n"
            default: escaped.unicodeScalars.append(scalar)
            }
        }
    }
}
