import DNS

/// Whether a server accepts one version of TLS.
public struct TLSVersionAnswer: Sendable, Hashable {
    public enum Verdict: String, Sendable, Hashable {
        case accepted
        case refused
        /// The answer is unknown: no connection, a timeout, or no TLS.
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
    /// Tries versions of TLS one by one with separate handshakes.
    /// - Throws: Only if the task is cancelled, and then immediately.
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
    /// A server refuses a version by an alert, by another version in its hello, or by closing the connection.
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
