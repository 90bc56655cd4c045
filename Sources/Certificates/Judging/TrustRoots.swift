import X509

/// The certificate authorities that are trusted.
public struct TrustRoots: Sendable {
    /// The files with the roots of the system on Debian, Red Hat, SUSE, Alpine and their derivatives.
    public static let systemFiles = [
        "/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt", "/etc/ssl/ca-bundle.pem",
        "/etc/ssl/cert.pem",
    ]

    /// The problems of the file with the roots.
    public let problems: [CertificateFileProblem]
    /// How many of its certificates cannot be used because their kind of key is not supported.
    public let unusableCount: Int

    let certificates: [Certificate]
    let store: CertificateStore
    private let subjects: Set<[UInt8]>

    /// Reads roots from the contents of a PEM file, or one root in DER.
    public init(contents: [UInt8]) {
        let file = CertificateFile(contents: contents)
        problems = file.problems
        // The file alone says which certificates are trusted: no other condition applies to roots.
        certificates = file.entries.compactMap { try? Certificate(derEncoded: $0.certificate.der) }
        unusableCount = file.entries.count - certificates.count
        store = CertificateStore(certificates)
        subjects = Set(file.entries.map(\.certificate.subject.der))
    }

    /// The roots of the system, from the first of ``systemFiles`` that can be read; `nil` if none can.
    ///
    /// - Parameter read: Returns the contents of a file, or `nil` if it cannot be read.
    public static func system(reading read: (String) -> [UInt8]?) -> (roots: TrustRoots, path: String)? {
        for path in systemFiles {
            if let contents = read(path) { return (TrustRoots(contents: contents), path) }
        }
        return nil
    }

    /// Whether there are no roots. Then trust is unknown, which is not the same as a lack of trust.
    public var isEmpty: Bool { certificates.isEmpty }

    /// The number of roots.
    public var count: Int { certificates.count }

    func contains(subject: DirectoryName) -> Bool { subjects.contains(subject.der) }
}
