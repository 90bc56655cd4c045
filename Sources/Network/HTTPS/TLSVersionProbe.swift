import DNS

/// Whether a server accepts one version of TLS.
public struct TLSVersionAnswer: Sendable, Hashable {
    public enum Verdict: String, Sendable, Hashable {
        case accepted
        case refused
        /// It could not be found out: no connection, a time-out, no TLS.
        case unknown
    }

    public var version: TLSProtocolVersion
    public var verdict: Verdict
    public var handshake: TLSHandshakeRecord

    public init(version: TLSProtocolVersion, verdict: Verdict, handshake: TLSHandshakeRecord) {
        self.version = version
        self.verdict = verdict
        self.handshake = handshake
    }
}

extension HTTPSClient {
    /// Tries versions of TLS one by one, each with a handshake of its own.
    /// - Throws: only when its task is cancelled, and then at once.
    public func probeVersions(
        address: IPAddress,
        port: UInt16,
        serverName: String?,
        versions: [TLSProtocolVersion] = TLSProtocolVersion.allCases
    ) async throws(CancellationError) -> [TLSVersionAnswer] {
        var answers: [TLSVersionAnswer] = []
        for version in versions {
            let record = try await handshake(address: address, port: port, serverName: serverName, only: version)
            answers.append(TLSVersionAnswer(version: version, verdict: .init(record), handshake: record))
        }
        return answers
    }
}

extension TLSVersionAnswer.Verdict {
    /// A refusal is an alert, another version in the hello, or a connection ended in the handshake: old servers do all.
    init(_ record: TLSHandshakeRecord) {
        guard let failure = record.failure else {
            self = .accepted
            return
        }
        guard failure.phase == .tls else {
            self = .unknown
            return
        }
        switch failure.cause {
        case .alert, .oldTLS, .malformedTLS, .closed, .reset: self = .refused
        default: self = .unknown
        }
    }
}
