import DNS
import Federation

/// A well-known document on another host than the server name, where no peer requests it.
struct MisplacedDocument {
    let entry: HTTPSEntry
    /// The host that serves it: the one that it delegates to, or the `www` host of the server name.
    let host: String
    let delegated: ServerName
}

extension ServerContext {
    /// The documents on delegated hosts that delegate to themselves, and on the `www` host, which is hardly a server name, if the
    /// server name has no usable document.
    var misplacedDocuments: [MisplacedDocument] {
        guard let host = delegatingHost?.lowercased(), isWithoutWellKnown, input.wellKnown == nil else { return [] }
        return (input.evidence?.https ?? []).compactMap { entry in
            guard let parts = URLParts(entry.url), parts.host != host, parts.path == "/.well-known/matrix/server",
                parts.host.hasSuffix(".\(host)") || serviceTargets(of: host).contains(parts.host),
                let value = ServerDocumentView(fetched: entry)?.serverValue?.string, let name = try? ServerName(value),
                case .name(let delegated) = name.host,
                delegated.lowercased() == parts.host || parts.host == "www.\(host)"
            else { return nil }
            return MisplacedDocument(entry: entry, host: parts.host, delegated: name)
        }
    }

    private func serviceTargets(of host: String) -> Set<String> {
        let records = MatrixService.allCases.flatMap { services($0, at: host)?.records ?? [] }
        return Set(records.compactMap { $0.service?.target.description.routeName })
    }
}
