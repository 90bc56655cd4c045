import DNS
import ZoneFile

/// A name with an `@` that does not mean the origin, because it is not the whole name (RFC 1035 §5.1).
struct AtSignName {
    enum Kind: Equatable {
        /// `www.@`
        case atEnd
        /// `@.`, `@.example.com.` and `www.@.example.com.`
        case label
        /// `@example.com.`
        case prefix
        /// `@IN` or `@3600` in front of the other fields of a record.
        case noSpace
        /// `user@example.com.`
        case address
    }

    let kind: Kind
    /// What was probably meant.
    let corrected: String

    /// - Returns: `nil` if the name has no `@`, or only an escaped one, or is nothing else than `@`.
    init?(_ text: String) {
        guard text.utf8.count > 1, let at = Self.position(in: text) else { return nil }
        let (before, after) = (String(text[..<at]), String(text[text.index(after: at)...]))
        // One `@` can be explained.
        guard Self.position(in: after) == nil else { return nil }
        let isLabelStart = before.isEmpty || before.hasSuffix(".") && !before.hasSuffix("\\.")
        let rest = after.hasPrefix(".") ? String(after.dropFirst()) : after
        switch (isLabelStart, after.isEmpty, after.hasPrefix(".")) {
        case (true, true, _): (kind, corrected) = (.atEnd, String(before.dropLast()))
        case (true, false, true):
            kind = .label
            // `@._sip._tcp` is below the origin.
            corrected =
                before.isEmpty && rest.isEmpty
                ? "@" : rest.hasPrefix("_") && !rest.hasSuffix(".") ? before + rest : before + Self.whole(rest)
        case (true, false, false) where before.isEmpty:
            let isField = Self.isField(after)
            (kind, corrected) = isField ? (.noSpace, "@ \(after)") : (.prefix, Self.whole(after))
        case (false, false, false):
            kind = .address
            corrected = Self.address(before[...], Self.whole(after)[...])
        default: return nil
        }
        // `@#` would begin a comment of another language without its `@`.
        guard !corrected.hasPrefix("#"), !corrected.hasPrefix("/") else { return nil }
        guard kind == .noSpace || corrected == "@" || Name(corrected) != nil else { return nil }
    }

    /// Whether the `@` was meant as the origin, wherever the name is.
    var isMistake: Bool { kind == .atEnd || kind == .label || kind == .prefix }

    /// Whether the target of an NS, CNAME, DNAME, PTR, MX or SRV record has one that was meant as the origin, or the mail server of
    /// an MX record is a mail address.
    static func isInTarget(of id: RecordID, in zone: Zone) -> Bool {
        zone.names.contains(UInt8(ascii: "@"), in: zone.records[id].target)
            && DottedName.target(of: id, in: zone).flatMap { AtSignName($0.text) }?
                .isMistake(inTargetOf: zone.records[id].type) ?? false
    }

    func isMistake(inTargetOf type: RecordType) -> Bool { isMistake || kind == .address && type == .mx }

    /// The name of a mailbox: the dots before the `@` belong to its first label (RFC 1035 §8).
    static func address(_ local: Substring, _ domain: Substring) -> String {
        let label = local.contains("\\") ? String(local) : String(local.replacing(".", with: "\\."))
        return "\(label).\(domain)"
    }

    /// The first `@` without a backslash.
    private static func position(in text: String) -> String.Index? {
        var isEscaped = false
        for index in text.indices {
            if text[index] == "@", !isEscaped { return index }
            isEscaped = text[index] == "\\" && !isEscaped
        }
        return nil
    }

    /// The name with its final dot, if it has several labels: what follows an `@` is written in full.
    private static func whole(_ name: String) -> String {
        name.contains(".") && !name.hasSuffix(".") ? name + "." : name
    }

    /// Whether the text is a class or a TTL. A type would have to be followed by its data, and not by another type.
    private static func isField(_ text: String) -> Bool {
        if text.utf8.allSatisfy({ $0 &- 0x30 < 10 }) { return true }
        var copy = text
        return copy.withUTF8 { RecordClass(mnemonic: $0) != nil }
    }
}
