import ZoneFile

/// The `file` URIs of the protocol (RFC 8089).
public enum DocumentURI {
    /// The path of a URI; `nil` if it does not name a file of this machine.
    public static func path(_ uri: String) -> String? {
        guard uri.lowercased().hasPrefix("file://") else { return nil }
        var rest = Array(uri.utf8.dropFirst("file://".utf8.count))
        if rest.starts(with: Array("localhost/".utf8)) { rest.removeFirst("localhost".utf8.count) }
        guard rest.first == UInt8(ascii: "/") else { return nil }
        var bytes: [UInt8] = []
        var index = 0
        while index < rest.count {
            if rest[index] == UInt8(ascii: "%"), index + 2 < rest.count,
                let byte = UInt8(String(decoding: rest[index + 1...index + 2], as: UTF8.self), radix: 16)
            {
                bytes.append(byte)
                index += 3
            } else {
                bytes.append(rest[index])
                index += 1
            }
        }
        return bytes.contains(0) ? nil : PathText.decode(bytes)
    }

    /// The URI of an absolute path.
    public static func uri(_ path: String) -> String {
        let plain = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/".utf8)
        return "file://" + PathText.percentEncoded(path, keeping: plain.contains)
    }
}
