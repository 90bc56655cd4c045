import Certificates
import DNS
import TLSIdentity
import TestSupport
import Testing

/// The names of a certificate and a required name, with the measured answer of each family.
struct MatchingCase: CustomTestStringConvertible {
    var names: [TestAuthority.Name]
    var wanted: CertificateName
    var commonName: String?
    /// One letter each for service_identity, Go, webpki and Node: `y`es, `n`o, or `x` if the certificate is refused for
    /// every name.
    var answers: String

    init(_ names: [TestAuthority.Name], _ wanted: CertificateName, commonName: String? = nil, _ answers: String) {
        self.names = names
        self.wanted = wanted
        self.commonName = commonName
        self.answers = answers
    }

    var testDescription: String { "\(names) \(commonName ?? "") <- \(wanted.value): \(answers)" }

    func certificate() throws -> PresentedCertificate {
        try TestAuthority.certificate(
            TestAuthority.Request(
                subject: commonName ?? "nobody", issuer: "Intermediate", subjectKey: "leaf", names: names))
    }

    private typealias Case = MatchingCase

    /// Measured with service_identity 26.1 on cryptography 50 and pyOpenSSL 26.4 (`verify_hostname`,
    /// `verify_ip_address`), Go 1.27.3 (`ParseCertificate`, `VerifyHostname`), the comparison of webpki 0.22.0 and Node
    /// 20.20 (`tls.checkServerIdentity`), each with a certificate that has only these entries.
    static let measured: [MatchingCase] = [
        Case([.dns("example.com")], .dns("example.com"), "yyyy"),
        Case([.dns("EXAMPLE.com")], .dns("example.COM"), "yyyy"),
        Case([.dns("other.com")], .dns("example.com"), "nnnn"),
        Case([.dns("matrix.example.com")], .dns("example.com"), "nnnn"),
        Case([.dns("example.com")], .dns("matrix.example.com"), "nnnn"),
        Case([.dns("*.example.com")], .dns("matrix.example.com"), "yyyy"),
        Case([.dns("*.example.com")], .dns("example.com"), "nnnn"),
        Case([.dns("*.example.com")], .dns("a.b.example.com"), "nnnn"),
        Case([.dns("*.example.com"), .dns("example.com")], .dns("example.com"), "yyyy"),
        Case([.dns("*.test")], .dns("a.test"), "xynn"),
        Case([.dns("*.test"), .dns("a.test")], .dns("a.test"), "xyyy"),
        Case([.dns("*")], .dns("test"), "xnnn"),
        Case([.dns("f*.example.com")], .dns("foo.example.com"), "nnny"),
        Case([.dns("*f.example.com")], .dns("ff.example.com"), "nnny"),
        Case([.dns("f*o.example.com")], .dns("foo.example.com"), "nnny"),
        Case([.dns("a.*.example.com")], .dns("a.b.example.com"), "xnnn"),
        Case([.dns("a.*.example.com"), .dns("good.example.com")], .dns("good.example.com"), "xyyy"),
        Case([.dns("*.*.example.com"), .dns("good.example.com")], .dns("good.example.com"), "xyyy"),
        Case([.dns("**.example.com"), .dns("good.example.com")], .dns("good.example.com"), "xyyy"),
        Case([], .dns("example.com"), commonName: "example.com", "nnny"),
        Case([.ip([192, 0, 2, 1])], .dns("example.com"), commonName: "example.com", "nnny"),
        Case([.uri("https://example.com")], .dns("example.com"), commonName: "example.com", "nnny"),
        Case([.dns("example.com")], .dns("example.com."), "nyyy"),
        Case([.dns("*.example.com")], .dns("a.example.com."), "nyyy"),
        Case([.dns("example.com.")], .dns("example.com"), "nnny"),
        Case([.dns("example.com.")], .dns("example.com."), "yyny"),
        Case([.ip([192, 0, 2, 1])], .address("192.0.2.1"), "yyyy"),
        Case([.dns("192.0.2.1")], .address("192.0.2.1"), "xnnn"),
        Case([.dns("192.0.2.1"), .ip([192, 0, 2, 1])], .address("192.0.2.1"), "xyyy"),
        Case([.dns("192.0.2.1"), .dns("example.com")], .dns("example.com"), "xyyy"),
        Case([.dns("12345"), .dns("example.com")], .dns("example.com"), "xyyy"),
        Case([], .address("192.0.2.1"), commonName: "192.0.2.1", "nnnn"),
        Case([.ip([32, 1, 13, 184, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1])], .address("2001:db8::1"), "yyyy"),
        Case([.ip([32, 1, 13, 184, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1])], .address("2001:DB8:0:0:0:0:0:1"), "yyyy"),
        Case([.dns("2001:db8::1"), .dns("example.com")], .dns("example.com"), "xyyy"),
        Case([.ip([192, 0, 2]), .dns("example.com")], .dns("example.com"), "xxyy"),
        Case(
            [.ip([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 255, 255, 192, 0, 2, 1]), .dns("example.com")], .dns("example.com"),
            "yxyy"),
        Case([.ip([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 255, 255, 192, 0, 2, 1])], .address("192.0.2.1"), "nxnn"),
        Case([.ip([192, 0, 2, 1])], .address("::ffff:192.0.2.1"), "nynn"),
        Case([.dns("xn--bcher-kva.example")], .dns("xn--bcher-kva.example"), "yyyy"),
        Case([.dns("*.example.com")], .dns("xn--bcher-kva.example.com"), "nyyy"),
        Case([.dnsBytes(Array("bücher.example".utf8))], .dns("xn--bcher-kva.example"), "nxnn"),
        Case([.dnsBytes(Array("bücher.example".utf8)), .dns("example.com")], .dns("example.com"), "yxyy"),
        Case([.dnsBytes(Array("example.com\0.evil.test".utf8))], .dns("example.com"), "xnnn"),
        Case([.dnsBytes(Array("example.com\0.evil.test".utf8)), .dns("example.com")], .dns("example.com"), "xyyy"),
        Case([.dnsBytes(Array("".utf8)), .dns("example.com")], .dns("example.com"), "xyyy"),
        Case([.dns("_foo.example.com")], .dns("_foo.example.com"), "yyyy"),
        Case([.dns("foo bar.example.com"), .dns("example.com")], .dns("example.com"), "yyyy"),
        Case([.dns("example..com"), .dns("example.com")], .dns("example.com"), "yyyy"),
        Case([.dns("https://example.com"), .dns("example.com")], .dns("example.com"), "yyyy"),
        Case([.dns("example.com:8448")], .dns("example.com"), "nnnn"),
        Case([.uri("https://example.com:8448"), .dns("example.com")], .dns("example.com"), "xyyy"),
        Case([.uri("https://example.com/"), .dns("example.com")], .dns("example.com"), "yyyy"),
        Case([.dns(" example.com")], .dns("example.com"), "ynnn"),
        Case([.dns("*.example.com.")], .dns("a.example.com"), "xnny"),
        Case([.dns("localhost")], .dns("localhost"), "yyyy"),
        Case([.dns("*.a.example.com"), .dns("*.example.com")], .dns("x.a.example.com"), "yyyy"),
        Case([.dns("*.example.com")], .dns("_x.example.com"), "yyyy"),
        Case([.dns("-a.example.com")], .dns("-a.example.com"), "yyny"),
        Case([.dns("*.com")], .dns("example.com"), "xynn"),
        Case([.dns("*.co.uk")], .dns("example.co.uk"), "yyyy"),
    ]
}

extension CertificateName {
    /// An address that must be valid.
    static func address(_ text: String) -> CertificateName {
        guard let address = IPAddress(text) else { preconditionFailure("not an address: \(text)") }
        return .ip(address)
    }
}
