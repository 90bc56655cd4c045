import Diagnostics
import Federation

extension ServerContext {
    /// What an invalid `m.server` leads to. Implementations differ in which values they refuse, so the routes decide it.
    var consequenceOfInvalidValue: String {
        let failing = likelyRoutes?.all.filter { $0.implementation.kind == .homeserver && $0.route.outcome == .failed }
        guard let names = failing?.map(\.implementation.shortTitle), !names.isEmpty else {
            return "implementations read such a value differently, so they may connect to different hosts"
        }
        return "discovery fails in \(Words.list(names)), so \(names.count == 1 ? "it" : "they") cannot reach the server"
    }
}
