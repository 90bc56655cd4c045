import NIOSSL
import Synchronization

/// Records the certificates that the peer presents. Every handshake continues; the certificates are judged later.
final class PresentedCertificates: Sendable {
    private let chain = Mutex<[[UInt8]]>([])

    var certificates: [[UInt8]] { chain.withLock { $0 } }

    func record(_ presented: [NIOSSLCertificate]) {
        let encoded = presented.compactMap { try? $0.toDERBytes() }
        chain.withLock { $0 = encoded }
    }
}
