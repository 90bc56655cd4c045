import Federation

extension Lab {
    /// Returns for each server why Synapse did not get its keys, or `nil` if it did.
    public func synapseResults(within seconds: Double = 150) throws(ProgramError) -> [String: String?] {
        do {
            try wait(for: "", in: "results", seconds: seconds)
        } catch {
            throw ProgramError("Synapse did not judge within \(Int(seconds)) seconds\n\(logs)")
        }
        var results: [String: String?] = [:]
        for line in TemporaryFolder.text(ofFile: folder.path(of: "results")).split(separator: "\n") {
            guard let value = try? JSONReader.read(Array(line.utf8)), let name = value["serverName"]?.string else {
                throw ProgramError("judge.py says: \(line)")
            }
            results[name] = .some(value["error"]?.string)
        }
        return results
    }
}
