import LanguageServer
import Testing

@Suite("Frames of the language server")
struct FrameDecoderTests {
    private func frame(_ text: String) -> [UInt8] { FrameDecoder.encode(text) }
    private func content(_ text: String) -> FrameDecoder.Frame { .content(Array(text.utf8)) }

    @Test("Messages may arrive in any pieces", arguments: 1...9)
    func pieces(size: Int) {
        let stream = frame("{}") + frame(#"{"ü":"𝄞"}"#) + frame("") + frame("[1]")
        var decoder = FrameDecoder()
        var frames: [FrameDecoder.Frame] = []
        for start in stride(from: 0, to: stream.count, by: size) {
            frames += decoder.append(Array(stream[start..<min(start + size, stream.count)]))
        }
        #expect(frames == [content("{}"), content(#"{"ü":"𝄞"}"#), content(""), content("[1]")])
    }

    @Test("Other header fields and any case are read")
    func fields() {
        var decoder = FrameDecoder()
        let header = "Content-Type: application/vscode-jsonrpc; charset=utf-8\r\ncontent-length:  2 \r\n\r\n{}"
        #expect(decoder.append(Array(header.utf8)) == [content("{}")])
    }

    @Test("A header of two gigabytes neither allocates nor swallows the messages after it")
    func huge() {
        var decoder = FrameDecoder()
        let frames = decoder.append(Array("Content-Length: 2147483648\r\n\r\n{".utf8) + frame("{}"))
        #expect(frames.count == 2)
        #expect(frames.first == .unusable("Content-Length 2147483648 exceeds the limit of 268435456 bytes"))
        #expect(frames.last == content("{}"))
    }

    @Test(
        "After a wrong header the next message is read",
        arguments: [
            "Content-Length: x\r\n\r\n", "Content-Length: -5\r\n\r\n", "X: 1\r\n\r\n", "\r\n\r\n",
            "Content-Length: 99999999999999999999\r\n\r\n", "Content-Length: 2 3\r\n\r\n",
        ])
    func wrong(header: String) {
        var decoder = FrameDecoder()
        #expect(decoder.append(Array(header.utf8)) == [.unusable("header without a Content-Length")])
        #expect(decoder.append(frame("{}")) == [content("{}")])
    }

    @Test("A length that is too small loses one message only")
    func tooSmall() {
        var decoder = FrameDecoder()
        let frames = decoder.append(Array("Content-Length: 3\r\n\r\n{\"a\":1}".utf8) + frame("{}"))
        #expect(frames == [content("{\"a"), content("{}")])
    }

    @Test("Text without headers is dropped, not collected")
    func endless() {
        var decoder = FrameDecoder()
        var frames: [FrameDecoder.Frame] = []
        for _ in 0..<40 { frames += decoder.append([UInt8](repeating: 0x61, count: 8192)) }
        #expect(frames == [.unusable("header longer than 65536 bytes")])
        #expect(decoder.append(frame("{}")) == [content("{}")])
    }
}
