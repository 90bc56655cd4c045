/// The document at `/.well-known/matrix/server`, as an implementation reads it.
public enum ServerDocument: Sendable {
    /// `m.server`, and the bytes of its value, including the quotes.
    case value(String, Range<Int>)
    case notJSON(JSONProblem)
    case notAnObject(String)
    case keyMissing
    case notAString(String)
    case tooLarge(bytes: Int, limit: Int)

    /// - Returns: `nil` if it depends on unverified behaviour.
    public static func read(_ body: [UInt8], _ policy: WellKnownPolicy) -> ServerDocument? {
        var body = body
        switch policy.size {
        case .some(.none): break
        case .rejects(let limit) where body.count > limit: return .tooLarge(bytes: body.count, limit: limit)
        case .truncates(let limit) where body.count > limit: body = Array(body[..<limit])
        case .rejects, .truncates: break
        case nil where body.count > WellKnownPolicy.sizeForEveryone: return nil
        case nil: break
        }
        let document: JSONValue
        do throws(JSONProblem) {
            let (value, end) = try JSONReader.readFirst(body)
            if end < body.count {
                guard let trailing = policy.trailingText else { return nil }
                guard trailing == .ignored else {
                    return .notJSON(JSONProblem(kind: .textAfterValue, range: end..<body.count))
                }
            }
            document = value
        } catch {
            return .notJSON(error)
        }
        guard let members = document.members else { return .notAnObject(document.kindName) }
        var value = document["m.server"]
        if value == nil, let member = members.last(where: { $0.key.lowercased() == "m.server" }) {
            guard let keyCase = policy.keyCase else { return nil }
            if keyCase == .ignored { value = member.value }
        }
        guard let value else { return .keyMissing }
        guard let text = value.string else { return .notAString(value.kindName) }
        return .value(text, value.range)
    }
}

extension WellKnownPolicy {
    /// The size in bytes that all implementations accept.
    public static let sizeForEveryone = 12_287
}
