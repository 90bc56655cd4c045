/// A workflow command of GitHub Actions: `::error file=…,line=…::message`.
struct WorkflowCommand {
    var name: String
    var properties: [(name: String, value: String)]
    var message: String

    /// The command as one line, without its line end.
    var text: String {
        let values = properties.map { "\($0.name)=\(Self.escape($0.value, isProperty: true))" }
        let list = values.isEmpty ? "" : " " + values.joined(separator: ",")
        return "::\(name)\(list)::\(Self.escape(message, isProperty: false))"
    }

    private static func escape(_ text: String, isProperty: Bool) -> String {
        text.unicodeScalars.reduce(into: "") { escaped, scalar in
            switch scalar {
            case "%": escaped += "%25"
            case "\r": escaped += "%0D"
            case "\n": escaped += "%0A"
            case ":" where isProperty: escaped += "%3A"
            case "," where isProperty: escaped += "%2C"
            default: escaped.unicodeScalars.append(scalar)
            }
        }
    }
}
