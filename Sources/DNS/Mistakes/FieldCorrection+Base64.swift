// Digests in base64, as other programs print them.

extension FieldCorrection {
    /// `SSHFP 4 2 SHA256:…`, as `ssh-keygen -l` prints the fingerprint, and the base64 form of the digest of a TLSA or DS record.
    func base64Digest() -> FieldMistake? {
        guard let at = Self.digestFields[type.description], fields.count == at + 1, !fields[at].isQuoted,
            let octets = Self.octets(fields[at].bytes)
        else { return nil }
        let digits = octets.flatMap { octet in [octet >> 4, octet & 15].map { Array("0123456789abcdef".utf8)[Int($0)] }
        }
        var corrected = fields
        corrected[at] = fields[at].replaced(with: digits)
        guard let type = fields[at - 1].number, Self.lengths[self.type.description]?[type] == octets.count,
            isAccepted(corrected)
        else { return nil }
        return FieldMistake(
            .base64Digest, fields[at].range,
            corrections: [
                FieldMistake.Replacement(range: fields[at].range, text: String(decoding: digits, as: UTF8.self))
            ])
    }

    /// The number of the field with the digest.
    private static let digestFields = ["SSHFP": 2, "TLSA": 3, "SMIMEA": 3, "DS": 3, "CDS": 3]

    /// The octets of a digest by its type, which is the field before.
    private static let lengths: [String: [UInt64: Int]] = [
        "SSHFP": [1: 20, 2: 32], "TLSA": [1: 32, 2: 64], "SMIMEA": [1: 32, 2: 64], "DS": [1: 20, 2: 32, 4: 48],
        "CDS": [1: 20, 2: 32, 4: 48],
    ]

    private static func octets(_ bytes: [UInt8]) -> [UInt8]? {
        let text = bytes.starts(with: "SHA256:".utf8) ? bytes.dropFirst(7) : bytes[...]
        // One or two other letters are rather typing errors among hexadecimal digits.
        guard text.count(where: { hexDigit($0) == nil }) > 4 else { return nil }
        var decoder = Base64Decoder()
        var octets: [UInt8] = []
        for byte in text { guard decoder.append(byte, to: &octets) else { return nil } }
        while !decoder.isComplete, decoder.append(UInt8(ascii: "="), to: &octets) {}
        return decoder.isComplete ? octets : nil
    }
}
