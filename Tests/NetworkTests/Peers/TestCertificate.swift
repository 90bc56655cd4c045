import NIOSSL
import TestSupport

/// Certificates that are not trusted, created with openssl once for all tests.
struct TestCertificate: Sendable {
    var chain: [NIOSSLCertificate]
    var key: NIOSSLPrivateKey

    /// An expired certificate of an unknown authority, for a name that no test uses.
    static let expiredForAnotherName = Result { try make() }

    private static func make() throws -> TestCertificate {
        let openssl = try Program("openssl", package: "openssl")
        let folder = try TemporaryFolder()
        let path = { (name: String) in folder.path(of: name) }
        try folder.write(
            """
            [ca]
            default_ca = own
            [own]
            database = \(path("index"))
            serial = \(path("serial"))
            new_certs_dir = \(path(""))
            policy = any
            default_md = sha256
            [any]
            commonName = supplied
            """, to: "ca.cnf")
        try folder.write("", to: "index")
        try folder.write("01", to: "serial")
        let newKey = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"]
        try openssl.run(
            ["req", "-x509"] + newKey + [
                "-subj", "/CN=authority.test", "-days", "2", "-keyout", path("ca.key"), "-out", path("ca.pem"),
            ], in: folder)
        try openssl.run(
            ["req", "-new"] + newKey + [
                "-subj", "/CN=another.test", "-keyout", path("leaf.key"), "-out", path("leaf.csr"),
            ], in: folder)
        let said = try openssl.run(
            [
                "ca", "-batch", "-notext", "-config", path("ca.cnf"), "-cert", path("ca.pem"), "-keyfile",
                path("ca.key"), "-startdate", "20200101000000Z", "-enddate", "20200201000000Z", "-in",
                path("leaf.csr"), "-out", path("leaf.pem"),
            ], in: folder)
        do {
            return TestCertificate(
                chain: try NIOSSLCertificate.fromPEMFile(path("leaf.pem"))
                    + NIOSSLCertificate.fromPEMFile(path("ca.pem")),
                key: try NIOSSLPrivateKey(file: path("leaf.key"), format: .pem))
        } catch {
            throw ProgramError("openssl made no certificate: \(said)")
        }
    }

    /// Returns a certificate for a name that `--ca-file` makes trusted, and its file.
    static func trusted(for names: [String], in folder: ScratchDirectory) throws -> (TestCertificate, file: String) {
        let openssl = try Program("openssl", package: "openssl")
        let (key, file) = (folder.path + "/trusted.key", folder.path + "/trusted.pem")
        let names = names.map { "DNS:\($0)" }.joined(separator: ",")
        try openssl.run(
            [
                "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj", "/CN=test",
                "-addext", "subjectAltName=\(names)", "-days", "30", "-keyout", key, "-out", file,
            ], in: TemporaryFolder())
        let certificate = TestCertificate(
            chain: try NIOSSLCertificate.fromPEMFile(file), key: try NIOSSLPrivateKey(file: key, format: .pem))
        return (certificate, file)
    }

    /// The settings of a server that presents it.
    func server(
        from least: TLSVersion = .tlsv12,
        to most: TLSVersion = .tlsv13,
        applicationProtocols: [String] = ["http/1.1"],
        copies: Int = 1,
        asksForCertificate: Bool = false
    ) throws -> NIOSSLContext {
        var shown = chain
        for _ in 1..<copies { shown.append(chain[1]) }
        var configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: shown.map { .certificate($0) }, privateKey: .privateKey(key))
        configuration.minimumTLSVersion = least
        configuration.maximumTLSVersion = most
        configuration.applicationProtocols = applicationProtocols
        if asksForCertificate {
            configuration.certificateVerification = .noHostnameVerification
            configuration.trustRoots = .certificates(chain)
        }
        return try NIOSSLContext(configuration: configuration)
    }
}
