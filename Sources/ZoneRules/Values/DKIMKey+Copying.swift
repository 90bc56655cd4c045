// Commas between tags, and the lines of a file that were copied with a key.

extension DKIMKey {
    /// The first comma between tags, and the value with semicolons in place of all of them, if that is a valid key.
    static func commas(_ value: [UInt8]) -> (first: Int, meant: String)? {
        // A comma is in no tag of a key but `n`.
        guard let first = value.firstIndex(of: UInt8(ascii: ",")), !value.contains(UInt8(ascii: ";")) else {
            return nil
        }
        let meant = value.map { $0 == UInt8(ascii: ",") ? UInt8(ascii: ";") : $0 }
        let list = TagList(meant)
        guard list.tag("p") != nil, list.tag("n") == nil, DKIMKey(meant)?.problems.isEmpty ?? false else { return nil }
        return (first, String(decoding: meant, as: UTF8.self))
    }

    /// The lines around a key in its file: `-----BEGIN PUBLIC KEY-----`.
    static func fileLines(in value: [UInt8]) -> [Range<Int>] {
        let dashes = Array("-----".utf8)
        var marks: [Int] = []
        var at = 0
        while at + dashes.count <= value.count {
            guard value[at..<at + dashes.count].elementsEqual(dashes) else {
                at += 1
                continue
            }
            marks.append(at)
            at += dashes.count
        }
        guard marks.count.isMultiple(of: 2) else { return [] }
        return stride(from: 0, to: marks.count, by: 2).map { marks[$0]..<marks[$0 + 1] + dashes.count }
    }
}
