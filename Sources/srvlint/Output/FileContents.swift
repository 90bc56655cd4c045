/// What a file is to hold: as one piece, or in pieces where it may not fit into memory.
struct FileContents {
    typealias Append = ([UInt8]) throws(WritingFailure) -> Void

    /// Gives the pieces in their order; it may be asked again.
    let each: (Append) throws(WritingFailure) -> Void

    init(_ bytes: [UInt8]) {
        each = { append throws(WritingFailure) in try append(bytes) }
    }

    init(pieces: @escaping (Append) throws(WritingFailure) -> Void) {
        each = pieces
    }
}
