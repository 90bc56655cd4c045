import X509

/// The certificate authorities that a chain may lead to.
public struct TrustRoots: Sendable {
    /// Where Debian and its like, Red Hat and its like, Alpine and SUSE keep the system's roots as one PEM file.
    public static let systemFiles = [
        "/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt", "/etc/ssl/ca-bundle.pem",
        "/etc/ssl/cert.pem",
    ]

    /// What is wrong with the file the roots came from.
    public let problems: [CertificateFileProblem]
    /// How many certificates of it cannot be used because their kind of key is not supported here.
    public let unusableCount: Int

    let certificates: [Certificate]
    let store: CertificateStore
    private let subjects: Set<[UInt8]>

    /// Roots from the contents of a PEM file, or one root in DER.
    public init(contents: [UInt8]) {
        let file = CertificateFile(contents: contents)
        problems = file.problems
        // Only the roots' own file says which certificates are trusted, so that nothing else is asked of them.
        certificates = file.entries.compactMap { try? Certificate(derEncoded: $0.certificate.der) }
        unusableCount = file.entries.count - certificates.count
        store = CertificateStore(certificates)
        subjects = Set(file.entries.map(\.certificate.subject.der))
    }

    /// The system's roots: the first of ``systemFiles`` that can be read, or `nil` where there is none.
    ///
    /// - Parameter read: Gives the contents of a file, or `nil` where it cannot be read.
    public static func system(reading read: (String) -> [UInt8]?) -> (roots: TrustRoots, path: String)? {
        for path in systemFiles {
            if let contents = read(path) { return (TrustRoots(contents: contents), path) }
        }
        return nil
    }

    /// Whether there is no root to lead to: then nothing can be said about trust, which is not the same as distrust.
    public var isEmpty: Bool { certificates.isEmpty }

    /// How many roots there are.
    public var count: Int { certificates.count }

    func hold(subject: DirectoryName) -> Bool { subjects.contains(subject.der) }
}
