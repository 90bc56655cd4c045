import DNS
import Dispatch
import NIOSSL
import Synchronization
import TestSupport

@testable import Network

/// The environment of one run of `audit`: a resolver, peers with a trusted certificate, and a directory.
final class AuditWorld: Sendable {
    /// The records, by name in lower case with its final dot.
    typealias Records = [String: [Record]]

    enum Record: Sendable {
        case a(String)
        case aaaa(String)
        case alias(String)
        case srv(UInt16, String)
        case ns(String)
        /// An irrelevant record.
        case soa

        fileprivate var encoded: [UInt8]? {
            switch self {
            case .a(let text): IPAddress(text).map { ReceivedQuery.record(.a, $0.octets) }
            case .aaaa(let text): IPAddress(text).map { ReceivedQuery.record(.aaaa, $0.octets) }
            case .alias(let name): Name(name).map { ReceivedQuery.record(.cname, Array($0.wire)) }
            case .srv(let port, let name):
                Name(name).map { target in
                    ReceivedQuery.record(
                        .srv, [0, 10, 0, 5, UInt8(port >> 8), UInt8(port & 0xFF)] + Array(target.wire))
                }
            case .ns(let name): Name(name).map { ReceivedQuery.record(.ns, Array($0.wire)) }
            case .soa: ReceivedQuery.record(.soa, [0, 0] + [UInt8](repeating: 1, count: 20))
            }
        }

        fileprivate func answers(_ type: RecordType) -> Bool {
            switch self {
            case .a: type == .a
            case .aaaa: type == .aaaa
            case .srv: type == .srv
            case .ns: type == .ns
            case .soa: type == .soa
            case .alias: true
            }
        }
    }

    let folder: ScratchDirectory
    let tls: NIOSSLContext
    private let authority: String
    private let resolver: ScriptedServer

    init(
        _ names: [String] = ["example.com", "matrix.example.com"],
        _ records: @escaping @Sendable () -> Records
    ) async throws {
        folder = try ScratchDirectory()
        let (certificate, file) = try TestCertificate.trusted(for: names, in: folder)
        tls = try certificate.server()
        authority = file
        resolver = try await ScriptedServer { _, query in
            let records = records()
            let found = records[query.name.description.lowercased()]
            var answer = (found ?? []).filter { $0.answers(query.type) }.compactMap(\.encoded)
            // Like a resolver, adds the target of an alias.
            for case .alias(let target) in found ?? [] {
                for record in records[target] ?? [] where record.answers(query.type) {
                    guard let encoded = record.encoded, let owner = Name(target) else { continue }
                    answer.append(Array(owner.wire) + encoded.dropFirst(2))
                }
            }
            return [.send(query.reply(code: found == nil ? 3 : 0, answer: answer))]
        }
    }

    /// Runs the program without blocking other tests.
    func run(_ arguments: [String]) async throws -> ProgramRun {
        let all =
            arguments + ["--no-config"]
            + (arguments.contains("--evidence") ? [] : ["--resolver", "\(resolver.server)"])
            + ["--ca-file", authority]
        let path = folder.path
        return try await withCheckedThrowingContinuation { continuation in
            DispatchQueue.global().async {
                continuation.resume(with: Result { try ProgramRun(all, folder: path, limit: 120) })
            }
        }
    }
}

/// A listener that must never be contacted.
func canary() async throws -> TestPeer {
    try await TestPeer(tls: nil) { _ in .ok("SecretAccessKey=topsecret") }
}
