import DNS

/// The properties of a DNS message with any octets: it is refused, or every record in it is complete, and its text is safe
/// to print and reads back to the same octets.
public enum PacketCheck {
    /// The property that the message violates, if any.
    public static func violation(_ bytes: [UInt8]) -> String? {
        guard let message = Message(bytes) else { return nil }
        guard message.size == bytes.count else { return "\(message.size) octets of \(bytes.count)" }
        for question in message.questions {
            guard let again = Query(question).encoded().flatMap({ Message($0) }) else {
                return "the question \(question) cannot be asked"
            }
            guard again.questions == [question] else { return "\(question) is asked as \(again.questions)" }
        }
        for error in message.extendedErrors where error.text.utf8.count > 3 * bytes.count {
            return "an extended error of \(error.text.utf8.count) bytes"
        }
        for record in message.answer + message.authority + message.additional {
            if let text = violation(record) { return "\(record.type): \(text)" }
        }
        return nil
    }

    private static func violation(_ record: ResourceRecord) -> String? {
        let line = record.description
        guard line.utf8.allSatisfy({ (0x20...0x7E).contains($0) }) else { return "prints as \(line.debugDescription)" }
        guard Name(record.owner.description) == record.owner else { return "owner \(record.owner) does not read back" }
        if case .other = record.content, [.a, .aaaa, .srv, .soa, .cname, .ns, .mx].contains(record.type) {
            return "\(line) has no content"
        }
        let text = Array(record.rdataText.utf8)
        // Meta-types are never in a zone file.
        if record.type.isMeta { return nil }
        return text.withUnsafeBufferPointer { bytes in
            var coder = RDATACoder()
            let problem = RDATACheck.split(bytes).withUnsafeBufferPointer {
                coder.encode(record.type, fields: $0, origin: nil)
            }
            if let problem { return "\(record.rdataText) is refused: \(problem)" }
            return coder.wire == record.rdata ? nil : "\(record.rdataText) does not read back"
        }
    }
}
