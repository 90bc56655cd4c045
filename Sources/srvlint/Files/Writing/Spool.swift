import Glibc

/// Text that is collected in an unnamed temporary file, outside memory, until a file is written atomically.
final class Spool {
    private var file: UnsafeMutablePointer<FILE>?

    private(set) var isEmpty = true

    func append(_ text: String) throws(WritingFailure) {
        guard !text.isEmpty else { return }
        if file == nil { file = tmpfile() }
        guard let file else { throw .system("it cannot be stored in a temporary file") }
        isEmpty = false
        var text = text
        let written = text.withUTF8 { fwrite($0.baseAddress, 1, $0.count, file) }
        guard written == text.utf8.count else { throw .system("it cannot be stored in a temporary file") }
    }

    /// Passes the text on in pieces.
    func each(_ append: FileContents.Append) throws(WritingFailure) {
        guard let file else { return }
        guard fflush(file) == 0, fseek(file, 0, SEEK_SET) == 0 else {
            throw .system("it cannot be stored in a temporary file")
        }
        var buffer = [UInt8](repeating: 0, count: 1 << 18)
        while true {
            let count = fread(&buffer, 1, buffer.count, file)
            if count == 0 { break }
            try append(count == buffer.count ? buffer : Array(buffer[..<count]))
        }
        guard ferror(file) == 0 else { throw .system("its temporary file cannot be read") }
    }

    deinit {
        if let file { fclose(file) }
    }
}
