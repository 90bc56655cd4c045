import DNS

extension Discovery {
    enum WellKnownOutcome {
        case delegates(ServerName)
        /// Discovery continues without the document; why, as a clause.
        case absent(String)
        case fails(String)
        case unverified(String)
        case notCollected
    }

    /// The meaning of the well-known document of a host. The first document counts if the host has several addresses; a
    /// rule reports a difference between them.
    mutating func wellKnown(of host: String) -> WellKnownOutcome {
        let entries = evidence.documents(at: Self.wellKnownURL(host)).filter { !$0.isUnasked }
        guard let first = entries.first else { return .notCollected }
        return wellKnown(entries.first { $0.error == nil } ?? first)
    }

    private mutating func wellKnown(_ entry: HTTPSEntry) -> WellKnownOutcome {
        let policy = self.policy.wellKnown
        if entry.isRedirectRefused { return outcomeOfRefusedRedirect }
        if let error = entry.error { return .absent(Self.words(for: error, entry)) }
        guard !entry.isBodyMissing else { return .notCollected }
        let redirects = max(0, entry.hops.count - 1)
        if let limit = policy.redirects, redirects > limit {
            return .absent("it has \(redirects) redirects, and at most \(limit) are followed")
        } else if policy.redirects == nil, redirects > 4 {
            return .unverified("whether \(redirects) redirects are followed is unverified")
        }
        let status = entry.status ?? 200
        switch policy.statuses {
        case .only200 where status != 200: return .absent("its status is \(status), not 200")
        case .success where !(200..<300).contains(status): return .absent("its status is \(status)")
        case .only200, .success, .any: break
        }
        let body = entry.body ?? []
        guard let document = ServerDocument.read(body, policy, DeclaredLength(entry)) else {
            return .unverified("the handling of such a document is unverified")
        }
        switch document {
        case .value(let value, _): return delegation(by: value)
        case .notJSON(let problem):
            return .absent("it is not JSON: \(JSONDiagnosis.of(body, problem).mistake.words)")
        case .notAnObject(let kind):
            if let mistake = JSONDiagnosis.of(body)?.mistake { return .absent("it is not JSON: \(mistake.words)") }
            return .absent("it is \(kind), not an object")
        case .keyMissing: return .absent("it has no `m.server`")
        case .notAString(let kind): return .absent("its `m.server` is \(kind), not a string")
        case .tooLarge(let bytes, let limit): return .absent("it has \(bytes) bytes, and the limit is \(limit)")
        }
    }

    /// The outcome of a redirect to an internal address, which this program did not follow. Implementations that block
    /// such addresses do so at every hop. For the others it depends on their own network.
    private var outcomeOfRefusedRedirect: WellKnownOutcome {
        switch policy.blockedAddresses {
        case .discardName, .refusedOneByOne:
            .absent("it redirects to an internal address, which is blocked")
        case .dialled, nil: .notCollected
        }
    }

    private mutating func delegation(by value: String) -> WellKnownOutcome {
        let policy = self.policy.wellKnown
        if policy.invalidValue == .ignoredUnlessSplit, !Self.hasPortAfterFirstColon(value) {
            return .absent("the text after the first colon of its `m.server` is not a port")
        }
        do throws(ServerNameProblem) {
            return .delegates(try ServerName(value))
        } catch {
            if error == .empty {
                guard policy.emptyValue == .ignored else {
                    return .unverified("the handling of an empty `m.server` is unverified")
                }
                return .absent("its `m.server` is empty")
            }
            if error == .trailingDot { return delegation(byDotted: value) }
            switch policy.invalidValue {
            case .ignored: return .absent("its `m.server` is not a server name: \(error.words)")
            case .failsUnlessNotASCII where !value.utf8.allSatisfy({ $0 < 0x80 }):
                return .absent("its `m.server` is not ASCII")
            case .fails, .failsUnlessNotASCII: return .fails("`m.server` is not a server name: \(error.words)")
            case .ignoredButSentAsHost:
                hostHeaderOverride = value
                return .absent("its `m.server` is not a server name: \(error.words)")
            case .ignoredUnlessSplit, nil:
                return .unverified(
                    implementation == .specification
                        ? "the specification does not say what happens if `m.server` is not a server name"
                        : "the handling of an `m.server` that is not a server name is unverified"
                )
            }
        }
    }

    private static func hasPortAfterFirstColon(_ value: String) -> Bool {
        guard let colon = value.utf8.firstIndex(of: UInt8(ascii: ":")) else { return true }
        let port = value.utf8[value.utf8.index(after: colon)...]
        return !port.isEmpty && port.allSatisfy { $0 &- 0x30 < 10 }
    }

    private mutating func delegation(byDotted value: String) -> WellKnownOutcome {
        switch policy.wellKnown.trailingDot {
        case .failsCertificateCheck:
            return .fails("no certificate is valid for `\(value)` with its final dot")
        case .keptInHostHeader:
            guard let name = try? ServerName(Self.withoutFinalDot(value)) else { fallthrough }
            hostHeaderOverride = policy.hostHeader == .withoutPort ? nil : value
            return .delegates(name)
        case nil: return .unverified("the handling of a final dot in `m.server` is unverified")
        }
    }

    /// Returns a server name without the dot at the end of its host.
    static func withoutFinalDot(_ value: String) -> String {
        value.split(separator: ":", maxSplits: 1).enumerated().map { index, part in
            index == 0 && part.hasSuffix(".") ? part.dropLast() : part
        }.joined(separator: ":")
    }

    static func words(for error: ExchangeError, _ entry: HTTPSEntry) -> String {
        switch error {
        case .dnsFailed: "no address of its host was found"
        case .connectionRefused: "the connection is refused"
        case .timeout: "it times out"
        case .tlsFailed: "TLS fails" + (entry.circumstances.detail.map { ": \($0)" } ?? "")
        case .tooLarge: "it is too large"
        case .redirectLoop: "its redirects form a loop"
        case .tooManyRedirects: "it has too many redirects"
        case .protocolError: "the response is not valid HTTP"
        case .unreachable: "this machine has no route to its host"
        case .internalAddress: "it is at an internal address, which was not contacted"
        }
    }
}
