/// The new contents of a file: in one piece, or in pieces if they may not fit into memory.
struct FileContents {
    typealias Append = ([UInt8]) throws(WritingFailure) -> Void

    /// Passes the pieces on in order. It may be called repeatedly.
    let each: (Append) throws(WritingFailure) -> Void

    init(_ bytes: [UInt8]) {
        each = { append throws(WritingFailure) in try append(bytes) }
    }

    init(pieces: @escaping (Append) throws(WritingFailure) -> Void) {
        each = pieces
    }
}
