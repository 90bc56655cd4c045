import ZoneFile

/// The words for a file of another format, with the program that wrote it where its form is certain.
struct ForeignFormatWords {
    /// Completes "the file is …".
    let what: String
    let label: String
    /// An imperative.
    let help: String

    private static let transfer = "transfer the zone instead: `dig @SERVER ZONE AXFR`"
    private static let generate = "generate the zone file from it, and check that"

    /// - Parameter start: the first text of the file.
    init(_ format: ForeignFormat, start: String) {
        switch format {
        case .json:
            let isRoute53 = start.contains("\"ResourceRecordSets\"")
            self.init(
                isRoute53 ? "JSON from the API of Route 53" : "JSON", "begins like JSON",
                isRoute53 ? "export a zone file instead, for example with `cli53 export ZONE`" : Self.generate)
        case .yaml: self = Self.yaml(start)
        case .patch: self.init("a patch", "begins like a unified diff", "apply it, and check the zone file")
        case .quotedMail:
            self.init(
                "text quoted in a mail", "`>` before each line",
                "remove the `>` and the space at the start of each line")
        case .numberedLines:
            self.init(
                "a listing with line numbers", "the number of the line", "give the file itself, or remove the numbers")
        case .markdownTable: self.init("a table in Markdown", "a row of the table", Self.generate)
        case .maraDNS:
            self.init(
                "a zone file of MaraDNS", "`~` ends the record",
                "\(Self.transfer), from a server that runs `zoneserver`")
        case .powerShell:
            self.init(
                "output of `Get-DnsServerResourceRecord`", "the heading of its table",
                "write the zone file with `Export-DnsServerZone`, and check that")
        case .ldif:
            self.init(
                "LDIF, an export of a directory", "begins an entry",
                "write the zone file with `Export-DnsServerZone`, or \(Self.transfer)")
        case .html: self.init("HTML", "a web page", "download the file again; the page may say why it was not sent")
        case .xml: self.init("XML", "begins like XML", Self.generate)
        case .csv: self.init("a table of records", "the first row of a table", Self.generate)
        case .sql: self.init("a dump of an SQL database", "begins like SQL", Self.transfer)
        case .pem: self.init("a key or certificate", "begins like one", "give the zone file instead")
        case .tinydns:
            self.init(
                "data of tinydns", "a line for `tinydns-data`", "\(Self.transfer), from a server that runs `axfrdns`")
        case .hosts:
            self.init(
                "a hosts file", "an address before its names",
                "write a record for each name, such as `www IN A 192.0.2.10`")
        case .namedConfiguration:
            self.init(
                "configuration of BIND", "begins like `named.conf`",
                "give the files that its `zone` statements name in `file`")
        case .dnsmasq: self.init("configuration of dnsmasq", "an option of dnsmasq", Self.generate)
        case .nsupdate:
            self.init("a script for `nsupdate`", "a command of `nsupdate`", Self.transfer)
        case .lookupOutput: self.init("output of `host` or `nslookup`", "not a record", Self.transfer)
        case .knotcOutput:
            self.init(
                "output of `knotc zone-read`", "`knotc` prints the zone before each record",
                "remove the brackets and what is in them, or write the zone file with `knotc zone-flush`")
        case .dump: self.init("a dump of a server's memory", "begins like one", Self.transfer)
        case .terraform: self.init("configuration of Terraform", "begins a block of Terraform", Self.transfer)
        case .dnsControl:
            self.init(
                "configuration of DNSControl", "begins a script of DNSControl",
                "write zone files with its provider BIND, and check those")
        case .template:
            self.init(
                "a template", "a placeholder",
                "render the template, for example with the program that deploys it, and check the zone file that it makes"
            )
        case .bindRaw:
            self.init(
                "a zone in BIND's raw format", "not text",
                "convert it: `named-compilezone -f raw -F text -o OUTPUT ZONE FILE`")
        case .bindJournal:
            self.init(
                "a journal of BIND", "not text",
                "give the zone file beside it, after `rndc sync` has written the changes into it")
        case .sqlite: self.init("an SQLite database", "not text", Self.transfer)
        case .gzip:
            self.init(
                "a compressed file", "compressed with gzip", "decompress it: `gzip -dc FILE | srvlint check -`")
        case .otherCompression: self.init("a compressed file", "begins like one", "decompress it")
        }
    }

    private init(_ what: String, _ label: String, _ help: String) {
        self.what = what
        self.label = label
        self.help = help
    }

    private static func yaml(_ start: String) -> ForeignFormatWords {
        let label = "begins like YAML"
        if start.contains("zonefile:") || start.contains("local-zone:") || start.contains("local-data:") {
            return ForeignFormatWords("configuration of NSD or Unbound", label, "give the zone files that it names")
        }
        if start.contains("dns#resourceRecordSet") {
            return ForeignFormatWords(
                "YAML from Google Cloud DNS", label,
                "export a zone file: `gcloud dns record-sets export FILE --zone=ZONE --zone-file-format`")
        }
        if start.contains("type: MESSAGE") {
            return ForeignFormatWords("YAML from `dig +yaml`", label, "run `dig` without `+yaml`")
        }
        if start.contains("zone:") && start.contains("domain:") {
            return ForeignFormatWords("configuration of Knot", label, "give the zone files that it names")
        }
        let isOctoDNS = start.contains("type: ") && (start.contains("value: ") || start.contains("values:"))
        return ForeignFormatWords(isOctoDNS ? "YAML in the form of octoDNS" : "YAML", label, generate)
    }
}
