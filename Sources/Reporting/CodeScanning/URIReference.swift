import ZoneFile

/// Paths as URI references (RFC 3986).
enum URIReference {
    /// Returns the path with every character percent-encoded that a path cannot contain: a space, `%`, `#`, `?` and all
    /// that is not ASCII. A colon is encoded too, because before the first slash it would end a scheme (§4.2).
    static func text(ofPath path: String) -> String {
        PathText.percentEncoded(path, keeping: isKept)
    }

    private static func isKept(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x41...0x5A, 0x61...0x7A, 0x30...0x39: true
        default: "-._~/!$&'()*+,;=@".utf8.contains(byte)
        }
    }
}
