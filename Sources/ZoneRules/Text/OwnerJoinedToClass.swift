import DNS
import Diagnostics
import ZoneFile

/// Z147: an owner with the class behind it, without a space.
enum OwnerJoinedToClass: ZoneRule {
    static let info = RuleInfo(
        "Z147",
        "owner-joined-to-class",
        .warning,
        fix: .unsafe,
        summary: "an owner ends in the class, because the space between them is missing",
        page: RulePage(
            whatItChecks: """
                Reports owners that end in `IN` in capitals, such as `wwwIN`, if their record has no class, and the records \
                around it are written with the class `IN`. What is before it must be a usual name of a host, or a name that \
                occurs elsewhere in the zone. A host may be called `mailIN` where classes are not written.
                """,
            whyItMatters: """
                The class is optional. Name servers load the zone without a message, and publish the record at \
                `wwwin.example.com.`, so it is missing at the name that was meant.
                """,
            howToFix: "Put a space before `IN`.",
            references: ["RFC 1035 §5.1"]
        ),
        examples: [
            .bad("ftp IN A 192.0.2.9\n«wwwIN» A 192.0.2.10\nmail IN A 192.0.2.11\n"),
            .bad("ftp IN A 192.0.2.9\n«www.example.com.IN» 300 A 192.0.2.10\nmail IN A 192.0.2.11\n"),
            .good("ftp A 192.0.2.9\nmailIN A 192.0.2.10\nmailOUT A 192.0.2.11\nwww A 192.0.2.12\nnews A 192.0.2.13\n"),
            .good("ftp IN A 192.0.2.9\ncheckIN A 192.0.2.10\nmail IN A 192.0.2.11\n"),
            .good("BERLIN A 192.0.2.10\nmailIN IN A 192.0.2.11\n"),
        ]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        let zone = context.zone
        guard zone.recordFlags.contains(.ownerEndsInClass) else { return }
        for (id, record) in zone.records.enumerated() where record.flags.contains(.ownerEndsInClass) {
            let source = zone.sources[Int(record.source)]
            guard let owner = joinedOwner(at: Int(record.start), in: source), !source.isGenerated,
                !hasClass(id, zone), isHost(source.text(in: owner).dropLast(2), id, zone)
            else { continue }
            let others = (max(0, id - 3)..<min(zone.records.count, id + 4)).filter {
                $0 != id && zone.records[$0].source == record.source
            }
            guard others.count > 1, others.count(where: { hasClass($0, zone) }) * 3 >= others.count * 2 else {
                continue
            }
            findings.report(isJoined(context, id, SourceSpan(source, owner)))
        }
    }

    /// The first word of the entry, if it ends in `IN` after a small letter, a digit or a dot.
    private static func joinedOwner(at start: Int, in source: SourceFile) -> Range<Int>? {
        var end = start
        while end < source.count, source[end] > 0x20, source[end] != UInt8(ascii: ";") { end += 1 }
        guard end - start > 2, source[end - 1] == UInt8(ascii: "N"), source[end - 2] == UInt8(ascii: "I") else {
            return nil
        }
        let before = source[end - 3]
        let isAfterName = before &- 0x61 < 26 || before &- 0x30 < 10 || before == UInt8(ascii: ".")
        return isAfterName ? start..<end : nil
    }

    /// Whether the text before the class is certainly a name of its own: `checkIN` and `berlIN` may be words.
    private static func isHost(_ text: Substring, _ id: RecordID, _ zone: Zone) -> Bool {
        if text.hasSuffix(".") || text.last?.isNumber ?? false || usual.contains(text.lowercased()) { return true }
        guard let name = Name(String(text), origin: zone.names.name(zone.origin(inForceAt: id))) else { return false }
        return zone.names.find(name) != nil
    }

    private static let usual: Set = [
        "www", "ftp", "mail", "smtp", "imap", "pop", "pop3", "webmail", "mx", "ns", "dns", "vpn", "web", "api", "cdn",
        "dev", "test", "blog", "shop", "git", "db", "matrix", "chat", "localhost", "router", "gateway", "server",
    ]

    /// Whether the class is written in front of the type.
    private static func hasClass(_ id: RecordID, _ zone: Zone) -> Bool {
        let record = zone.records[id]
        let source = zone.sources[Int(record.source)]
        let text = source.text(in: Int(record.start)..<Int(record.rdata))
        let words = text.split(whereSeparator: \.isWhitespace).dropFirst(record.flags.contains(.inheritsOwner) ? 0 : 1)
        return words.contains { $0.uppercased() == "IN" }
    }
}

// MARK: - Messages

extension OwnerJoinedToClass {
    private static func isJoined(_ context: ZoneContext, _ id: RecordID, _ owner: SourceSpan) -> Finding {
        let name = String(owner.text.dropLast(2))
        let end = owner.range.upperBound - 2
        return Finding(
            info,
            "a space is missing in \(Words.quoted(owner.text))",
            at: LabelledSpan(owner, "read as the owner, without a class"),
            why: "servers publish the record at \(context.quoted(context.zone.records[id].owner))",
            help: "write \(Words.quoted("\(name) IN"))",
            fixes: [
                Fix("put a space before `IN`", .unsafe, [Edit(replace: SourceSpan(owner.source, end..<end), with: " ")])
            ],
            subject: context.subject(of: id)
        )
    }
}
