import Federation

extension FederationEntry {
    /// Why a response to a request for the version has none, or `nil` if it has one.
    var versionTrouble: String? {
        guard isSuccess else { return failureText }
        // A response that was recorded without its body counts as valid.
        guard let body else { return nil }
        guard let document = try? JSONReader.read(Array(body.utf8)) else { return "the body is not JSON" }
        return document["server"]?["name"]?.string == nil ? "the document does not name the software" : nil
    }

    /// The state of such a response, with a fixed word for tables and scripts.
    var versionState: AddressOutcome.State {
        guard isSuccess else { return .failed(failureText) }
        return versionTrouble == nil ? .ok : .failed("no-version")
    }
}
