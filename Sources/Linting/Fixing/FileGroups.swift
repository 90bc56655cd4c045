/// Groups of files that belong together: a union-find structure.
struct FileGroups {
    private var leaders: [String: String] = [:]

    /// Merges the files and their groups into one group.
    mutating func join(_ files: Set<String>) {
        guard let first = files.first else { return }
        let leader = leader(of: first)
        for file in files.dropFirst() { leaders[self.leader(of: file)] = leader }
    }

    /// The groups, in no particular order.
    var all: [[String]] {
        var groups = self
        var members: [String: [String]] = [:]
        for file in leaders.keys { members[groups.leader(of: file), default: []].append(file) }
        return Array(members.values)
    }

    private mutating func leader(of file: String) -> String {
        var leader = file
        while let next = leaders[leader], next != leader { leader = next }
        // Compresses the path.
        var file = file
        while file != leader {
            let next = leaders[file] ?? leader
            leaders[file] = leader
            file = next
        }
        leaders[leader] = leader
        return leader
    }
}
