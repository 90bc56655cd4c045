import Certificates
import TLSIdentity
import TestSupport
import Testing
import X509
import _CryptoExtras

/// Generated hierarchies with several roots, cross-signed certificates and expired members, judged by us and by
/// `openssl verify`, if OpenSSL is installed.
@Suite struct HierarchyTests {
    static let time = Timestamp(year: 2026, month: 2, day: 1)

    /// Certificates of three roots and three intermediates, with several certificates for most of the keys.
    struct Hierarchy {
        var leaf: PresentedCertificate
        /// What the server sends after its own certificate.
        var sent: [PresentedCertificate] = []
        var roots: [PresentedCertificate] = []

        init(seed: UInt64) throws {
            var random = SeededRandom(seed: seed)
            var serial: Int64 = 1
            func authority(_ name: String, by issuer: String) throws -> PresentedCertificate {
                let isExpired = random.oneIn(4)
                let length = random.oneIn(8) ? random.number(0..<2) : nil
                serial += 1
                return try TestAuthority.authority(name, issuer: issuer, pathLength: length) {
                    $0.serial = serial
                    if isExpired { $0.notAfter = Timestamp(year: 2025, month: 6, day: 1) }
                }
            }
            let rootNames = (0..<random.number(1..<4)).map { "Root \($0)" }
            let names = (0..<random.number(1..<4)).map { "Intermediate \($0)" }
            let isEarly = random.oneIn(10)
            leaf = try TestAuthority.leaf {
                $0.issuer = random.oneIn(12) ? rootNames[0] : names[0]
                if isEarly { $0.notBefore = Timestamp(year: 2026, month: 3, day: 1) }
            }
            for name in rootNames {
                for _ in 0..<random.number(1..<3) where !random.oneIn(4) {
                    let root = try authority(name, by: name)
                    if !random.oneIn(3) { roots.append(root) }
                    if random.oneIn(5) { sent.append(root) }
                }
                // Signed by another root: its cross-signed certificate.
                let others = rootNames.filter { $0 != name }
                if let other = others.randomElement(using: &random), random.oneIn(2) {
                    sent.append(try authority(name, by: other))
                }
            }
            for (number, name) in names.enumerated() {
                let issuers = rootNames + names[(number + 1)...]
                for _ in 0..<random.number(1..<3) where !random.oneIn(6) {
                    sent.append(try authority(name, by: random.pick(issuers)))
                }
            }
            if random.oneIn(8) { sent.append(leaf) }
            sent.shuffle(using: &random)
        }
    }

    enum Verdict: Int {
        case untrusted, expired, trusted

        var rank: Int { rawValue }
    }

    private func verdict(_ chain: CertificateChain, _ trust: TrustJudgement) -> Verdict {
        guard trust.isTrusted else { return .untrusted }
        return chain.path(trust: trust, at: Self.time).dateIssues(at: Self.time).contains(where: \.isInvalid)
            ? .expired : .trusted
    }

    private func openSSL(
        _ leaf: PresentedCertificate, _ others: [PresentedCertificate], _ roots: [PresentedCertificate]
    ) throws -> Verdict {
        let folder = try ScratchDirectory()
        let file = try folder.write("leaf", leaf.pem)
        let arguments = [
            "verify", "-no-CApath", "-no-CAstore", "-CAfile", try folder.write("roots", roots.map(\.pem).joined()),
            "-untrusted", try folder.write("sent", others.map(\.pem).joined()),
            "-purpose", "sslserver", "-attime", "\(Self.time.seconds)", file,
        ]
        let (status, output) = try OpenSSLTests.run(arguments)
        if status == 0 { return .trusted }
        let errors = Set(
            output.split(separator: "\n").compactMap { line in
                line.hasPrefix("error ") ? line.split(separator: " ").dropFirst().first.flatMap { Int($0) } : nil
            })
        #expect(!errors.isEmpty, "\(output)")
        // X509_V_ERR_CERT_NOT_YET_VALID, X509_V_ERR_CERT_HAS_EXPIRED
        return errors.isSubset(of: [9, 10]) ? .expired : .untrusted
    }

    @Test(.enabled(if: OpenSSLTests.program != nil))
    func theVerdictOnGeneratedHierarchiesIsOpenSSLs() async throws {
        var counts: [Verdict: Int] = [:]
        var different = 0
        for seed in 0..<UInt64(400) {
            let hierarchy = try Hierarchy(seed: seed)
            let others = hierarchy.sent.isEmpty ? [hierarchy.leaf] : hierarchy.sent
            guard !hierarchy.roots.isEmpty else { continue }
            let roots = TrustRoots(contents: Array(hierarchy.roots.map(\.pem).joined().utf8))
            let chain = try #require(CertificateChain([hierarchy.leaf] + others))
            let trust = await chain.trust(in: roots)
            let ours = verdict(chain, trust)
            counts[ours, default: 0] += 1
            let theirs = try openSSL(hierarchy.leaf, others, hierarchy.roots)
            if ours == theirs { continue }
            // OpenSSL follows the first issuer that looks right and does not go back, so it may miss a path. Ours must be
            // one that it accepts as well if it is sent nothing else.
            different += 1
            let path = chain.path(trust: trust, at: Self.time)
            let needed = path.indices.dropFirst().map { chain.certificates[$0] }
            let root = try #require(path.root, "seed \(seed): we say \(ours), OpenSSL says \(theirs)")
            let again = try openSSL(hierarchy.leaf, needed.isEmpty ? [hierarchy.leaf] : needed, [root])
            #expect(again == ours, "seed \(seed): we say \(ours), OpenSSL says \(theirs)")
            #expect(ours.rank > theirs.rank, "seed \(seed): we say \(ours), OpenSSL says \(theirs)")
        }
        // The generator must reach every verdict, and rarely the cases in which OpenSSL misses a path.
        #expect(counts.count == 3 && counts.values.allSatisfy { $0 > 50 }, "\(counts)")
        #expect(different < 40)
    }

    // MARK: - Cases with a name

    private func verdict(
        _ leaf: PresentedCertificate, _ sent: [PresentedCertificate], _ roots: [PresentedCertificate]
    ) async throws -> (verdict: Verdict, issues: [OrderIssue]) {
        let chain = try #require(CertificateChain([leaf] + sent))
        let trust = await chain.trust(in: TrustRoots(contents: Array(roots.map(\.pem).joined().utf8)))
        return (verdict(chain, trust), chain.path(trust: trust, at: Self.time).orderIssues(at: Self.time))
    }

    private static let past = Timestamp(year: 2025, month: 6, day: 1)

    private static func expired(_ name: String, by issuer: String) throws -> PresentedCertificate {
        try TestAuthority.authority(name, issuer: issuer) {
            $0.serial = 2
            $0.notAfter = past
        }
    }

    @Test func anExpiredCrossSignedRootIsOnlyANote() async throws {
        let cross = try Self.expired("Root", by: "Old Root")
        let sent = [try TestAuthority.intermediate(), cross]
        let (result, issues) = try await verdict(TestAuthority.leaf(), sent, [TestAuthority.root()])
        #expect(result == .trusted)
        #expect(issues == [.unneededExpired(index: 2, since: Self.past)])
        // While it is valid, old clients may need it.
        let valid = try TestAuthority.authority("Root", issuer: "Old Root")
        let current = try await verdict(
            TestAuthority.leaf(), [TestAuthority.intermediate(), valid], [TestAuthority.root()])
        #expect(current.issues.isEmpty)
    }

    @Test func anExpiredIntermediateIsNoErrorIfAnotherHasItsKey() async throws {
        let old = try Self.expired("Intermediate", by: "Root")
        let new = try TestAuthority.intermediate()
        for sent in [[old, new], [new, old]] {
            #expect(try await verdict(TestAuthority.leaf(), sent, [TestAuthority.root()]).verdict == .trusted)
        }
        #expect(try await verdict(TestAuthority.leaf(), [old], [TestAuthority.root()]).verdict == .expired)
        // The valid one is a trusted root of its own.
        #expect(try await verdict(TestAuthority.leaf(), [old], [TestAuthority.root(), new]).verdict == .trusted)
    }

    @Test func anExpiredRootIsAnErrorUnlessAnotherPathExists() async throws {
        let (leaf, intermediate) = (try TestAuthority.leaf(), try TestAuthority.intermediate())
        let old = try Self.expired("Root", by: "Root")
        #expect(try await verdict(leaf, [intermediate], [old]).verdict == .expired)
        #expect(try await verdict(leaf, [intermediate], [old, TestAuthority.root()]).verdict == .trusted)
        let cross = try TestAuthority.authority("Root", issuer: "Other")
        let other = try TestAuthority.authority("Other", issuer: "Other")
        #expect(try await verdict(leaf, [intermediate, cross], [old, other]).verdict == .trusted)
    }

    @Test func namesOutsideTheConstraintsOfAnAuthorityAreNotTrusted() async throws {
        // nameConstraints, critical: permitted subtree example.net.
        let name = TestAuthority.element(0x82, Array("example.net".utf8))
        let constraints = TestAuthority.element(
            0x30, TestAuthority.element(0xA0, TestAuthority.element(0x30, name)))
        let constrained = try TestAuthority.authority("Intermediate", issuer: "Root") {
            $0.extra = [Certificate.Extension(oid: [2, 5, 29, 30], critical: true, value: constraints[...])]
        }
        let roots = [try TestAuthority.root()]
        #expect(try await verdict(TestAuthority.leaf(), [constrained], roots).verdict == .untrusted)
        let inside = try TestAuthority.leaf {
            $0.subject = "a.example.net"
            $0.names = [.dns("a.example.net")]
        }
        #expect(try await verdict(inside, [constrained], roots).verdict == .trusted)
    }

    @Test func theStrengthOfAnUnneededCertificateIsNotJudged() async throws {
        let weak = try TestAuthority.authority("Root", issuer: "Old Root") {
            $0.publicKey = (try? _RSA.Signing.PrivateKey(unsafeKeySize: .init(bitCount: 1024))).map {
                Certificate.PublicKey($0.publicKey)
            }
        }
        let chain = try TestAuthority.chain(TestAuthority.leaf(), TestAuthority.intermediate(), weak)
        let trust = await chain.trust(in: TrustRoots(contents: Array(try TestAuthority.root().pem.utf8)))
        #expect(chain.path(trust: trust, at: Self.time).strengthIssues().isEmpty)
        #expect(!chain.path(at: Self.time).strengthIssues().isEmpty)
    }
}
