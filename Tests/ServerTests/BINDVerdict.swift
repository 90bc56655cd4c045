import TestSupport

/// What BIND says to a zone file.
enum BINDVerdict: Equatable {
    case accepted
    /// It cannot read the text.
    case refused(reason: String)
    /// It can, but the records do not make a zone: that is for other rules than those on text.
    case refusedForContents

    /// Judges any number of zones in one run of `named-checkconf -z`; number n is `mn.test.`.
    static func judge(_ zones: [String]) throws(ProgramError) -> [BINDVerdict] {
        let program = try Program("named-checkconf", package: "bind9-utils")
        let folder = try TemporaryFolder()
        var configuration = """
            options {
                directory "\(folder.path)"; check-names primary ignore; check-mx ignore; check-integrity no;
                check-srv-cname ignore; check-mx-cname ignore; check-dup-records ignore; check-wildcard no;
                check-spf ignore; check-sibling no;
            };

            """
        for (number, zone) in zones.enumerated() {
            try folder.write(zone, to: "z\(number)")
            configuration += "zone \"m\(number).test\" { type primary; file \"z\(number)\"; };\n"
        }
        try folder.write(configuration, to: "named.conf")
        let output = try program.run(["-z", folder.path(of: "named.conf")], in: folder)
        var verdicts = [BINDVerdict?](repeating: nil, count: zones.count)
        for line in output.split(separator: "\n") where line.hasPrefix("zone m") {
            guard let number = Int(line.dropFirst(6).prefix { $0.isNumber }), number < zones.count else { continue }
            if line.contains(": loaded serial") {
                verdicts[number] = .accepted
            } else if let reason = line.split(separator: "failed: ", maxSplits: 1).dropFirst().first {
                let isOfContents = contents.contains(String(reason))
                verdicts[number] = isOfContents ? .refusedForContents : .refused(reason: String(reason))
            } else if verdicts[number] == nil, line.contains("not loaded due to errors") {
                verdicts[number] = .refusedForContents
            }
        }
        return verdicts.enumerated().map { number, verdict in
            verdict ?? .refused(reason: "nothing is said of zone \(number)")
        }
    }

    private static let contents: Set<String> = [
        "CNAME and other data", "multiple RRs of singleton type", "invalid NS owner name (wildcard)", "at top of zone",
    ]
}
