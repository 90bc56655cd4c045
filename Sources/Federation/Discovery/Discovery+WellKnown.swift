import DNS

extension Discovery {
    enum WellKnownOutcome {
        case delegates(ServerName)
        /// Discovery goes on without; why, in a clause.
        case absent(String)
        case fails(String)
        case unverified(String)
        case notCollected
    }

    /// What the well-known document of a host says. Of several addresses the first that gives one speaks for all;
    /// where they differ, a rule says so.
    mutating func wellKnown(of host: String) -> WellKnownOutcome {
        let entries = evidence.documents(at: Self.wellKnownURL(host)).filter { !$0.isUnasked }
        guard let first = entries.first else { return .notCollected }
        return wellKnown(entries.first { $0.error == nil } ?? first)
    }

    private mutating func wellKnown(_ entry: HTTPSEntry) -> WellKnownOutcome {
        let habits = policy.wellKnown
        if entry.isRedirectRefused { return outcomeOfRefusedRedirect }
        if let error = entry.error { return .absent(Self.words(for: error, entry)) }
        guard !entry.isBodyMissing else { return .notCollected }
        let redirects = max(0, entry.hops.count - 1)
        if let limit = habits.redirects, redirects > limit {
            return .absent("it is \(redirects) redirects away, and \(limit) are followed")
        } else if habits.redirects == nil, redirects > 4 {
            return .unverified("whether \(redirects) redirects are followed is not known")
        }
        let status = entry.status ?? 200
        switch habits.statuses {
        case .only200 where status != 200: return .absent("its status is \(status), not 200")
        case .success where !(200..<300).contains(status): return .absent("its status is \(status)")
        case .only200, .success, .any: break
        }
        guard let document = ServerDocument.read(entry.body ?? [], habits) else {
            return .unverified("how such a document is read has not been verified")
        }
        switch document {
        case .value(let value, _): return delegation(by: value)
        case .notJSON(let problem): return .absent("it is not JSON: \(problem.words)")
        case .notAnObject(let kind): return .absent("it is \(kind), not an object")
        case .keyMissing: return .absent("it has no `m.server`")
        case .notAString(let kind): return .absent("its `m.server` is \(kind), not a string")
        case .tooLarge(let bytes, let limit): return .absent("it has \(bytes) bytes, and \(limit) are read")
        }
    }

    /// What follows a redirect to an internal address, to which this program did not go. Implementations that block such
    /// addresses do so at every hop; the others find there whatever is at that address of their own network.
    private var outcomeOfRefusedRedirect: WellKnownOutcome {
        switch policy.blockedAddresses {
        case .discardName, .refusedOneByOne:
            .absent("its redirect leads to an internal address, which is blocked")
        case .dialled, nil: .notCollected
        }
    }

    private mutating func delegation(by value: String) -> WellKnownOutcome {
        let habits = policy.wellKnown
        if habits.invalidValue == .ignoredUnlessSplit, !Self.hasPortAfterFirstColon(value) {
            return .absent("what follows the first colon of its `m.server` is no port")
        }
        do throws(ServerNameProblem) {
            return .delegates(try ServerName(value))
        } catch {
            if error == .empty {
                guard habits.emptyValue == .ignored else {
                    return .unverified("what follows an empty `m.server` has not been verified")
                }
                return .absent("its `m.server` is empty")
            }
            if error == .trailingDot { return delegation(byDotted: value) }
            switch habits.invalidValue {
            case .ignored: return .absent("its `m.server` is no server name: \(error.words)")
            case .failsUnlessNotASCII where !value.utf8.allSatisfy({ $0 < 0x80 }):
                return .absent("its `m.server` is not ASCII")
            case .fails, .failsUnlessNotASCII: return .fails("`m.server` is no server name: \(error.words)")
            case .ignoredButSentAsHost:
                hostHeaderOverride = value
                return .absent("its `m.server` is no server name: \(error.words)")
            case .ignoredUnlessSplit, nil:
                return .unverified(
                    implementation == .specification
                        ? "the specification does not say what follows an `m.server` that is no server name"
                        : "what follows an `m.server` that is no server name has not been verified"
                )
            }
        }
    }

    private static func hasPortAfterFirstColon(_ value: String) -> Bool {
        guard let colon = value.utf8.firstIndex(of: UInt8(ascii: ":")) else { return true }
        let port = value.utf8[value.utf8.index(after: colon)...]
        return !port.isEmpty && port.allSatisfy { $0 &- 0x30 < 10 }
    }

    private func delegation(byDotted value: String) -> WellKnownOutcome {
        switch policy.wellKnown.trailingDot {
        case .failsCertificateCheck:
            return .fails("no certificate matches `\(value)` with the final dot of its name")
        case .stripped:
            let bare = value.split(separator: ":", maxSplits: 1).enumerated().map { index, part in
                index == 0 ? part.dropLast() : part
            }
            guard let name = try? ServerName(bare.joined(separator: ":")) else { fallthrough }
            return .delegates(name)
        case nil: return .unverified("what follows a final dot in `m.server` has not been verified")
        }
    }

    static func words(for error: ExchangeError, _ entry: HTTPSEntry) -> String {
        switch error {
        case .dnsFailed: "its host has no address that could be found"
        case .connectionRefused: "the connection is refused"
        case .timeout: "it does not answer in time"
        case .tlsFailed: "TLS fails" + (entry.circumstances.detail.map { ": \($0)" } ?? "")
        case .tooLarge: "it is too large"
        case .redirectLoop: "its redirects go round in a loop"
        case .tooManyRedirects: "it has too many redirects"
        case .protocolError: "the answer is not HTTP as it should be"
        case .unreachable: "nobody could be asked from here"
        case .internalAddress: "it is at an internal address, which was not contacted"
        }
    }
}
