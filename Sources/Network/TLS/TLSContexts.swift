import NIOSSL

/// The TLS settings, created once: for all current versions of TLS, and for each version alone.
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

    private static func context(from minimum: TLSProtocolVersion, to maximum: TLSProtocolVersion) throws
        -> NIOSSLContext
    {
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.minimumTLSVersion = minimum.library
        configuration.maximumTLSVersion = maximum.library
        configuration.applicationProtocols = ["http/1.1"]
        // A callback records the chain, and the chain is judged elsewhere. The callback is only called with verification
        // enabled, and full verification would check the host name in addition. Roots are not used, so none are loaded.
        configuration.certificateVerification = .noHostnameVerification
        configuration.trustRoots = .certificates([])
        // The response is complete by then, so do not wait long for the close_notify of the peer.
        configuration.shutdownTimeout = .milliseconds(250)
        return try NIOSSLContext(configuration: configuration)
    }
}
