import Certificates
import TestSupport
import Testing

@Suite struct CertificateFileTests {
    static func file(_ text: String) -> CertificateFile { CertificateFile(contents: Array(text.utf8)) }

    @Test func theChainIsReadWithThePositionOfEachBlock() throws {
        let leaf = try TestAuthority.leaf()
        let intermediate = try TestAuthority.intermediate()
        // The output of `openssl s_client -showcerts`, with lines between the blocks, and with any line endings.
        for end in ["\n", "\r\n", "\r"] {
            let text =
                "CONNECTED(00000003)\n 0 s:CN = example.com\n\(leaf.pem) 1 s:CN = Intermediate\n\(intermediate.pem)---\n"
            let contents = Array(
                text.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: end).utf8)
            let file = CertificateFile(contents: contents)
            #expect(file.problems.isEmpty)
            #expect(file.entries.map(\.certificate) == [leaf, intermediate])
            #expect(file.entries.first?.line == 3)
            for entry in file.entries {
                let block = String(decoding: contents[entry.range], as: UTF8.self)
                #expect(block.hasPrefix("-----BEGIN CERTIFICATE-----"))
                #expect(block.hasSuffix("-----END CERTIFICATE-----"))
            }
        }
    }

    @Test func oneCertificateInDERIsRead() throws {
        let leaf = try TestAuthority.leaf()
        let file = CertificateFile(contents: leaf.der)
        #expect(file.encoding == .der)
        #expect(file.entries.map(\.certificate) == [leaf])
        let cut = CertificateFile(contents: Array(leaf.der.dropLast(10)))
        #expect(
            cut.problems.map(\.kind)
                == [.badCertificate(.truncated(expected: leaf.der.count, found: leaf.der.count - 10))])
    }

    @Test func nothingOfAPrivateKeyIsKept() throws {
        let secret = "c2VjcmV0IHNlY3JldCBzZWNyZXQ="
        for label in ["PRIVATE KEY", "EC PRIVATE KEY", "RSA PRIVATE KEY", "ENCRYPTED PRIVATE KEY"] {
            let text = "-----BEGIN \(label)-----\n\(secret)\n-----END \(label)-----\n" + (try TestAuthority.leaf().pem)
            let file = Self.file(text)
            #expect(file.problems.map(\.kind) == [.privateKey])
            #expect(file.problems.first?.line == 1)
            #expect(file.entries.count == 1)
            #expect(!"\(file)".contains(secret))
            let range = try #require(file.problems.first?.range)
            #expect(String(decoding: Array(text.utf8)[range], as: UTF8.self) == "-----BEGIN \(label)-----")
        }
        // The same key under a wrong label, and as DER: PKCS #8 of an EC key.
        let key = Array(TestAuthority.key("leaf").derRepresentation)
        #expect(CertificateFile(contents: key).problems.map(\.kind) == [.privateKey])
        let mislabelled = try TestAuthority.leaf().pem.replacingBody(with: key)
        #expect(Self.file(mislabelled).problems.map(\.kind) == [.privateKey])
    }

    static let damages: [(String, @Sendable (String) -> String, [CertificateFileProblem.Kind])] = [
        (
            "no end", { $0.replacing("-----END CERTIFICATE-----\n", with: "") },
            [.unterminatedBlock(label: "CERTIFICATE")]
        ),
        (
            "no begin", { $0.replacing("-----BEGIN CERTIFICATE-----\n", with: "") },
            [.endWithoutBegin(label: "CERTIFICATE"), .noCertificate]
        ),
        ("a missing character", { $0.replacing(/.\n-----END/, with: "\n-----END") }, [.incompleteBase64]),
        (
            "an invalid character", { $0.replacing("-----\nMII", with: "-----\nM!I") },
            [.invalidCharacter(UInt8(ascii: "!"))]
        ),
        (
            "other end", { $0.replacing("END CERTIFICATE", with: "END X509 CRL") },
            [.labelsDiffer(begin: "CERTIFICATE", end: "X509 CRL")]
        ),
        ("indented", { " " + $0 }, [.indentedMarker]),
        ("byte order mark", { "\u{FEFF}" + $0 }, [.byteOrderMark]),
        (
            "parameters", { "-----BEGIN DH PARAMETERS-----\nMEYC\n-----END DH PARAMETERS-----\n" + $0 },
            [.otherBlock(label: "DH PARAMETERS")]
        ),
        ("PKCS #7", { $0.replacing("CERTIFICATE", with: "PKCS7") }, [.pkcs7]),
        ("empty", { _ in "" }, [.emptyFile]),
        ("text", { _ in "not a certificate\n" }, [.noCertificate]),
    ]

    @Test(arguments: damages.indices)
    func everyDamageHasItsOwnProblem(_ index: Int) throws {
        let (name, change, expected) = Self.damages[index]
        let text = change(try TestAuthority.leaf { $0.names.append(.dns("padded")) }.pem)
        #expect(Self.file(text).problems.map(\.kind) == expected, "\(name)")
    }

    @Test func aDamagedSecondBlockIsReportedAtItsCharacter() throws {
        let good = try TestAuthority.leaf().pem
        let bad = try TestAuthority.intermediate().pem
        var contents = Array((good + bad).utf8)
        let at = good.utf8.count + 28 + 65 + 3
        contents[at] = 0x07
        let file = CertificateFile(contents: contents)
        let problem = try #require(file.problems.first)
        #expect(problem.kind == .invalidCharacter(7))
        #expect(problem.range == at..<at + 1)
        #expect(problem.block == 2)
        #expect(problem.line == good.split(separator: "\n").count + 3)
        #expect(file.entries.count == 1)
        #expect(!problem.message.utf8.contains(7))
    }

    @Test func truncatedAndDamagedFilesDoNotCrash() throws {
        let der = try TestAuthority.leaf().der
        for count in 0..<der.count {
            #expect(throws: CertificateDefect.self) { try PresentedCertificate(der: Array(der[..<count])) }
        }
        for index in der.indices {
            for flip: UInt8 in [0x01, 0x80, 0xFF] {
                var copy = der
                copy[index] ^= flip
                if let certificate = try? PresentedCertificate(der: copy) {
                    _ = certificate.subject.text
                    _ = MatchingRules.go.match(.dns("example.com"), in: certificate)
                }
            }
        }
    }

    @Test func theNumberOfBlocksIsLimited() throws {
        let pem = try TestAuthority.leaf().pem
        let many = Self.file(String(repeating: pem, count: CertificateFile.certificateLimit + 50))
        #expect(many.entries.count == CertificateFile.certificateLimit)
        #expect(many.problems.map(\.kind) == [.tooManyCertificates(limit: CertificateFile.certificateLimit)])
        let broken = Self.file(String(repeating: "-----BEGIN CERTIFICATE-----\n", count: 20_000))
        #expect(broken.problems.count == CertificateFile.problemLimit)
        let large = CertificateFile(contents: [UInt8](repeating: 0x41, count: CertificateFile.sizeLimit + 1))
        #expect(large.problems.map(\.kind) == [.fileTooLarge(limit: CertificateFile.sizeLimit)])
    }

    @Test func theFieldsAreRead() throws {
        let certificate = try TestAuthority.leaf {
            $0.names = [
                .dns("example.com"), .ip([192, 0, 2, 1]),
                .ip([0x20, 1, 0xd, 0xb8] + [UInt8](repeating: 0, count: 11) + [1]),
            ]
            $0.issuerAddress = "http://issuer.example/"
            $0.serial = 1000
        }
        #expect(certificate.subject.commonName == "example.com")
        #expect(certificate.issuer.text == "CN=Intermediate")
        let names = certificate.alternativeNames?.map(\.description)
        #expect(names == ["DNS:example.com", "IP:192.0.2.1", "IP:2001:db8::1"])
        #expect(certificate.notBefore.description == "2026-01-01T00:00:00Z")
        #expect(certificate.notAfter.description == "2026-04-01T00:00:00Z")
        #expect(certificate.publicKey == .ellipticCurve(name: "P-256", bits: 256))
        #expect(certificate.signature.description == "ECDSA with SHA-256")
        #expect(certificate.extendedKeyUsage == [.serverAuthentication])
        #expect(certificate.issuerAddresses == ["http://issuer.example/"])
        #expect(certificate.serialNumber == [0x03, 0xE8])
        #expect(!certificate.isAuthority)
        #expect(try PresentedCertificate(der: certificate.der) == certificate)
    }
}

extension String {
    /// The PEM block with another body.
    func replacingBody(with der: [UInt8]) -> String {
        let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
        var body = ""
        for start in stride(from: 0, to: der.count, by: 3) {
            let group = der[start..<Swift.min(start + 3, der.count)]
            let bits = group.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - group.count))
            body += (0..<4).map { $0 <= group.count ? String(digits[bits >> (18 - 6 * $0) & 63]) : "=" }.joined()
        }
        return "-----BEGIN CERTIFICATE-----\n\(body)\n-----END CERTIFICATE-----\n"
    }
}
