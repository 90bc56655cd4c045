import DNS
import Diagnostics
import Federation
import ZoneFile

/// An address that peers meet on their way to a server.
struct UsedAddress {
    /// The host that has it, as messages write it.
    let host: String
    let address: IPAddress
    /// The record that says so; `nil` where the address itself is named.
    let record: AnswerRecord?
    let use: Use

    enum Use {
        case connection
        /// The well-known document is fetched from it.
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

extension DelegationContext {
    /// The addresses that connections go to, and those of the host of the well-known document where somebody named the
    /// server: a host that has SRV records only need not be a server name.
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

    /// A finding about an address in use, at its record, at `m.server`, or at what names the server.
    func finding(
        _ rule: RuleInfo,
        _ message: String,
        about used: UsedAddress,
        _ label: String,
        why: String,
        help: String,
        severity: Severity? = nil
    ) -> Finding {
        var place: LabelledSpan?
        var source: FactSource?
        if let record = used.record {
            if let written = self.place(of: record) {
                let fields = written.zone.fields(of: written.record)
                place = LabelledSpan((fields.rdata.first ?? fields.type).span, label)
            } else {
                source = evidence.entry(Question(record.owner, record.type)).map(FactSource.init)
            }
        } else if let document = serverDocument, let value = document.serverValue, delegated != nil {
            place = document.place(value.range, label)
            source = document.source
        } else {
            place = anchor(label)
        }
        return Finding(
            rule, message, at: place, why: why, help: help, severity: severity, subject: subject, source: source)
    }
}
