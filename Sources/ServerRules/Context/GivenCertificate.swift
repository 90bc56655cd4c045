import Certificates
import ZoneFile

/// A certificate chain given in a file.
public struct GivenCertificate: Sendable {
    public let file: SourceFile
    public let content: CertificateFile

    init(_ file: SourceFile) {
        self.file = file
        content = CertificateFile(contents: file.contents)
    }
}
