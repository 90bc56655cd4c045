/// The results of checks by the absolute path of the file.
struct CheckedFiles {
    private var byPath: [String: CheckedFile] = [:]
    /// The checked files that read a text of a zone, by the path of the text.
    private var readers: [String: Set<String>] = [:]

    var paths: Set<String> { Set(byPath.keys) }

    subscript(path: String) -> CheckedFile? { byPath[path] }

    mutating func set(_ result: CheckedFile, for path: String) {
        remove(path)
        byPath[path] = result
        for text in result.zoneFiles { readers[text, default: []].insert(path) }
    }

    mutating func keep(_ paths: Set<String>) {
        for path in byPath.keys.filter({ !paths.contains($0) }) { remove(path) }
    }

    private mutating func remove(_ path: String) {
        guard let result = byPath.removeValue(forKey: path) else { return }
        for text in result.zoneFiles {
            readers[text]?.remove(path)
            if readers[text]?.isEmpty == true { readers[text] = nil }
        }
    }

    /// Whether a file is a part of another zone that was checked, and not a zone itself. Of files that include each other,
    /// only one is.
    func isPart(_ path: String) -> Bool {
        (readers[path] ?? []).contains { other in
            other != path && (other < path || byPath[path]?.zoneFiles.contains(other) != true)
        }
    }

    /// The results that count, in the order of their paths.
    var results: [(path: String, result: CheckedFile)] {
        byPath.filter { !isPart($0.key) }.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }
}
