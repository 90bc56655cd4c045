import NIOSSL
import Synchronization

/// Keeps the certificates the peer presents and lets every handshake go on: judging them comes later, from the record.
final class PresentedCertificates: Sendable {
    private let chain = Mutex<[[UInt8]]>([])

    var certificates: [[UInt8]] { chain.withLock { $0 } }

    func keep(_ presented: [NIOSSLCertificate]) {
        let encoded = presented.compactMap { try? $0.toDERBytes() }
        chain.withLock { $0 = encoded }
    }
}
