import DNS

/// Why a text is no server name.
public enum ServerNameProblem: Error, Hashable, Sendable {
    case empty
    /// It is the identifier of a user, room or event.
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
    /// Within the grammar, which allows dots anywhere, but the certificate check of Synapse fails for it.
    case trailingDot
}

extension ServerNameProblem {
    /// What is wrong, as a clause about "it".
    public var words: String {
        switch self {
        case .empty: "it is empty"
        case .sigil("@"): "it is the name of a user"
        case .sigil: "it is the name of a room or event"
        case .url: "it is a URL or has a path"
        case .bracketNotClosed: "its bracket is not closed"
        case .textAfterBracket(let text): "only a port may follow the bracket, not `\(text)`"
        case .notIPv6(let text): "there is no IPv6 address in its brackets: `\(text)`"
        case .addressWithoutBrackets: "an IPv6 address stands in brackets"
        case .severalColons: "it has more than one colon"
        case .hostMissing: "there is no host before the port"
        case .portMissing: "there is no port after the colon"
        case .portNotNumber(let text): "`\(text)` is no port number"
        case .portTooLong(let text): "`\(text)` is no port: the highest is 65535"
        case .character("_", _): "it has an underscore, which no server name may have"
        case .character(let scalar, _) where !scalar.isASCII: "it has a character outside ASCII"
        case .character(" ", _): "it has a blank"
        case .character(let scalar, _) where scalar.value < 0x20 || scalar.value == 0x7F: "it has a control character"
        case .character(let scalar, _): "it has the character `\(Character(scalar))`"
        case .tooLong(let length): "it has \(length) characters; the DNS ends at 255"
        case .labelTooLong(let label): "its label `\(label)` is longer than 63 characters"
        case .emptyLabel: "it has an empty label"
        case .trailingDot: "it ends in a dot"
        }
    }

    /// What to write instead, as an order.
    public var help: String {
        switch self {
        case .empty, .hostMissing: "write the host, `example.com` for example"
        case .sigil: "write what follows the colon in it"
        case .url: "write the host, and its port if it has one, without scheme and path"
        case .bracketNotClosed: "close the bracket after the IPv6 address"
        case .textAfterBracket: "write `[address]:port`"
        case .notIPv6: "write an IPv6 address in the brackets, and IPv4 addresses and names without brackets"
        case .addressWithoutBrackets: "write `[address]` or `[address]:port`"
        case .severalColons: "write one host and one port"
        case .portMissing: "write the port, or take the colon out"
        case .portNotNumber, .portTooLong: "write a number from 1 to 65535, or leave the port out"
        case .character("_", _): "use a host name without underscores; letters, digits, hyphens and dots are allowed"
        case .character(let scalar, let host) where !scalar.isASCII:
            aLabel(host).map { "write the A-label form, `\($0)`" } ?? "write the A-label form (`xn--…`)"
        case .character: "letters, digits, hyphens and dots are allowed"
        case .tooLong, .labelTooLong: "use a shorter name"
        case .emptyLabel: "take the superfluous dot out"
        case .trailingDot: "take the final dot out"
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
