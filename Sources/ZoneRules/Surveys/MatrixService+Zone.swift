import DNS
import ZoneFile

extension MatrixService {
    /// The service whose SRV records are at `owner`, if it is `_matrix-fed._tcp` or `_matrix._tcp` of some name.
    public init?(of owner: NameID, in zone: Zone) {
        guard zone.names.withLabel(of: owner, { $0.hasFoldedPrefix("_matrix") }),
            zone.names.withLabel(of: zone.names.parent(of: owner), { $0.foldedEquals("_tcp") }),
            let service = MatrixService(label: zone.names.label(of: owner))
        else { return nil }
        self = service
    }

    init?(label: some Collection<UInt8>) {
        self.init(rawValue: String(decoding: label, as: UTF8.self))
    }

    /// The service that a label probably misspells; `nil` for the exact names and for other services.
    ///
    /// - Parameter label: In lower case, with its underscore.
    public static func intended(by label: [UInt8]) -> MatrixService? {
        // Hyphens and underscores are confused most often.
        let letters = label.filter { $0 != UInt8(ascii: "_") && $0 != UInt8(ascii: "-") }
        guard (5...24).contains(letters.count), letters.withUnsafeBufferPointer(mayBeIntended) else { return nil }
        let word = String(decoding: letters, as: UTF8.self)
        guard !others.contains(word), MatrixService(label: label) == nil else { return nil }
        let matrix = Array("matrix".utf8)
        if letters.starts(with: matrix) {
            let rest = Array(letters.dropFirst(matrix.count))
            if rest.isEmpty { return .legacy }
            if rest.starts(with: "fed".utf8) || Spelling.distance(rest, Array("fed".utf8)) <= 1 { return .federation }
        } else {
            if Spelling.distance(letters, Array("matrixfed".utf8)) <= 2 { return .federation }
            if Spelling.distance(letters, Array("matrixfederation".utf8)) <= 3 { return .federation }
        }
        return Spelling.distance(letters, matrix) <= 1 ? .legacy : nil
    }

    /// Other services that look like a misspelling.
    private static let others: Set<String> = ["metrix", "matrox", "matrixidentity", "matrixrtc", "matrixgw"]

    /// Whether ``intended(by:)`` may find a service for the label. The exact names are included.
    ///
    /// An edit removes at most one letter, so a word within a distance has all but as many letters of the other word. That
    /// is found without computing distances, which would take long for a hundred thousand owners.
    static func mayBeIntended(by label: UnsafeBufferPointer<UInt8>) -> Bool {
        var seen: UInt32 = 0
        for byte in label where byte &- UInt8(ascii: "a") < 26 { seen |= 1 << UInt32(byte - UInt8(ascii: "a")) }
        let missing = (matrix & ~seen).nonzeroBitCount
        guard missing <= 2 else { return false }
        return missing <= 1 || (matrixFed & ~seen).nonzeroBitCount <= 2
            || (matrixFederation & ~seen).nonzeroBitCount <= 3
    }

    // The letters of the services, and of the longer form of the first.
    private static let matrix = letters(of: "matrix")
    private static let matrixFed = letters(of: "matrixfed")
    private static let matrixFederation = letters(of: "matrixfederation")

    private static func letters(of word: String) -> UInt32 {
        word.utf8.reduce(0) { $0 | 1 << UInt32($1 - UInt8(ascii: "a")) }
    }
}
