/// A format other than that of zone files (RFC 1035 §5), in which names and addresses are also written.
public enum ForeignFormat: Hashable, Sendable, CaseIterable {
    // Text
    /// A certificate or a key.
    case pem
    /// What the programs `host` and `nslookup` print.
    case lookupOutput
    /// What `knotc zone-read` prints: each record after the name of its zone in brackets.
    case knotcOutput
    /// A unified diff.
    case patch
    /// Text in which a mail program put `>` before each line.
    case quotedMail
    /// Text with the number of each line before it, as `cat -n` prints it.
    case numberedLines
    case markdownTable
    /// The zone files of MaraDNS, in which each record ends with `~`.
    case maraDNS
    /// What `Get-DnsServerResourceRecord` of Windows prints.
    case powerShell
    /// Entries of a directory, in which Active Directory stores zones.
    case ldif
    case json, yaml, xml, html, sql, csv
    /// The source of djbdns' database: `+www.example.com:192.0.2.10:86400`.
    case tinydns
    /// `/etc/hosts`: an address and its names on each line.
    case hosts
    /// The configuration of BIND.
    case namedConfiguration
    /// `address=/example.com/192.0.2.10`
    case dnsmasq
    /// The commands of `nsupdate`.
    case nsupdate
    case terraform
    case dnsControl
    /// A template from which a zone file is made.
    case template

    // Binary
    /// Zones that named stores, unless `masterfile-format` is `text`.
    case bindRaw
    case bindJournal
    /// The memory of BIND (`rndc dumpdb`) or Unbound (`unbound-control dump_cache`), which has negative answers too.
    case dump
    case sqlite
    case gzip, otherCompression

    /// Returns the format of a file that is certainly not a zone file, and the text that shows it.
    ///
    /// Only the first lines are read. A file that begins with a directive or a record is a zone file, whatever follows, unless
    /// it is a template of one.
    static func recognize(_ source: SourceFile) -> (format: ForeignFormat, range: Range<Int>)? {
        if let format = bySignature(source.bytes) { return (format, 0..<1) }
        guard let first = FirstLine(source.bytes) else { return nil }
        if !first.isOfZoneFile {
            let head = FileHead(source, from: first.range.lowerBound)
            if let format = allCases.first(where: { $0.fits(head) }) { return (format, head.firstRange) }
        }
        return TemplatePlaceholder.first(in: source.bytes).map { (.template, $0) }
    }

    private static func bySignature(_ bytes: UnsafeBufferPointer<UInt8>) -> ForeignFormat? {
        let signatures: [(StaticString, ForeignFormat)] = [
            ("\u{0}\u{0}\u{0}\u{2}\u{0}\u{0}\u{0}", .bindRaw), ("\u{0}\u{0}\u{0}\u{3}\u{0}\u{0}\u{0}", .bindRaw),
            (";BIND LOG V", .bindJournal), ("SQLite format 3\u{0}", .sqlite), ("PK\u{3}\u{4}", .otherCompression),
            ("BZh", .otherCompression),
            // `rndc dumpdb` writes its caches and zones one after the other, and names them in comments.
            (";\n; Start view ", .dump),
        ]
        for (signature, format) in signatures where signature.utf8CodeUnitCount <= bytes.count {
            let start = UnsafeBufferPointer(start: signature.utf8Start, count: signature.utf8CodeUnitCount)
            if bytes.starts(with: start), format != .otherCompression || bytes.prefix(512).contains(0) { return format }
        }
        let compressed: [([UInt8], ForeignFormat)] = [
            ([0x1F, 0x8B, 0x08], .gzip), ([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00], .otherCompression),
            ([0x28, 0xB5, 0x2F, 0xFD], .otherCompression),
        ]
        return compressed.first { bytes.starts(with: $0.0) }?.1
    }
}
