import Certificates
import TestSupport
import Testing

@Suite struct BuiltInCertificateTests {
    /// The subjects that the products write into their certificates.
    @Test(
        .enabled(if: OpenSSLTests.program != nil),
        arguments: [
            ("/CN=TRAEFIK DEFAULT CERT", BuiltInCertificate.placeholder(product: "Traefik")),
            (
                "/O=Acme Co/CN=Kubernetes Ingress Controller Fake Certificate",
                .placeholder(product: "the Kubernetes ingress controller")
            ),
            ("/C=CH/L=Schaffhausen/O=Plesk/CN=Plesk/emailAddress=info@plesk.com", .placeholder(product: "Plesk")),
            ("/CN=host.example/emailAddress=ssl@host.example", .placeholder(product: "cPanel")),
            (
                "/O=Nginx Proxy Manager/OU=Dummy Certificate/CN=localhost",
                .placeholder(product: "Nginx Proxy Manager")
            ),
        ])
    func theProductOfASelfSignedCertificateIsRecognised(subject: String, product: BuiltInCertificate) throws {
        let (_, output) = try OpenSSLTests.run([
            "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", "/dev/null",
            "-days", "1", "-subj", subject,
        ])
        let chain = try #require(CertificateFile(contents: Array(output.utf8)).chain, "\(output)")
        #expect(chain.leaf.builtIn == product)
    }

    @Test func theIssuerTellsTheAuthorityOfAProduct() throws {
        let caddy = try TestAuthority.leaf { $0.issuer = "Caddy Local Authority - ECC Intermediate" }
        #expect(caddy.builtIn == .caddyLocal)
        let staging = try TestAuthority.leaf { $0.issuer = "(STAGING) Counterfeit Cashew R10" }
        #expect(staging.builtIn == .letsEncryptStaging)
    }

    /// Everybody may name a certificate like that of a product.
    @Test func aCertificateOfAnotherAuthorityIsNotBuiltIn() throws {
        #expect(try TestAuthority.leaf().builtIn == nil)
        #expect(try TestAuthority.leaf { $0.subject = "TRAEFIK DEFAULT CERT" }.builtIn == nil)
        #expect(try TestAuthority.leaf { $0.issuer = "example.com" }.builtIn == nil)
    }
}
