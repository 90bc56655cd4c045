import DNS
import Federation
import ZoneFile

// SRV records (RFC 2782), and those of Matrix.

extension RecordDataWords {
    var service: [String] {
        let names = zone.names
        let transport = names.parent(of: record.owner)
        let host = names.text(names.parent(of: transport)).trimmingFinalDot
        let server = QuotedText.inline(host)
        if record.target == .root { return ["The service is not available at \(server) (RFC 2782)."] }
        let destination = "\(target) port \(record.port)"
        let order =
            "Priority \(record.priority): targets with a lower number are tried first. Weight \(record.weight): the share "
            + "among targets of the same priority."
        guard let matrix else { return ["The service is at \(destination).", order] }
        var sentences = routes(host).flatMap { route in
            RouteWords(
                route: route, service: matrix, host: host, target: names.text(record.target), port: record.port
            ).sentences
        }
        if sentences.isEmpty {
            sentences = [
                "Matrix servers connect to \(destination) for the server name \(server), unless its well-known document "
                    + "delegates to another one.",
                "The certificate must be valid for \(server), because an SRV record does not authenticate its target.",
            ]
        }
        sentences.append(order)
        if matrix == .legacy {
            sentences.append("`_matrix._tcp` is deprecated: servers look up `_matrix-fed._tcp` first.")
        }
        return sentences
    }

    /// The service, if it is one of Matrix.
    private var matrix: MatrixService? {
        func label(_ name: NameID) -> String {
            String(decoding: zone.names.label(of: name), as: UTF8.self).lowercased()
        }
        guard label(zone.names.parent(of: record.owner)) == "_tcp" else { return nil }
        return MatrixService(rawValue: label(record.owner))
    }
}
