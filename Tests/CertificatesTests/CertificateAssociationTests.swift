import Certificates
import Crypto
import TestSupport
import Testing

import class Foundation.Pipe
import class Foundation.Process
import struct Foundation.URL

@Suite("TLSA records and certificates")
struct CertificateAssociationTests {
    private let leaf: PresentedCertificate
    private let intermediate: PresentedCertificate
    private let root: PresentedCertificate

    init() throws {
        leaf = try TestAuthority.leaf { _ in }
        intermediate = try TestAuthority.authority("Intermediate", issuer: "Root") { _ in }
        root = try TestAuthority.root()
    }

    private func association(_ usage: UInt8, _ selector: UInt8, _ type: UInt8, _ certificate: PresentedCertificate)
        -> CertificateAssociation
    {
        let selected = selector == 0 ? certificate.der : certificate.publicKeyDER
        let data =
            switch type {
            case 1: Array(SHA256.hash(data: selected))
            case 2: Array(SHA512.hash(data: selected))
            default: selected
            }
        return CertificateAssociation(usage: usage, selector: selector, matchingType: type, data: data)
    }

    @Test("A server certificate matches records of its usages, with every selector and matching type")
    func server() throws {
        let chain = try #require(CertificateChain([leaf, intermediate]))
        for usage in [1, 3] as [UInt8] {
            for selector in [0, 1] as [UInt8] {
                for type in [0, 1, 2] as [UInt8] {
                    #expect(chain.contains(association(usage, selector, type, leaf)) == true)
                    #expect(chain.contains(association(usage, selector, type, intermediate)) == false)
                }
            }
        }
    }

    @Test("Without the root in the chain, a record for a CA may be about the root")
    func authority() throws {
        let sent = try #require(CertificateChain([leaf, intermediate]))
        let whole = try #require(CertificateChain([leaf, intermediate, root]))
        let other = CertificateAssociation(
            usage: 2, selector: 0, matchingType: 1, data: [UInt8](repeating: 1, count: 32))
        #expect(sent.contains(association(2, 0, 1, intermediate)) == true)
        #expect(sent.contains(association(2, 1, 1, root)) == nil)
        #expect(sent.contains(other) == nil)
        #expect(whole.contains(association(0, 1, 2, root)) == true)
        #expect(whole.contains(other) == false)
    }

    @Test("Nothing is concluded from numbers that are not assigned")
    func unassigned() throws {
        let chain = try #require(CertificateChain([leaf, intermediate]))
        for (usage, selector, type) in [(3, 2, 1), (3, 1, 3), (4, 1, 1), (255, 255, 255)] as [(UInt8, UInt8, UInt8)] {
            let unknown = CertificateAssociation(usage: usage, selector: selector, matchingType: type, data: [1])
            #expect(chain.contains(unknown) == nil)
        }
    }

    @Test("The recommended record has the digest that OpenSSL computes", .enabled(if: OpenSSLTests.program != nil))
    func openSSL() throws {
        let directory = try ScratchDirectory()
        let file = try directory.write("leaf", leaf.pem)
        let process = Process()
        process.executableURL = URL(filePath: "/bin/sh")
        process.arguments = [
            "-c", "openssl x509 -in \"$0\" -noout -pubkey | openssl pkey -pubin -outform DER | openssl dgst -sha256 -r",
            file,
        ]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let data = try output.fileHandleForReading.readToEnd()
        process.waitUntilExit()
        let digest = String(decoding: data ?? .init(), as: UTF8.self).prefix(64)
        withExtendedLifetime(directory) {}
        #expect(CertificateAssociation(publicKeyOf: leaf).description == "3 1 1 \(digest)")
    }
}
