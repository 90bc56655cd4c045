/// Files by the groups that belong together: a union-find structure.
struct FileGroups {
    private var leaders: [String: String] = [:]

    /// Puts files, and the groups they are in, into one group.
    mutating func join(_ files: Set<String>) {
        guard let first = files.first else { return }
        let leader = leader(of: first)
        for file in files.dropFirst() { leaders[self.leader(of: file)] = leader }
    }

    /// The groups, in no order.
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
