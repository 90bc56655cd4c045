import Certificates
import TLSIdentity
import TestSupport
import Testing
import X509

@Suite struct ChainJudgementTests {
    let now = Timestamp(year: 2026, month: 2, day: 1)

    // MARK: - Dates

    @Test func dateIssuesNameTheInvalidCertificate() throws {
        let chain = try TestAuthority.chain(TestAuthority.leaf(), TestAuthority.intermediate())
        #expect(chain.path().dateIssues(at: now).isEmpty)
        let end = chain.leaf.notAfter
        // Both limits are inclusive (RFC 5280 §4.1.2.5).
        #expect(chain.path().dateIssues(at: chain.leaf.notBefore).isEmpty)
        #expect(chain.path().dateIssues(at: end) == [.expiresSoon(index: 0, at: end, secondsLeft: 0)])
        #expect(chain.path().dateIssues(at: end.advanced(bySeconds: 1)) == [.expired(index: 0, since: end)])
        let early = chain.leaf.notBefore.advanced(bySeconds: -1)
        #expect(chain.path().dateIssues(at: early) == [.notYetValid(index: 0, from: chain.leaf.notBefore)])
        let late = Timestamp(year: 2041, month: 1, day: 1)
        #expect(chain.path().dateIssues(at: late).map(\.index) == [0, 1])
    }

    @Test func aSixDayCertificateDoesNotExpireSoonOnItsFirstDay() throws {
        let leaf = try TestAuthority.leaf { $0.notAfter = $0.notBefore.advanced(bySeconds: 6 * 86_400) }
        let chain = try TestAuthority.chain(leaf)
        #expect(chain.path().dateIssues(at: leaf.notBefore.advanced(bySeconds: 86_400)).isEmpty)
        #expect(chain.path().dateIssues(at: leaf.notBefore.advanced(bySeconds: 5 * 86_400)).count == 1)
    }

    // MARK: - Order, usage, strength

    @Test func orderIssues() throws {
        let (leaf, intermediate, root) = (
            try TestAuthority.leaf(), try TestAuthority.intermediate(), try TestAuthority.root()
        )
        let other = try TestAuthority.authority("Other", issuer: "Elsewhere")
        func issues(_ certificates: PresentedCertificate...) throws -> [OrderIssue] {
            try #require(CertificateChain(certificates)).path().orderIssues(at: nil)
        }
        #expect(try issues(leaf, intermediate).isEmpty)
        #expect(try issues(leaf, intermediate, root) == [.rootIncluded(index: 2)])
        #expect(try issues(leaf, root, intermediate) == [.misordered(expected: [0, 2, 1]), .rootIncluded(index: 1)])
        #expect(try issues(intermediate, leaf) == [.leafNotFirst(leafIndex: 1), .misordered(expected: [1, 0])])
        #expect(try issues(leaf, intermediate, other) == [.superfluous(index: 2)])
        #expect(try issues(leaf, leaf, intermediate) == [.duplicate(index: 1, first: 0)])
    }

    @Test func aCertificateForAnotherPurposeIsReported() throws {
        func issues(_ change: (inout TestAuthority.Request) -> Void) throws -> [UsageIssue] {
            try TestAuthority.chain(TestAuthority.leaf(change)).path().usageIssues()
        }
        #expect(try issues { _ in }.isEmpty)
        #expect(try issues { $0.purposes = [] }.isEmpty)
        #expect(try issues { $0.purposes = [.any] }.isEmpty)
        #expect(
            try issues { $0.purposes = [.clientAuth] } == [
                .lacksServerAuthentication(purposes: [.clientAuthentication])
            ])
        #expect(try issues { $0.isAuthority = true } == [.authorityAsLeaf(isSelfIssued: false)])
        #expect(try issues { $0.usage = KeyUsage(digitalSignature: true) }.isEmpty)
        #expect(
            try issues { $0.usage = KeyUsage(keyEncipherment: true) } == [
                .lacksDigitalSignature(usages: .keyEncipherment)
            ])
        let noAuthority = try TestAuthority.authority("Intermediate", issuer: "Root") { $0.isAuthority = false }
        #expect(
            try TestAuthority.chain(TestAuthority.leaf(), noAuthority).path().usageIssues() == [
                .issuerIsNoAuthority(index: 1)
            ]
        )
        let low = try TestAuthority.authority("Intermediate", issuer: "Upper", pathLength: 0)
        let upper = try TestAuthority.authority("Upper", issuer: "Root", pathLength: 0)
        #expect(
            try TestAuthority.chain(TestAuthority.leaf(), low, upper).path().usageIssues() == [
                .pathTooLong(index: 2, allowed: 0)
            ])
    }

    // MARK: - Trust

    struct Roots {
        static func of(_ certificates: PresentedCertificate...) -> TrustRoots {
            TrustRoots(contents: Array(certificates.map(\.pem).joined().utf8))
        }
    }

    @Test func trustDistinguishesSixKindsOfFailure() async throws {
        let (leaf, intermediate, root) = (
            try TestAuthority.leaf(), try TestAuthority.intermediate(), try TestAuthority.root()
        )
        let roots = Roots.of(root)
        #expect(try await TestAuthority.chain(leaf, intermediate).trust(in: roots).isTrusted)
        // Clients accept the intermediates in any order.
        #expect(try await TestAuthority.chain(leaf, root, intermediate).trust(in: roots).isTrusted)
        #expect(
            try await TestAuthority.chain(leaf, intermediate).trust(in: TrustRoots(contents: Array("none".utf8)))
                == .noRoots)
        let own = try TestAuthority.leaf { $0.issuer = "example.com" }
        #expect(try await TestAuthority.chain(own).trust(in: roots) == .selfSigned)
        let elsewhere = Roots.of(try TestAuthority.authority("Other", issuer: "Other"))
        #expect(
            try await TestAuthority.chain(leaf, intermediate, root).trust(in: elsewhere)
                == .unknownRoot(index: 2, name: root.subject))
        #expect(
            try await TestAuthority.chain(leaf, intermediate).trust(in: elsewhere)
                == .unknownIssuer(index: 1, issuer: root.subject, addresses: []))
        #expect(
            try await TestAuthority.chain(leaf).trust(in: roots)
                == .unknownIssuer(index: 0, issuer: intermediate.subject, addresses: []))
        let fetchable = try TestAuthority.leaf { $0.issuerAddress = "http://issuer.example/i.der" }
        #expect(
            try await TestAuthority.chain(fetchable).trust(in: roots)
                == .intermediateMissing(issuer: intermediate.subject, addresses: ["http://issuer.example/i.der"]))
        let forged = try TestAuthority.leaf { $0.issuerKey = "somebody" }
        #expect(try await TestAuthority.chain(forged, intermediate).trust(in: roots) == .badSignature(index: 0))
    }

    @Test func trustIgnoresDates() async throws {
        let leaf = try TestAuthority.leaf {
            $0.notBefore = Timestamp(year: 2001, month: 1, day: 1)
            $0.notAfter = Timestamp(year: 2001, month: 2, day: 1)
        }
        let chain = try TestAuthority.chain(leaf, TestAuthority.intermediate())
        let judgement = await ChainJudgement.judge(chain, at: now, roots: Roots.of(try TestAuthority.root()))
        #expect(judgement.trust?.isTrusted == true)
        #expect(judgement.dates == [.expired(index: 0, since: leaf.notAfter)])
    }

    @Test func anEmptySubjectWithACriticalNameIsTrusted() async throws {
        let leaf = try TestAuthority.leaf { $0.subject = nil }
        let chain = try TestAuthority.chain(leaf, TestAuthority.intermediate())
        #expect(await chain.trust(in: Roots.of(try TestAuthority.root())).isTrusted)
        let odd = try TestAuthority.leaf {
            $0.extra = [Certificate.Extension(oid: [1, 2, 3, 4], critical: true, value: [5, 0])]
        }
        let refused = try TestAuthority.chain(odd, TestAuthority.intermediate())
        guard case .breaksRules = await refused.trust(in: Roots.of(try TestAuthority.root())) else {
            Issue.record("an unknown critical extension passed")
            return
        }
    }

    @Test func aChainOfMutualSignaturesTakesLittleTime() async throws {
        var certificates = [try TestAuthority.leaf { $0.issuerKey = "key 0" }]
        for subject in 0..<8 {
            for signer in 0..<8 where signer != subject {
                certificates.append(
                    try TestAuthority.authority("Intermediate", issuer: "Intermediate") {
                        $0.subjectKey = "key \(subject)"
                        $0.issuerKey = "key \(signer)"
                    })
            }
        }
        let chain = try #require(CertificateChain(certificates))
        #expect(await chain.trust(in: Roots.of(try TestAuthority.root())).isTrusted == false)
    }
}

extension TrustJudgement {
    var isTrusted: Bool {
        if case .trusted = self { true } else { false }
    }
}
