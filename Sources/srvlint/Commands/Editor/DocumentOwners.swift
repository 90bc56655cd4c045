/// The zones to which a well-known document or certificate belongs.
enum DocumentOwners {
    /// Returns the zone files whose configuration names the document at `path`.
    static func zones(of path: String, among files: [String]) -> [String] {
        files.filter { file in
            let found = try? ConfigurationFile.find(near: file)
            guard let found, let configuration = try? ConfigurationFile.load(found: found, base: nil),
                let entry = configuration.entry(for: file)
            else { return false }
            return ConfiguredDocuments.paths(of: entry).contains { AbsolutePath.resolve($0).text == path }
        }
    }
}
