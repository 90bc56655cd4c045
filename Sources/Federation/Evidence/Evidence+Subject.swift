extension Evidence {
    /// The evidence, marked as collected for a server name.
    public func marked(as subject: String) -> Evidence {
        var marked = self
        for index in marked.dns.indices { marked.dns[index].circumstances.subject = subject }
        for index in marked.https.indices { marked.https[index].circumstances.subject = subject }
        for index in marked.tls.indices { marked.tls[index].circumstances.subject = subject }
        for index in marked.federation.indices { marked.federation[index].circumstances.subject = subject }
        return marked
    }

    /// The evidence for each server name, and with the key `nil` that for all.
    public var bySubject: [String?: Evidence] {
        var parts: [String?: Evidence] = [nil: empty]
        for entry in dns { parts[entry.circumstances.subject, default: empty].dns.append(entry) }
        for entry in https { parts[entry.circumstances.subject, default: empty].https.append(entry) }
        for entry in tls { parts[entry.circumstances.subject, default: empty].tls.append(entry) }
        for entry in federation { parts[entry.circumstances.subject, default: empty].federation.append(entry) }
        return parts
    }

    /// The evidence followed by other evidence.
    public func joined(with other: Evidence) -> Evidence {
        var joined = self
        joined.dns += other.dns
        joined.https += other.https
        joined.tls += other.tls
        joined.federation += other.federation
        return joined
    }

    private var empty: Evidence {
        var empty = Evidence()
        empty.collected = collected
        return empty
    }
}
