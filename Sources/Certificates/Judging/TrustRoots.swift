import X509

/// The certificate authorities that are trusted.
public struct TrustRoots: Sendable {
    /// The problems of the files with the roots.
    public let problems: [CertificateFileProblem]
    /// How many of their certificates cannot be used because their kind of key is not supported.
    public let unusableCount: Int

    let certificates: [Certificate]
    let store: CertificateStore
    private let subjects: Set<[UInt8]>

    /// Reads roots from the contents of a PEM file, or one root in DER.
    public init(contents: [UInt8]) { self.init(files: [contents]) }

    /// Reads roots from the contents of several files.
    public init(files: [[UInt8]]) {
        let files = files.map { CertificateFile(contents: $0) }
        // A directory of roots has each certificate under several names.
        var seen: Set<[UInt8]> = []
        let roots = files.flatMap(\.entries).map(\.certificate).filter { seen.insert($0.der).inserted }
        problems = files.flatMap(\.problems)
        // The files alone say which certificates are trusted: no other condition applies to roots.
        certificates = roots.compactMap { try? Certificate(derEncoded: $0.der) }
        unusableCount = roots.count - certificates.count
        store = CertificateStore(certificates)
        subjects = Set(roots.map(\.subject.der))
    }

    /// Whether there are no roots. Then trust is unknown, which is not the same as a lack of trust.
    public var isEmpty: Bool { certificates.isEmpty }

    /// The number of roots.
    public var count: Int { certificates.count }

    func contains(subject: DirectoryName) -> Bool { subjects.contains(subject.der) }
}
