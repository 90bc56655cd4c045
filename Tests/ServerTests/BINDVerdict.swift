import TestSupport

/// The verdict of BIND on a zone file.
enum BINDVerdict: Equatable {
    case accepted
    /// BIND cannot read the text.
    case refused(reason: String)
    /// BIND can read the text, but not load the records as a zone. Other rules than those about text check this.
    case refusedForContents

    /// Checks any number of zones in one run of `named-checkconf -z`. The zone with index n is `mn.test.`.
    static func verdicts(on zones: [String]) throws(ProgramError) -> [BINDVerdict] {
        let program = try Program("named-checkconf", package: "bind9-utils")
        let directory = try TemporaryFolder()
        var configuration = """
            options {
                directory "\(directory.path)"; check-names primary ignore; check-mx ignore; check-integrity no;
                check-srv-cname ignore; check-mx-cname ignore; check-dup-records ignore; check-wildcard no;
                check-spf ignore; check-sibling no;
            };

            """
        for (number, zone) in zones.enumerated() {
            try directory.write(zone, to: "z\(number)")
            configuration += "zone \"m\(number).test\" { type primary; file \"z\(number)\"; };\n"
        }
        try directory.write(configuration, to: "named.conf")
        let output = try program.run(["-z", directory.path(of: "named.conf")], in: directory)
        var verdicts = [BINDVerdict?](repeating: nil, count: zones.count)
        for line in output.split(separator: "\n") where line.hasPrefix("zone m") {
            guard let number = Int(line.dropFirst(6).prefix { $0.isNumber }), number < zones.count else { continue }
            if line.contains(": loaded serial") {
                verdicts[number] = .accepted
            } else if let reason = line.split(separator: "failed: ", maxSplits: 1).dropFirst().first {
                let isAboutContents = contents.contains(String(reason))
                verdicts[number] = isAboutContents ? .refusedForContents : .refused(reason: String(reason))
            } else if verdicts[number] == nil, line.contains("not loaded due to errors") {
                verdicts[number] = .refusedForContents
            }
        }
        return verdicts.enumerated().map { number, verdict in
            verdict ?? .refused(reason: "no output for zone \(number)")
        }
    }

    private static let contents: Set<String> = [
        "CNAME and other data", "multiple RRs of singleton type", "invalid NS owner name (wildcard)", "at top of zone",
    ]
}
