import DNS
import Diagnostics
import ZoneFile
import ZoneRules

/// The properties of what signed zones consist of, for any octets: keys, signatures, digests and bitmaps are refused or read
/// completely, verifying ends, and the findings about a signed zone lie inside it.
public enum SignedCheck {
    /// The property that the input violates, if any.
    ///
    /// - Parameter input: an octet that selects what the others are; a zone file if it is printable or white space.
    public static func violation(_ input: [UInt8]) -> String? {
        guard let first = input.first else { return nil }
        let rest = Array(input.dropFirst().prefix(dataLength))
        switch first {
        case 0: return signatureViolation(rest)
        case 1: return keyViolation(rest)
        case 2: return nsecViolation(rest)
        case 3: return nsec3Violation(rest)
        case 4: return verifierViolation(rest)
        case 5: return textViolation(rest)
        default: return zoneViolation(input)
        }
    }

    /// The number of octets that are read as record data. Zones need longer inputs, and a bitmap of that size, of which every
    /// bit is tried, takes as long as a hundred zones.
    private static let dataLength = 400

    // MARK: - Record data

    private static func signatureViolation(_ rdata: [UInt8]) -> String? {
        guard let data = RRSIGData(rdata) else { return nil }
        guard Array(data.signedPrefix) + Array(data.signature) == rdata else { return "parts of the RRSIG are lost" }
        guard data.signer.last == 0, data.signedPrefix.suffix(data.signer.count) == data.signer else {
            return "the signer is not what precedes the signature"
        }
        let time = RRSIGData.seconds(data.expiration, near: 1_800_000_000)
        return UInt32(truncatingIfNeeded: time) == data.expiration ? nil : "the time \(time) is another one"
    }

    private static func keyViolation(_ rdata: [UInt8]) -> String? {
        guard let key = DNSKEYData(rdata) else { return nil }
        if let bits = key.rsaLength, bits > 8 * rdata.count { return "a key of \(bits) bits" }
        guard let ds = DSData([UInt8(key.keyTag >> 8), UInt8(key.keyTag & 0xFF), rdata[3], 2] + rdata) else {
            return "no DS record"
        }
        let digest = SHA.digest(.sha256, of: Name.root.wire + rdata)
        let own = DSData(Array(ds.rdata[..<4]) + digest)
        guard own?.matches(key, owner: .root) == true else { return "the key is not that of its DS record" }
        return nil
    }

    private static func nsecViolation(_ rdata: [UInt8]) -> String? {
        guard let data = NSECData(rdata) else { return nil }
        return typesViolation(data.types)
    }

    private static func nsec3Violation(_ rdata: [UInt8]) -> String? {
        guard let data = NSEC3Data(rdata) else { return nil }
        guard data.next.count <= 255, data.parameters.salt.count <= 255 else { return "a field is too long" }
        if let text = typesViolation(data.types) { return text }
        // Hashing takes as long as the iterations say, which the survey of a zone limits.
        guard data.parameters.iterations <= 200 else { return nil }
        let hash = data.parameters.hash(Name.root.wire)
        return Base32Hex.decode(Base32Hex.encode(hash).utf8) == hash ? nil : "the hash does not read back"
    }

    private static func typesViolation(_ set: TypeSet) -> String? {
        guard set.types.allSatisfy(set.contains), set.subtracting(set).isEmpty else { return "a type is missing" }
        return TypeSet(set.types.reversed()).types == set.types.sorted() ? nil : "the order of types matters"
    }

    /// Two octets of lengths, the algorithm, a key and a signature; the rest is signed.
    private static func verifierViolation(_ input: [UInt8]) -> String? {
        guard input.count > 3 else { return nil }
        let keyEnd = min(3 + Int(input[0]) * 2, input.count)
        let signatureEnd = min(keyEnd + Int(input[1]) * 2, input.count)
        let key = Array(input[3..<keyEnd])
        let algorithm = SecurityAlgorithm(input[2])
        guard let verifier = SignatureVerifier(algorithm: input[2], publicKey: key) else { return nil }
        guard algorithm.isVerifiable else { return "\(algorithm) is verified" }
        let (signature, data) = (input[keyEnd..<signatureEnd], Array(input[signatureEnd...]))
        let isValid = verifier.verifies(signature, of: data)
        return verifier.verifies(signature, of: data) == isValid ? nil : "a second verification differs"
    }

    private static func textViolation(_ text: [UInt8]) -> String? {
        guard let octets = Base32Hex.decode(text) else { return nil }
        let lower = String(decoding: text.map(asciiLowercased), as: UTF8.self)
        return Base32Hex.encode(octets) == lower ? nil : "\(lower) does not read back"
    }

    // MARK: - Zones

    /// The time at which the zones of the seeds are signed.
    public static let time: Int64 = 1_796_000_000

    /// The rules about signed zones.
    private static let rules = ZoneRuleList.all.filter { $0.info.family == .signatures }

    /// The number of mistakes in the zones that are verified.
    private static let problemLimit = 1

    /// Reads and verifies a zone as the program does, but runs no other rule.
    private static func zoneViolation(_ bytes: [UInt8]) -> String? {
        let source = SourceFile(path: "fuzz", bytes: bytes)
        let zone = Zone(reading: source, options: ReadingOptions(origin: Name("example.com.")))
        // What is wrong with each unreadable record takes longer to find out than everything here, and is judged elsewhere.
        guard zone.problems.count <= problemLimit else { return nil }
        let context = ZoneContext(zone: zone, originFrom: .option, time: time)
        var sink = FindingSink()
        for rule in rules { rule.check(context, into: &sink) }
        for finding in sink.findings {
            if let text = finding.spanViolation { return text }
            if finding.primary == nil { return "\(finding.rule.code) has no location" }
        }
        return nil
    }
}
