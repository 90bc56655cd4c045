/// The document at `/.well-known/matrix/server`, as an implementation reads it.
public enum ServerDocument: Sendable {
    /// `m.server`, and the bytes of its value, including the quotes.
    case value(String, Range<Int>)
    case notJSON(JSONProblem)
    case notAnObject(String)
    case keyMissing
    case notAString(String)
    case tooLarge(bytes: Int, limit: Int)

    /// - Returns: `nil` if it depends on unverified behaviour, or on facts that were not collected.
    public static func read(
        _ body: [UInt8],
        _ policy: WellKnownPolicy,
        _ declared: DeclaredLength = .unknown
    ) -> ServerDocument? {
        switch policy.size {
        case .some(.none): return read(whole: body, policy)
        case .rejects(let limit): return body.count > limit ? tooLarge(body, limit) : read(whole: body, policy)
        case .truncates(let limit):
            guard body.count > limit else { return read(whole: body, policy) }
            if case .bytes(let length) = declared, length > limit { return tooLarge(body, limit) }
            // A document that ends in spaces can be parsed without its end.
            let document = read(whole: Array(body[..<limit]), policy)
            if case .value = document { return declared == .unknown ? nil : document }
            return document == nil ? nil : tooLarge(body, limit)
        case nil: return body.count > WellKnownPolicy.sizeForEveryone ? nil : read(whole: body, policy)
        }
    }

    private static func tooLarge(_ body: [UInt8], _ limit: Int) -> ServerDocument {
        .tooLarge(bytes: body.count, limit: limit)
    }

    private static func read(whole body: [UInt8], _ policy: WellKnownPolicy) -> ServerDocument? {
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
        let folded = members.filter { isFoldedKey($0.key) }
        if folded.contains(where: { $0.key != "m.server" }) || (value != nil && folded.count > 1) {
            guard let keyCase = policy.keyCase else { return nil }
            if keyCase == .ignored {
                let others = folded.map(\.value).filter { $0.kindName != "null" }
                if let wrong = others.first(where: { $0.string == nil }) { return .notAString(wrong.kindName) }
                value = others.last
            }
        }
        guard let value else { return .keyMissing }
        guard let text = value.string else { return .notAString(value.kindName) }
        return .value(text, value.range)
    }
}

extension ServerDocument {
    /// Whether a key is `m.server` without regard to case, by Unicode's simple case folding.
    private static func isFoldedKey(_ key: String) -> Bool {
        key.utf8.count <= 16 && key.uppercased() == "M.SERVER"
    }
}

/// The `Content-Length` of a response.
public enum DeclaredLength: Sendable, Equatable {
    case bytes(Int)
    /// The header is missing, as in a compressed or chunked response.
    case none
    /// The headers were not recorded.
    case unknown

    init(_ entry: HTTPSEntry) {
        guard let headers = entry.hops.last?.headers, !headers.isEmpty else {
            self = .unknown
            return
        }
        self = headers["content-length"].flatMap { Int($0) }.map(DeclaredLength.bytes) ?? .none
    }
}

extension WellKnownPolicy {
    /// The size in bytes that all implementations accept.
    public static let sizeForEveryone = 12_287
}
