import Certificates
import Glibc

extension SystemTrust.Access {
    /// The environment and the files of the machine.
    static var machine: SystemTrust.Access {
        SystemTrust.Access(
            variable: { name in getenv(name).map { String(cString: $0) } },
            contents: { path in (try? FileReader.read(path, named: path, limit: CertificateFile.sizeLimit))?.contents },
            names: { path in Directory.entries(path) })
    }
}

extension UsageError {
    /// The error for a system without certificate authorities.
    ///
    /// - Parameter option: the option that gives them, for the advice.
    init(_ failure: SystemTrust.Failure, option: String) {
        let instead = "use `\(option)` to give a PEM file of certificate authorities"
        switch failure {
        case .none:
            self.init(
                "this system has no trusted certificate authorities, so no certificate can be verified",
                help: [
                    "install the package `ca-certificates` (on OpenWrt `ca-bundle`)",
                    instead + ", or set `SSL_CERT_FILE` or `SSL_CERT_DIR`",
                ])
        case .unreadable(let variable, let path):
            self.init(
                "`\(variable)` is set to `\(path)`, which cannot be read, so no certificate can be verified",
                help: ["correct `\(variable)`, or unset it to use the certificate authorities of the system", instead])
        case .empty(let variable, let path):
            self.init(
                "`\(variable)` is set to `\(path)`, which contains no certificate of an authority",
                help: ["correct `\(variable)`, or unset it to use the certificate authorities of the system", instead])
        }
    }
}
