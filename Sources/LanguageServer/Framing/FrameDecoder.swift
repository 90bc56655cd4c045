/// Splits a stream of bytes into the contents of messages (LSP 3.17, "Base Protocol").
///
/// A client may write a message in any number of pieces. A header that is wrong never ends the stream: the decoder continues at
/// the next `Content-Length`.
public struct FrameDecoder: Sendable {
    /// What the stream contains.
    public enum Frame: Equatable, Sendable {
        case content([UInt8])
        /// A header without a usable length, or content larger than the limit. The text says which.
        case unusable(String)
    }

    private var buffer: [UInt8] = []
    /// Whether the bytes up to the next header belong to no message, which is reported once.
    private var isLost = false
    private let limit: Int

    /// The longest header that is searched for its end.
    private static let headerLimit = 64 << 10
    private static let lengthField = Array("content-length:".utf8)

    /// - Parameter limit: the largest content that is read, in bytes. Larger content is dropped as it arrives, up to the next
    ///   header: JSON escapes line feeds in strings, so no content has one, and a client may announce more than it sends.
    public init(limit: Int = 256 << 20) { self.limit = limit }

    /// The frames that `bytes` completes.
    public mutating func append(_ bytes: [UInt8]) -> [Frame] {
        buffer += bytes
        var frames: [Frame] = []
        var start = 0
        while let end = headerEnd(from: start) {
            guard let length = Self.length(in: buffer[start..<end]) else {
                lose("header without a Content-Length", &frames)
                start = end
                continue
            }
            if length > limit {
                isLost = false
                lose("Content-Length \(length) exceeds the limit of \(limit) bytes", &frames)
                start = end
                continue
            }
            guard buffer.count - end >= length else { break }
            isLost = false
            frames.append(.content(Array(buffer[end..<end + length])))
            start = end + length
        }
        buffer.removeFirst(start)
        if headerEnd(from: 0) == nil, buffer.count > Self.headerLimit {
            lose("header longer than \(Self.headerLimit) bytes", &frames)
            buffer.removeFirst(buffer.count - Self.lengthField.count - 32)
        }
        return frames
    }

    private mutating func lose(_ reason: String, _ frames: inout [Frame]) {
        if !isLost { frames.append(.unusable(reason)) }
        isLost = true
    }

    /// The offset after the empty line that ends a header.
    private func headerEnd(from start: Int) -> Int? {
        var index = start
        while index + 4 <= buffer.count {
            if buffer[index] == 0x0D, buffer[index + 1] == 0x0A, buffer[index + 2] == 0x0D, buffer[index + 3] == 0x0A {
                return index + 4
            }
            index += 1
        }
        return nil
    }

    /// The last length in a header. It is searched anywhere, because the rest of a message whose length was too small precedes it.
    private static func length(in header: ArraySlice<UInt8>) -> Int? {
        let lower = header.map { 0x41...0x5A ~= $0 ? $0 | 0x20 : $0 }
        guard lower.count >= lengthField.count else { return nil }
        for start in stride(from: lower.count - lengthField.count, through: 0, by: -1)
        where lower[start..<start + lengthField.count].elementsEqual(lengthField) {
            let value = lower[(start + lengthField.count)...].drop { $0 == 0x20 || $0 == 0x09 }
            let digits = value.prefix { 0x30...0x39 ~= $0 }
            let rest = value.dropFirst(digits.count).drop { $0 == 0x20 || $0 == 0x09 }
            guard !digits.isEmpty, rest.first == 0x0D else { return nil }
            // Nothing that is longer than any integer can be skipped either.
            return Int(String(decoding: digits, as: UTF8.self))
        }
        return nil
    }

    /// The bytes of a message with its header.
    public static func encode(_ content: String) -> [UInt8] {
        Array("Content-Length: \(content.utf8.count)\r\n\r\n\(content)".utf8)
    }
}
