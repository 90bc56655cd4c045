import CLDNS

/// The versions of the C libraries that read records and verify signatures.
public enum LibraryVersions {
    /// The version of ldns: 1.8.3.
    public static var ldns: String { ldns_version().map { String(cString: $0) } ?? "unknown" }

    /// The version of the OpenSSL that ldns uses: 3.0.22.
    public static var openSSL: String {
        let text = OpenSSL_version(OPENSSL_VERSION_STRING).map { String(cString: $0) } ?? ""
        return text.isEmpty ? "unknown" : text
    }
}
