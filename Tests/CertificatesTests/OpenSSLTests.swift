import Certificates
import TLSIdentity
import TestSupport
import Testing
import X509

import class Foundation.FileManager
import class Foundation.Pipe
import class Foundation.Process
import struct Foundation.URL

/// Compares our judgement with `openssl verify` on the same chains, if OpenSSL is installed.
@Suite struct OpenSSLTests {
    static let program = ["/usr/bin/openssl", "/usr/local/bin/openssl"].first {
        FileManager.default.isExecutableFile(atPath: $0)
    }

    struct Scenario: Sendable, CustomTestStringConvertible {
        var name: String
        var leaf: @Sendable (inout TestAuthority.Request) -> Void = { _ in }
        var sendsIntermediate = true
        var intermediate: @Sendable (inout TestAuthority.Request) -> Void = { _ in }
        var trustsRoot = true
        var time = Timestamp(year: 2026, month: 2, day: 1)
        var testDescription: String { name }
    }

    static let scenarios: [Scenario] = [
        Scenario(name: "good"),
        Scenario(name: "expired", time: Timestamp(year: 2026, month: 5, day: 1)),
        Scenario(name: "early", time: Timestamp(year: 2025, month: 5, day: 1)),
        // Not the last second, which is valid by RFC 5280 §4.1.2.5 but not in OpenSSL.
        Scenario(name: "last minute", time: Timestamp(year: 2026, month: 3, day: 31, hour: 23, minute: 59)),
        Scenario(
            name: "intermediate expired", intermediate: { $0.notAfter = Timestamp(year: 2021, month: 1, day: 1) }),
        Scenario(name: "intermediate missing", sendsIntermediate: false),
        Scenario(name: "other root", trustsRoot: false),
        Scenario(name: "self-signed", leaf: { $0.issuer = "example.com" }),
        Scenario(name: "forged", leaf: { $0.issuerKey = "somebody" }),
        Scenario(name: "client purpose", leaf: { $0.purposes = [.clientAuth] }),
        Scenario(name: "issuer is no authority", intermediate: { $0.isAuthority = false }),
        Scenario(name: "issuer may not sign", intermediate: { $0.usage = KeyUsage(digitalSignature: true) }),
        Scenario(name: "issuer for clients", intermediate: { $0.purposes = [.clientAuth] }),
        Scenario(
            name: "unknown critical extension",
            leaf: { $0.extra = [Certificate.Extension(oid: [1, 2, 3, 4], critical: true, value: [5, 0])] }),
        Scenario(name: "empty subject", leaf: { $0.subject = nil }),
        Scenario(name: "path too long", intermediate: { $0.pathLength = 0 }),
    ]

    @Test(.enabled(if: program != nil), arguments: scenarios)
    func theVerdictIsOpenSSLs(_ scenario: Scenario) async throws {
        let leaf = try TestAuthority.leaf(scenario.leaf)
        let intermediate = try TestAuthority.authority("Intermediate", issuer: "Root", change: scenario.intermediate)
        let root =
            scenario.trustsRoot ? try TestAuthority.root() : try TestAuthority.authority("Other", issuer: "Other")
        let chain = try #require(CertificateChain(scenario.sendsIntermediate ? [leaf, intermediate] : [leaf]))
        let judgement = await ChainJudgement.judge(
            chain, at: scenario.time, roots: TrustRoots(contents: Array(root.pem.utf8)))
        let isOut = judgement.dates.contains { if case .expiresSoon = $0 { false } else { true } }
        let ours = judgement.trust?.isTrusted == true && !isOut && judgement.usage.isEmpty

        let folder = try ScratchDirectory()
        let untrusted = try folder.write("chain", chain.certificates.dropFirst().map(\.pem).joined())
        let trusted = try folder.write("root", root.pem)
        let file = try folder.write("leaf", leaf.pem)
        var arguments = ["verify", "-no-CApath", "-no-CAstore", "-CAfile", trusted]
        if scenario.sendsIntermediate { arguments += ["-untrusted", untrusted] }
        arguments += ["-purpose", "sslserver", "-attime", "\(scenario.time.seconds)", file]
        let (status, output) = try Self.run(arguments)
        #expect(ours == (status == 0), "\(judgement) \(output)")
    }

    /// Runs OpenSSL and returns its exit code and everything that it prints.
    static func run(_ arguments: [String]) throws -> (status: Int32, output: String) {
        let process = Process()
        let pipe = Pipe()
        process.executableURL = URL(filePath: try #require(program))
        process.arguments = arguments
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        let output = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: output, as: UTF8.self))
    }
}
