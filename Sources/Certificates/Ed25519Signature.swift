import Crypto
import TLSIdentity

/// A signature in Matrix: key and signature are base64, with or without padding (appendices, "Unpadded Base64").
public struct Ed25519Signature: Sendable {
    public let key: String
    public let signature: String

    public init(_ signature: String, by key: String) {
        self.key = key
        self.signature = signature
    }

    public enum Verdict: Hashable, Sendable {
        case valid
        case wrong
        /// Not base64, or not 32 bytes.
        case unreadableKey
        /// Not base64, or not 64 bytes.
        case unreadableSignature
    }

    /// Verifies the signature over the bytes (RFC 8032).
    public func verdict(over bytes: [UInt8]) -> Verdict {
        guard let key = Self.decode(key), let key = try? Curve25519.Signing.PublicKey(rawRepresentation: key) else {
            return .unreadableKey
        }
        guard let signature = Self.decode(signature), signature.count == 64 else { return .unreadableSignature }
        return key.isValidSignature(signature, for: bytes) ? .valid : .wrong
    }

    private static func decode(_ text: String) -> [UInt8]? {
        var text = Array(text.utf8)
        while text.last == UInt8(ascii: "=") { text.removeLast() }
        text += [UInt8](repeating: UInt8(ascii: "="), count: (4 - text.count % 4) % 4)
        return try? Base64.decode(text[...])
    }
}
