import DNS

/// A problem in an evidence file.
public struct EvidenceProblem: Error, Sendable {
    /// The problem as a clause.
    public var message: String
    /// The bytes of the file that it is about.
    public var range: Range<Int>
    /// How to fix it.
    public var help: [String]
}

/// Reads evidence files that were written by `--save` or by hand.
///
/// Unknown keys are problems: the evidence under a misspelt key would otherwise be ignored silently.
public struct EvidenceReader {
    private var problems: [EvidenceProblem] = []

    /// Reads evidence, and all problems in it.
    public static func read(_ bytes: [UInt8]) -> (evidence: Evidence, problems: [EvidenceProblem]) {
        let document: JSONValue
        do throws(JSONProblem) {
            document = try JSONReader.read(bytes)
        } catch {
            let problem = EvidenceProblem(
                message: "the evidence is not JSON: \(error.words)", range: error.range, help: [])
            return (Evidence(), [problem])
        }
        var reader = EvidenceReader()
        let evidence = reader.evidence(document)
        return (evidence, reader.problems)
    }

    /// The maximum number of problems. A file of another kind has one at every key.
    private static let limit = 20

    mutating func report(_ message: String, _ range: Range<Int>, _ help: [String] = []) {
        guard problems.count < Self.limit else { return }
        problems.append(EvidenceProblem(message: message, range: range, help: help))
    }

    private mutating func evidence(_ document: JSONValue) -> Evidence {
        var evidence = Evidence()
        guard var object = ObjectReader(document, "the evidence", &self) else { return evidence }
        if let schema = object.take("schema", &self), schema.integer != 1 {
            report("expected `schema` 1, which is the only one that this version reads", schema.range)
        }
        evidence.collected = object.timestamp("collected", &self)
        evidence.dns = object.list("dns", &self) { $0.dnsEntry($1) }
        evidence.https = object.list("https", &self) { $0.httpsEntry($1) }
        evidence.tls = object.list("tls", &self) { $0.tlsEntry($1) }
        evidence.federation = object.list("federation", &self) { $0.federationEntry($1) }
        object.finish(&self)
        return evidence
    }

    private mutating func dnsEntry(_ value: JSONValue) -> DNSEntry? {
        guard var object = ObjectReader(value, "an entry of `dns`", &self) else { return nil }
        defer { object.finish(&self) }
        let name = object.required("name", &self).flatMap { self.name($0) }
        let type = object.required("type", &self).flatMap { self.type($0) }
        let status = object.required("status", &self).flatMap { self.status($0) }
        let records = object.list("records", &self) { $0.record($1) }
        let authority = object.list("authority", &self) { $0.string($1) }
        let extendedErrors = object.list("extendedErrors", &self) { $0.extendedError($1) }
        let transport = object.take("transport", &self).flatMap { self.word($0, ["udp", "tcp"]) }
        let server = object.string("server", &self)
        let nameServer = object.take("nameServer", &self).flatMap { self.name($0) }
        let zone = object.take("zone", &self).flatMap { self.name($0) }
        let size = object.integer("size", 0...65_535, &self)
        let authoritative = object.bool("authoritative", &self)
        let authentic = object.bool("authentic", &self)
        let asksForSignatures = object.bool("dnssecOk", &self) ?? false
        let circumstances = object.circumstances(&self)
        if let error = object.take("error", &self) { _ = self.string(error) }
        guard let name, let type, let status else { return nil }
        if status != .noError, status != .nxDomain, !records.isEmpty, let range = object.range(of: "records") {
            report("a failed query cannot have records", range)
        }
        var entry = DNSEntry(
            Question(name, type), status, records: records, authority: authority, server: server,
            nameServer: nameServer, zone: zone, transport: transport, size: size, isAuthoritative: authoritative,
            isAuthentic: authentic,
            extendedErrors: extendedErrors, circumstances: circumstances
        )
        entry.asksForSignatures = asksForSignatures
        return entry
    }

    private mutating func httpsEntry(_ value: JSONValue) -> HTTPSEntry? {
        guard var object = ObjectReader(value, "an entry of `https`", &self) else { return nil }
        defer { object.finish(&self) }
        let url = object.required("url", &self).flatMap { self.url($0) }
        let address = object.address("address", &self)
        let hops = object.list("hops", &self) { $0.hop($1) }
        let status = object.integer("status", 100...999, &self)
        let body = object.body(&self)
        let isBodyWithheld = object.isBodyWithheld(&self)
        let skippedAddresses = object.list("skippedAddresses", &self) { $0.address($1) }
        let error = object.error(&self)
        let circumstances = object.circumstances(&self)
        guard let url else { return nil }
        if !object.hasValue("status"), !object.hasValue("error") {
            report(
                "the entry has neither `status` nor `error`", value.range.prefixed(1),
                [
                    "add the result: `\"status\": 200` with `body`, or `\"error\": \"connection-refused\"`"
                ])
        }
        var entry = HTTPSEntry(
            url: url, address: address, hops: hops, status: status, body: body, error: error,
            circumstances: circumstances)
        entry.isBodyWithheld = isBodyWithheld
        entry.skippedAddresses = skippedAddresses
        return entry
    }

    private mutating func hop(_ value: JSONValue) -> HTTPSEntry.Hop? {
        guard var object = ObjectReader(value, "an entry of `hops`", &self) else { return nil }
        defer { object.finish(&self) }
        let url = object.required("url", &self).flatMap { self.string($0) }
        let status = object.integer("status", 100...999, &self)
        let headers = object.headers(&self)
        return url.map { HTTPSEntry.Hop(url: $0, status: status, headers: headers) }
    }

    private mutating func tlsEntry(_ value: JSONValue) -> TLSEntry? {
        guard var object = ObjectReader(value, "an entry of `tls`", &self) else { return nil }
        defer { object.finish(&self) }
        let address = object.requiredAddress(&self)
        let port = object.requiredPort(&self)
        let serverName = object.required("serverName", &self).flatMap { self.string($0) }
        let version = object.string("protocol", &self)
        let certificates = object.list("certificates", &self) { $0.string($1) }
        let speaks = object.string("speaks", &self)
        let oldVersions = object.list("oldVersions", &self) { $0.string($1) }
        let error = object.error(&self)
        let circumstances = object.circumstances(&self)
        guard let address, let port, let serverName else { return nil }
        return TLSEntry(
            address: address, port: port, serverName: serverName, version: version, certificates: certificates,
            speaks: speaks, oldVersions: oldVersions, error: error, circumstances: circumstances)
    }

    private mutating func federationEntry(_ value: JSONValue) -> FederationEntry? {
        guard var object = ObjectReader(value, "an entry of `federation`", &self) else { return nil }
        defer { object.finish(&self) }
        let address = object.requiredAddress(&self)
        let port = object.requiredPort(&self)
        let path = object.required("path", &self).flatMap { self.string($0) }
        let hostHeader = object.required("hostHeader", &self).flatMap { self.string($0) }
        let status = object.integer("status", 100...999, &self)
        let headers = object.headers(&self)
        let body = object.string("body", &self)
        let isBodyWithheld = object.isBodyWithheld(&self)
        let speaks = object.string("speaks", &self)
        let error = object.error(&self)
        let circumstances = object.circumstances(&self)
        guard let address, let port, let path, let hostHeader else { return nil }
        var entry = FederationEntry(
            address: address, port: port, path: path, hostHeader: hostHeader, status: status, headers: headers,
            body: body, speaks: speaks, error: error, circumstances: circumstances)
        entry.isBodyWithheld = isBodyWithheld
        return entry
    }
}

// MARK: - Values

extension EvidenceReader {
    mutating func string(_ value: JSONValue) -> String? {
        guard let string = value.string else {
            report("expected a string, found \(value.kindName)", value.range)
            return nil
        }
        return string
    }

    mutating func word(_ value: JSONValue, _ words: [String]) -> String? {
        guard let string = string(value) else { return nil }
        guard words.contains(string) else {
            let near = Spelling.nearest(to: string, among: words).map { "did you mean `\($0)`?" }
            report(
                "`\(string)` is not a valid value", value.range,
                [
                    near ?? "use one of " + words.map { "`\($0)`" }.joined(separator: ", ")
                ])
            return nil
        }
        return string
    }

    mutating func address(_ value: JSONValue) -> IPAddress? {
        guard let string = string(value) else { return nil }
        if let address = IPAddress(string) { return address }
        report("`\(string)` is not an IPv4 or IPv6 address", value.range)
        return nil
    }

    private mutating func name(_ value: JSONValue) -> Name? {
        guard let string = string(value) else { return nil }
        guard let name = Name(string) else {
            report("`\(string)` is not a domain name", value.range)
            return nil
        }
        return name
    }

    private mutating func type(_ value: JSONValue) -> RecordType? {
        guard let string = string(value) else { return nil }
        guard let type = RecordType(mnemonic: string) else {
            let near = Spelling.nearest(to: string.uppercased(), among: RecordType.mnemonics)
            report("`\(string)` is not a record type", value.range, near.map { ["did you mean `\($0)`?"] } ?? [])
            return nil
        }
        return type
    }

    private mutating func status(_ value: JSONValue) -> DNSStatus? {
        if let status = value.string.flatMap({ DNSStatus(word: $0) }) { return status }
        return word(value, DNSStatus.rcodes + DNSStatus.otherWords).flatMap { DNSStatus(word: $0) }
    }

    private mutating func record(_ value: JSONValue) -> AnswerRecord? {
        guard let string = string(value) else { return nil }
        do throws(AnswerRecordProblem) {
            return try AnswerRecord(string)
        } catch {
            report(error.words, value.range, ["write a record such as `example.com. 3600 IN A 192.0.2.10`"])
            return nil
        }
    }

    private mutating func url(_ value: JSONValue) -> String? {
        guard let string = string(value) else { return nil }
        guard string.hasPrefix("https://") else {
            report("the URL must begin with `https://`", value.range)
            return nil
        }
        return string
    }

    private mutating func extendedError(_ value: JSONValue) -> DNSEntry.ExtendedError? {
        guard var object = ObjectReader(value, "an entry of `extendedErrors`", &self) else { return nil }
        defer { object.finish(&self) }
        let code = object.integer("code", 0...65_535, &self)
        let text = object.string("text", &self)
        return code.map { DNSEntry.ExtendedError(code: $0, text: text ?? "") }
    }
}

extension Range<Int> {
    fileprivate func prefixed(_ length: Int) -> Range<Int> {
        lowerBound..<Swift.min(upperBound, lowerBound + length)
    }
}
