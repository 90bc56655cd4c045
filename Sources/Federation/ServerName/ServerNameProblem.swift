import DNS

/// Why a text is not a server name.
public enum ServerNameProblem: Error, Hashable, Sendable {
    case empty
    /// It is the ID of a user, room or event.
    case sigil(Character)
    case url
    case bracketNotClosed
    case textAfterBracket(String)
    case notIPv6(String)
    case addressWithoutBrackets
    case severalColons
    case hostMissing
    case portMissing
    case portNotNumber(String)
    case portTooLong(String)
    case character(Unicode.Scalar, host: String)
    case tooLong(Int)
    case labelTooLong(String)
    case emptyLabel
    /// The grammar allows dots anywhere, but Synapse then fails to verify the certificate.
    case trailingDot
}

extension ServerNameProblem {
    /// The problem as a clause about "it".
    public var words: String {
        switch self {
        case .empty: "it is empty"
        case .sigil("@"): "it is a user ID"
        case .sigil: "it is the ID or alias of a room or event"
        case .url: "it is a URL or has a path"
        case .bracketNotClosed: "its closing bracket is missing"
        case .textAfterBracket(let text): "only a port may follow the bracket, not `\(text)`"
        case .notIPv6(let text): "it has `\(text)` in brackets, which is not an IPv6 address"
        case .addressWithoutBrackets: "it is an IPv6 address without brackets"
        case .severalColons: "it has more than one colon"
        case .hostMissing: "the host before the port is missing"
        case .portMissing: "the port after the colon is missing"
        case .portNotNumber(let text): "`\(text)` is not a port number"
        case .portTooLong(let text): "`\(text)` is not a port: the maximum is 65535"
        case .character("_", _): "it has an underscore, which server names cannot have"
        case .character(let scalar, _) where !scalar.isASCII: "it has a character outside ASCII"
        case .character(" ", _): "it has a space"
        case .character(let scalar, _) where scalar.value < 0x20 || scalar.value == 0x7F: "it has a control character"
        case .character(let scalar, _): "it has the character `\(Character(scalar))`"
        case .tooLong(let length): "it has \(length) characters, and the maximum of the DNS is 255"
        case .labelTooLong(let label): "its label `\(label)` is longer than 63 characters"
        case .emptyLabel: "it has an empty label"
        case .trailingDot: "it ends in a dot"
        }
    }

    /// How to fix it, as an imperative.
    public var help: String {
        switch self {
        case .empty, .hostMissing: "write the host, for example `example.com`"
        case .sigil: "write only the part after its first colon"
        case .url: "write only the host and its port, without a scheme and path"
        case .bracketNotClosed: "add `]` after the IPv6 address"
        case .textAfterBracket: "write `[address]:port`"
        case .notIPv6: "write IPv6 addresses in brackets, and IPv4 addresses and names without"
        case .addressWithoutBrackets: "write `[address]` or `[address]:port`"
        case .severalColons: "write one host and one port"
        case .portMissing: "add the port, or remove the colon"
        case .portNotNumber, .portTooLong: "write a number from 1 to 65535, or remove the port"
        case .character("_", _): "use a host name without underscores; letters, digits, hyphens and dots are allowed"
        case .character(let scalar, let host) where !scalar.isASCII:
            aLabel(host).map { "write the A-label form, `\($0)`" } ?? "write the A-label form (`xn--…`)"
        case .character: "use only letters, digits, hyphens and dots"
        case .tooLong, .labelTooLong: "use a shorter name"
        case .emptyLabel: "remove the extra dot"
        case .trailingDot: "remove the final dot"
        }
    }

    private func aLabel(_ host: String) -> String? {
        var labels: [String] = []
        for label in host.lowercased().split(separator: ".", omittingEmptySubsequences: false) {
            let scalars = Array(label.unicodeScalars)
            if scalars.allSatisfy(\.isASCII) {
                labels.append(String(label))
            } else {
                guard let encoded = Punycode.encode(scalars) else { return nil }
                labels.append("xn--" + encoded)
            }
        }
        return labels.joined(separator: ".")
    }
}
