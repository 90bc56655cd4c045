import DNS
import ZoneFile

/// The kind of a TXT record about mail, by its beginning, and the name at which readers look it up.
enum MailRecordName: Sendable, Equatable {
    case dmarc, dkim, mtaSTS, tlsReporting

    /// The kind of a record whose text begins with the version of one.
    init?(beginning bytes: UnsafeBufferPointer<UInt8>) {
        guard bytes.hasFoldedPrefix("v=") else { return nil }
        if bytes.hasFoldedPrefix("v=DMARC1") {
            self = .dmarc
        } else if bytes.hasFoldedPrefix("v=DKIM1") {
            self = .dkim
        } else if bytes.hasFoldedPrefix("v=STSv1") {
            self = .mtaSTS
        } else if bytes.hasFoldedPrefix("v=TLSRPTv1") {
            self = .tlsReporting
        } else {
            return nil
        }
    }

    /// The labels in front of the domain; DKIM has a selector before them.
    var labels: String {
        switch self {
        case .dmarc: "_dmarc"
        case .dkim: "_domainkey"
        case .mtaSTS: "_mta-sts"
        case .tlsReporting: "_smtp._tls"
        }
    }

    var noun: String {
        switch self {
        case .dmarc: "DMARC record"
        case .dkim: "DKIM key"
        case .mtaSTS: "MTA-STS record"
        case .tlsReporting: "TLS reporting record"
        }
    }

    /// The name that was meant instead of an owner at which no reader looks for the record.
    ///
    /// An owner that does not resemble the right one may be the target of an alias in another zone.
    ///
    /// - Parameter own: the labels of the owner below the apex, in lower case.
    /// - Returns: the name below the apex; `nil` if the owner is correct, or may be.
    func meant(insteadOf own: [String]) -> String? {
        switch self {
        case .dmarc: meant(own, label: "_dmarc")
        case .mtaSTS: meant(own, label: "_mta-sts")
        case .tlsReporting:
            if own.contains("_tls") && own.contains("_smtp") {
                own.starts(with: ["_tls", "_smtp"]) ? Self.joined(["_smtp", "_tls"] + own.dropFirst(2)) : nil
            } else if own.isEmpty {
                labels
            } else {
                ["smtptls", "tlssmtp", "smtp", "tls", "tlsrpt"].contains(Self.letters(own[0]))
                    ? Self.joined(
                        ["_smtp", "_tls"] + own.drop { ["smtp", "tls"].contains(Self.letters($0)) || $0 == own[0] })
                    : nil
            }
        case .dkim: meantKey(own)
        }
    }

    private func meant(_ own: [String], label: String) -> String? {
        // `mail._dmarc`, in front of the label in place of behind it. Vendors have such names as the targets of aliases.
        if own.count > 1, let index = own.firstIndex(of: label), index > 0, !own.contains("_report") {
            return Self.joined([label] + own[..<index] + own[(index + 1)...])
        }
        guard !own.contains(label) else { return nil }
        guard let first = own.first else { return label }
        guard Self.isSimilar(first, to: label) else { return nil }
        return Self.joined([label] + own.dropFirst())
    }

    private func meantKey(_ own: [String]) -> String? {
        guard let first = own.first else { return "selector._domainkey" }
        if let index = own.firstIndex(of: "_domainkey") {
            return index == 0 ? Self.joined(["selector"] + own) : nil
        }
        if let index = own.firstIndex(where: { Self.isSimilar($0, to: "_domainkey") }) {
            let selector = index == 0 ? ["selector"] : Array(own[..<index])
            return Self.joined(selector + ["_domainkey"] + own[(index + 1)...])
        }
        // `s1_domainkey`, `s1-domainkey`
        guard first.hasSuffix("domainkey") else { return nil }
        var selector = first.dropLast("domainkey".count)
        while let last = selector.last, "_-".contains(last) { selector.removeLast() }
        return selector.isEmpty ? nil : Self.joined([String(selector), "_domainkey"] + own.dropFirst())
    }

    /// Whether a label differs from the right one only in characters other than letters, or in one or two letters.
    private static func isSimilar(_ label: String, to right: String) -> Bool {
        letters(label) == letters(right)
            || label.hasPrefix("_") && Spelling.distance(Array(label.utf8.prefix(64)), Array(right.utf8)) <= 2
    }

    private static func letters(_ label: String) -> String { label.filter { $0.isASCII && $0.isLetter } }

    private static func joined(_ labels: [String]) -> String { labels.joined(separator: ".") }
}
