import Certificates
import TLSIdentity
import TestSupport
import Testing

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

    enum Verdict: String { case trusted, expired, untrusted }

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
            different += 1
            print(
                "seed", seed, ours, theirs,
                ([hierarchy.leaf] + others).map { "\($0.subject.text)<\($0.issuer.text) \($0.notAfter.date)" },
                hierarchy.roots.map { "\($0.subject.text) \($0.notAfter.date)" })
        }
        print(counts, different)
    }
}
