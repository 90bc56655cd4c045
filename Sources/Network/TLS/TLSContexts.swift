import NIOSSL

/// The settings for handshakes, made once: every version of TLS that servers accept today, or one version alone.
struct TLSContexts: Sendable {
    private let modern: NIOSSLContext
    private let single: [TLSProtocolVersion: NIOSSLContext]

    init() throws {
        modern = try Self.context(from: .tls12, to: .tls13)
        var single: [TLSProtocolVersion: NIOSSLContext] = [:]
        for version in TLSProtocolVersion.allCases { single[version] = try Self.context(from: version, to: version) }
        self.single = single
    }

    func context(for version: TLSProtocolVersion?) -> NIOSSLContext {
        version.flatMap { single[$0] } ?? modern
    }

    private static func context(from least: TLSProtocolVersion, to most: TLSProtocolVersion) throws -> NIOSSLContext {
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.minimumTLSVersion = least.library
        configuration.maximumTLSVersion = most.library
        configuration.applicationProtocols = ["http/1.1"]
        // The chain is kept by a callback, which is only called when there is verification, and judged elsewhere; with
        // full verification the host name would be checked beside the callback. No roots are loaded: none are used.
        configuration.certificateVerification = .noHostnameVerification
        configuration.trustRoots = .certificates([])
        // All is read by then; a peer that does not say farewell is not waited for with everything in memory.
        configuration.shutdownTimeout = .milliseconds(250)
        return try NIOSSLContext(configuration: configuration)
    }
}
