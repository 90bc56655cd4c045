import CLDNS

/// Verifies the signatures of one key with OpenSSL's libcrypto, which ldns uses.
///
/// The key is parsed once. Not for use by two threads at a time: each makes its own.
public final class SignatureVerifier {
    private let key: OpaquePointer
    /// For algorithms that sign a digest.
    private let context: OpaquePointer?
    private let digest: SHA.Algorithm?
    /// The octets of one number of an ECDSA signature; `nil` for other algorithms.
    private let numberLength: Int?
    private let multiples: KeyMultiples?
    private var curve: CurveVerifier?

    /// - Parameters:
    ///   - algorithm: the number in IANA's registry of DNSSEC algorithms.
    ///   - publicKey: the key as in a DNSKEY record.
    ///   - multiples: those of the key, to verify many signatures.
    /// - Returns: `nil` if the algorithm is not supported, or the key is not one of it.
    public init?(algorithm: UInt8, publicKey: [UInt8], multiples: KeyMultiples? = nil) {
        guard let info = PublicKeyEncoding.subjectPublicKeyInfo(algorithm: algorithm, publicKey) else { return nil }
        // A configuration file of OpenSSL could load a library, which a static executable cannot.
        OPENSSL_init_crypto(UInt64(OPENSSL_INIT_NO_LOAD_CONFIG), nil)
        let parsed = info.withUnsafeBufferPointer { bytes in
            var at = bytes.baseAddress
            return d2i_PUBKEY(nil, &at, bytes.count)
        }
        guard let parsed else {
            ERR_clear_error()
            return nil
        }
        key = parsed
        self.multiples = multiples
        switch algorithm {
        case 5, 7: digest = .sha1
        case 8, 13: digest = .sha256
        case 14: digest = .sha384
        case 10: digest = .sha512
        default: digest = nil
        }
        numberLength = algorithm == 13 ? 32 : algorithm == 14 ? 48 : nil
        context = digest == nil ? nil : Self.context(parsed, digest)
    }

    deinit {
        EVP_PKEY_CTX_free(context)
        EVP_PKEY_free(key)
    }

    private static func context(_ key: OpaquePointer, _ digest: SHA.Algorithm?) -> OpaquePointer? {
        let context = EVP_PKEY_CTX_new(key, nil)
        let type =
            switch digest {
            case .sha1: EVP_sha1()
            case .sha256: EVP_sha256()
            case .sha384: EVP_sha384()
            default: EVP_sha512()
            }
        guard EVP_PKEY_verify_init(context) == 1, EVP_PKEY_CTX_set_signature_md(context, type) == 1 else {
            EVP_PKEY_CTX_free(context)
            return nil
        }
        return context
    }

    /// Whether the key made the signature over `data` (RFC 4034 §3.1.8.1).
    public func verifies(_ signature: ArraySlice<UInt8>, of data: [UInt8]) -> Bool {
        defer { ERR_clear_error() }
        guard let digest else { return verifyEdwards(Array(signature), data) }
        guard let context else { return false }
        let hash = SHA.digest(digest, of: data)
        // What the table does not confirm, the general function decides.
        if isConfirmed(signature, hash) { return true }
        var octets = Array(signature)
        if let numberLength {
            guard octets.count == 2 * numberLength else { return false }
            octets = PublicKeyEncoding.signature(octets[..<numberLength], octets[numberLength...])
        }
        return EVP_PKEY_verify(context, octets, octets.count, hash, hash.count) == 1
    }

    private func isConfirmed(_ signature: ArraySlice<UInt8>, _ hash: [UInt8]) -> Bool {
        if curve == nil, let table = multiples?.table() { curve = CurveVerifier(table) }
        return curve?.verifies(signature, hash) ?? false
    }

    /// Ed25519 and Ed448 sign the data and not a digest of it (RFC 8080).
    private func verifyEdwards(_ signature: [UInt8], _ data: [UInt8]) -> Bool {
        guard let context = EVP_MD_CTX_new() else { return false }
        defer { EVP_MD_CTX_free(context) }
        return EVP_DigestVerifyInit(context, nil, nil, nil, key) == 1
            && EVP_DigestVerify(context, signature, signature.count, data, data.count) == 1
    }
}
