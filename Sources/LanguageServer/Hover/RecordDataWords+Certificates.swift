// The records that say which certificates are valid: CAA (RFC 8659) and TLSA (RFC 6698).

extension RecordDataWords {
    var authorization: [String] {
        let value = text(2)
        let authority = value.split(separator: ";").first.map { $0.trimmingSpaces } ?? ""
        let isCritical = (UInt8(text(0)) ?? 0) & 0x80 != 0
        var sentences: [String] = []
        switch text(1).lowercased() {
        case "issue" where authority.isEmpty: sentences.append("No certificate authority may issue certificates.")
        case "issue": sentences.append("\(QuotedText.inline(authority)) may issue certificates.")
        case "issuewild" where authority.isEmpty:
            sentences.append("No certificate authority may issue wildcard certificates.")
        case "issuewild": sentences.append("\(QuotedText.inline(authority)) may issue wildcard certificates.")
        case "iodef": sentences.append("Authorities report requests that they refuse to \(QuotedText.inline(value)).")
        default: break
        }
        if isCritical { sentences.append("An authority that does not know the tag must not issue (critical).") }
        return sentences
    }

    var association: [String] {
        let usages = [
            "0": "a certificate authority that must be in the chain, which must also be valid (PKIX-TA)",
            "1": "the certificate of the server, which must also be valid (PKIX-EE)",
            "2": "a certificate authority that is trusted for this service (DANE-TA)",
            "3": "the certificate of the server, which needs no authority (DANE-EE)",
        ]
        let selectors = ["0": "the whole certificate", "1": "its public key"]
        let matchings = ["0": "in full", "1": "by its SHA-256 hash", "2": "by its SHA-512 hash"]
        guard let usage = usages[text(0)], let selector = selectors[text(1)], let matching = matchings[text(2)] else {
            return []
        }
        return ["It names \(usage): \(selector), \(matching)."]
    }
}

extension Substring {
    fileprivate var trimmingSpaces: String {
        String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
}
