import DNS
import Testing

/// A correct record, as words, in which tests make mistakes.
struct SampleFields: Sendable, CustomTestStringConvertible {
    let type: String
    let fields: [String]
    let names: [String]
    var testDescription: String { ([type] + fields).joined(separator: " ") }

    init(_ text: String) {
        let words = text.split(separator: " ").map(String.init)
        type = words[0]
        fields = Array(words.dropFirst())
        names = RecordType(mnemonic: type).flatMap { RecordFormat.of($0) }?.fields.map(\.name) ?? []
    }

    /// The name of the field of the type to which a field belongs.
    func name(_ index: Int) -> String {
        names[min(index, names.count - 1)]
    }
}

extension SampleFields {
    private static let digest = String(repeating: "0a1b2c3d", count: 8)
    private static let key = "AwEAAaab" + String(repeating: "bQ3x", count: 12)

    static let all = [
        "SOA ns1.example.net. hostmaster.example.net. 2026112801 7200 3600 1209600 300",
        "SOA ns1.example.net. hostmaster.example.net. 2026112801 2h 1h 2w 5m",
        "MX 10 mail.example.net.", "SRV 10 5 8448 matrix.example.net.", "SRV 0 0 5061 sip",
        "CAA 0 issue \"ca.example.net\"", "CAA 128 iodef \"mailto:security@example.net\"",
        "NAPTR 100 10 \"u\" \"E2U+sip\" \"!^.*$!sip:info@example.com!\" .",
        "NAPTR 100 10 \"s\" \"SIP+D2U\" \"\" _sip._udp.example.net.",
        "DS 60485 8 2 \(digest)", "CDS 60485 13 2 \(digest)", "DNSKEY 257 3 13 \(key)", "CDNSKEY 256 3 8 \(key)",
        "TLSA 3 1 1 \(digest)", "SMIMEA 3 0 1 \(digest)", "SSHFP 4 2 \(digest)",
        "RRSIG A 13 2 3600 20261201000000 20261101000000 60485 example.com. \(key)",
        "KX 10 kx.example.net.", "RP admin.example.net. people.example.net.", "AFSDB 1 afs.example.net.",
        "RT 10 relay.example.net.", "URI 10 1 \"https://example.net/\"", "CERT PGP 4711 8 \(key)",
        "NSEC3PARAM 1 0 10 aabbccdd", "NSEC example.net. A MX RRSIG", "CSYNC 2026112801 3 NS A",
        "ZONEMD 2026112801 1 1 \(String(repeating: "0a1b2c3d", count: 12))",
        "SVCB 1 svc.example.net. alpn=h2", "HTTPS 1 . alpn=h2,h3 port=8443", "LP 10 l64.example.net.",
        "L32 10 192.0.2.10", "NID 10 2001:db8:0:1", "L64 10 2001:db8:0:1", "PX 10 a.example.net. b.example.net.",
        "MINFO a.example.net. b.example.net.", "DSYNC CDS 1 5359 notify.example.net.",
        "IPSECKEY 10 1 2 192.0.2.10 \(key)",
    ].map { SampleFields($0) }
}

extension FieldMistake {
    /// The mistake in the fields of a record, which are written with a space between them.
    static func find(_ type: String, _ fields: [String]) -> FieldMistake? {
        var at = 0
        let written = fields.map { field in
            defer { at += field.utf8.count + 1 }
            let isQuoted = field.hasPrefix("\"")
            return WrittenField(
                bytes: Array((isQuoted ? String(field.dropFirst().dropLast()) : field).utf8), isQuoted: isQuoted,
                range: at..<at + field.utf8.count)
        }
        return RecordType(mnemonic: type).flatMap { find(in: written, of: $0) }
    }
}
