/// The certificate authorities that the system trusts, wherever it keeps them.
///
/// `SSL_CERT_FILE` and `SSL_CERT_DIR` override the locations, as in OpenSSL. Without them, the first location that contains a
/// certificate is used.
public struct SystemTrust: Sendable {
    /// The files that contain all roots.
    public static let files = [
        "/etc/ssl/certs/ca-certificates.crt",  // Debian, Arch, Alpine, Gentoo, Void, NixOS, OpenWrt
        "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",  // Fedora, Red Hat and their derivatives
        "/etc/pki/tls/certs/ca-bundle.crt",  // their earlier versions
        "/etc/ssl/ca-bundle.pem",  // SUSE
        "/var/lib/ca-certificates/ca-bundle.pem",  // SUSE
        "/etc/ca-certificates/extracted/tls-ca-bundle.pem",  // Arch
        "/etc/ssl/cert.pem",  // Alpine, FreeBSD, OpenBSD
        "/usr/local/etc/ssl/cert.pem",  // FreeBSD
        "/usr/local/share/certs/ca-root-nss.crt",  // FreeBSD
        "/etc/openssl/certs/ca-certificates.crt",  // NetBSD
        "/etc/ssl/certs/ca-bundle.crt",  // NixOS
        "/etc/certs/ca-certificates.crt",  // illumos
    ]

    /// The directories with one root per file, for systems without such a file.
    public static let directories = [
        "/etc/ssl/certs",  // Debian, SUSE, Arch, OpenWrt, FreeBSD
        "/etc/pki/tls/certs",  // Red Hat
        "/etc/openssl/certs",  // NetBSD
        "/system/etc/security/cacerts",  // Android
    ]

    /// Why there are no roots.
    public enum Failure: Error, Hashable {
        /// No location of the system contains one.
        case none
        /// The file of `SSL_CERT_FILE` or a directory of `SSL_CERT_DIR` cannot be read.
        case unreadable(variable: String, path: String)
        /// None of the files that the variable names contains a certificate.
        case empty(variable: String, path: String)
    }

    /// How locations are read.
    public struct Access {
        let variable: (String) -> String?
        let contents: (String) -> [UInt8]?
        let names: (String) -> [String]?

        /// - Parameters:
        ///   - variable: Returns the value of an environment variable.
        ///   - contents: Returns the contents of a file, or `nil` if it cannot be read.
        ///   - names: Returns the names in a directory, or `nil` if it cannot be read.
        public init(
            variable: @escaping (String) -> String?, contents: @escaping (String) -> [UInt8]?,
            names: @escaping (String) -> [String]?
        ) {
            self.variable = variable
            self.contents = contents
            self.names = names
        }

        fileprivate func value(of variable: String) -> String? {
            self.variable(variable).flatMap { $0.isEmpty ? nil : $0 }
        }

        fileprivate func contents(ofDirectory path: String) -> [[UInt8]]? {
            names(path).map { $0.compactMap { contents(path + "/" + $0) } }
        }
    }

    /// Finds the roots.
    public static func roots(_ access: Access) throws(Failure) -> TrustRoots {
        if let roots = try variableRoots(access) { return roots }
        for path in files {
            guard let contents = access.contents(path) else { continue }
            let roots = TrustRoots(contents: contents)
            if !roots.isEmpty { return roots }
        }
        for path in directories {
            guard let files = access.contents(ofDirectory: path) else { continue }
            let roots = TrustRoots(files: files)
            if !roots.isEmpty { return roots }
        }
        throw .none
    }

    /// The roots that the variables name; `nil` if neither is set.
    ///
    /// Whoever sets a variable wants these roots only, so the locations of the system do not replace those that are missing.
    private static func variableRoots(_ access: Access) throws(Failure) -> TrustRoots? {
        var contents: [[UInt8]] = []
        var failure: Failure?
        if let path = access.value(of: "SSL_CERT_FILE") {
            if let found = access.contents(path) { contents.append(found) }
            failure =
                contents.isEmpty
                ? .unreadable(variable: "SSL_CERT_FILE", path: path) : .empty(variable: "SSL_CERT_FILE", path: path)
        }
        if let list = access.value(of: "SSL_CERT_DIR") {
            for path in list.split(separator: ":").map(String.init) {
                let found = access.contents(ofDirectory: path)
                contents += found ?? []
                failure =
                    failure
                    ?? (found == nil
                        ? .unreadable(variable: "SSL_CERT_DIR", path: path)
                        : .empty(variable: "SSL_CERT_DIR", path: path))
            }
        }
        guard let failure else { return nil }
        let roots = TrustRoots(files: contents)
        guard !roots.isEmpty else { throw failure }
        return roots
    }
}
