import ArgumentParser

/// The certificate authorities that `explain` and `audit` trust.
struct TrustOption: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp(
            """
            Trust the certificate authorities in this PEM file instead of those of the system or of SSL_CERT_FILE and \
            SSL_CERT_DIR.
            """, valueName: "pem"),
        completion: .file(extensions: ["pem", "crt"])
    )
    var caFile: String?
}
