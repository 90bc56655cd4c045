import DNS
import Diagnostics
import Federation
import ZoneFile

/// An address that peers use to reach a server.
struct UsedAddress {
    /// The host that has it, without a final dot.
    let host: String
    let address: IPAddress
    /// The address record, or `nil` if the address itself is named.
    let record: AnswerRecord?
    let use: Use

    enum Use {
        case connection
        /// Peers fetch the well-known document from it.
        case document
    }

    /// "peers connect to `matrix.example.com`".
    var words: String {
        switch use {
        case .connection: "peers connect to `\(host)`"
        case .document: "the well-known document is fetched from `\(host)`"
        }
    }
}

extension ServerContext {
    /// The addresses that peers connect to, and those of the well-known document's host if the user named the server.
    ///
    /// A host that only has SRV records may not be a server name.
    var usedAddresses: [UsedAddress] {
        shared.usedAddresses { findUsedAddresses() }
    }

    private func findUsedAddresses() -> [UsedAddress] {
        var used: [UsedAddress] = []
        var hosts: Set<String> = []
        func add(_ host: String, _ use: UsedAddress.Use) {
            let shown = host.trimmingFinalDot
            guard hosts.insert(shown.lowercased()).inserted else { return }
            if let address = IPAddress(host) {
                used.append(UsedAddress(host: shown, address: address, record: nil, use: use))
                return
            }
            guard let name = Name(host) else { return }
            for type in [RecordType.a, .aaaa] {
                for record in evidence.answer(Question(name, type)).records {
                    guard let address = record.address else { continue }
                    used.append(UsedAddress(host: shown, address: address, record: record, use: use))
                }
            }
        }
        for destination in likelyRoutes?.specification.destinations ?? [] { add(destination.host, .connection) }
        if input.isGiven, let host = delegatingHost { add(host, .document) }
        return used
    }

    /// Creates a finding about a used address, at its record, at `m.server`, or where the server is named.
    ///
    /// - Parameter isAboutHost: Whether it is about this host only, so that it matters only if peers get there.
    func finding(
        _ rule: RuleInfo,
        _ message: String,
        about used: UsedAddress,
        _ label: String,
        why: String,
        help: String,
        severity: Severity? = nil,
        isAboutHost: Bool = true
    ) -> Finding {
        var place: LabelledSpan?
        var source: FactSource?
        if let record = used.record {
            if let written = self.location(of: record) {
                let fields = written.zone.fields(of: written.record)
                place = LabelledSpan((fields.rdata.first ?? fields.type).span, label)
            } else {
                source = evidence.entry(Question(record.owner, record.type)).map(FactSource.init)
            }
        } else if let document = serverDocument, let value = document.serverValue, delegated != nil {
            place = document.place(value.range, label)
            source = document.source
        } else {
            place = fallbackSpan(label)
        }
        return Finding(
            rule, message, at: place, why: why, help: help, severity: severity, subject: subject, source: source,
            route: RoutePosition(isAboutHost ? .host(used.host.routeName) : nil))
    }
}
