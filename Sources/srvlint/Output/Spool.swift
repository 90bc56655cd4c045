import Glibc

/// Text that comes bit by bit and waits outside memory, in a file without a name, until a file is written as a whole.
final class Spool {
    private var file: UnsafeMutablePointer<FILE>?

    private(set) var isEmpty = true

    func append(_ text: String) throws(WritingFailure) {
        guard !text.isEmpty else { return }
        if file == nil { file = tmpfile() }
        guard let file else { throw .system("there is no room for it beforehand") }
        isEmpty = false
        var text = text
        let written = text.withUTF8 { fwrite($0.baseAddress, 1, $0.count, file) }
        guard written == text.utf8.count else { throw .system("there is no room for it beforehand") }
    }

    func each(_ append: FileContents.Append) throws(WritingFailure) {
        guard let file else { return }
        guard fflush(file) == 0, fseek(file, 0, SEEK_SET) == 0 else {
            throw .system("there is no room for it beforehand")
        }
        var buffer = [UInt8](repeating: 0, count: 1 << 18)
        while true {
            let count = fread(&buffer, 1, buffer.count, file)
            if count == 0 { break }
            try append(count == buffer.count ? buffer : Array(buffer[..<count]))
        }
        guard ferror(file) == 0 else { throw .system("it cannot be read again") }
    }

    deinit {
        if let file { fclose(file) }
    }
}
