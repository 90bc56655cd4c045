import CLDNS

/// A digest of the SHA family, computed piece by piece.
///
/// SHA-1 is only for what DNSSEC defines with it: NSEC3 (RFC 5155 §5), old DS records and old signatures.
public struct SHA {
    public enum Algorithm: Sendable {
        case sha1, sha256, sha384, sha512
    }

    private enum State {
        case sha1(SHA_CTX)
        case sha256(SHA256_CTX)
        case sha384(SHA512_CTX)
        case sha512(SHA512_CTX)
    }

    private var state: State

    public init(_ algorithm: Algorithm) {
        switch algorithm {
        case .sha1:
            var context = SHA_CTX()
            SHA1_Init(&context)
            state = .sha1(context)
        case .sha256:
            var context = SHA256_CTX()
            SHA256_Init(&context)
            state = .sha256(context)
        case .sha384:
            var context = SHA512_CTX()
            SHA384_Init(&context)
            state = .sha384(context)
        case .sha512:
            var context = SHA512_CTX()
            SHA512_Init(&context)
            state = .sha512(context)
        }
    }

    public mutating func update(_ bytes: [UInt8]) {
        switch state {
        case .sha1(var context):
            SHA1_Update(&context, bytes, bytes.count)
            state = .sha1(context)
        case .sha256(var context):
            SHA256_Update(&context, bytes, bytes.count)
            state = .sha256(context)
        case .sha384(var context):
            SHA384_Update(&context, bytes, bytes.count)
            state = .sha384(context)
        case .sha512(var context):
            SHA512_Update(&context, bytes, bytes.count)
            state = .sha512(context)
        }
    }

    /// The digest of all bytes so far.
    public var digest: [UInt8] {
        switch state {
        case .sha1(var context): Self.result(20) { SHA1_Final($0, &context) }
        case .sha256(var context): Self.result(32) { SHA256_Final($0, &context) }
        case .sha384(var context): Self.result(48) { SHA384_Final($0, &context) }
        case .sha512(var context): Self.result(64) { SHA512_Final($0, &context) }
        }
    }

    /// The digest of `bytes`.
    public static func digest(_ algorithm: Algorithm, of bytes: [UInt8]) -> [UInt8] {
        var hash = SHA(algorithm)
        hash.update(bytes)
        return hash.digest
    }

    private static func result(_ count: Int, _ finish: (UnsafeMutablePointer<UInt8>?) -> Int32) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
            buffer.initialize(repeating: 0)
            _ = finish(buffer.baseAddress)
            initialized = count
        }
    }
}
