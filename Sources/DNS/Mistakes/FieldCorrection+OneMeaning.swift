// Values in a form that the field does not have, but that can mean only one value.

extension FieldCorrection {
    func otherForm() -> FieldMistake? {
        switch type.description {
        case "IPSECKEY", "AMTRELAY": gatewayType()
        case "CDS", "CDNSKEY": deletion()
        case "L64", "NID": locator()
        case "LOC": decimalDegrees()
        case "CERT": certificateType()
        case "SVCB": pathWithoutVariable()
        default: nil
        }
    }

    /// `IPSECKEY 10 2 2 192.0.2.3 …`: the type of the gateway is 1 for an IPv4 address, 2 for an IPv6 address and 3 for a name
    /// (RFC 4025 §2.3, RFC 8777 §4.2.3).
    private func gatewayType() -> FieldMistake? {
        let at = type.description == "IPSECKEY" ? 1 : 2
        let gateway = 3
        guard fields.count > gateway, let written = fields[at].number, 1...3 ~= written, !fields[gateway].isQuoted
        else {
            return nil
        }
        let isName = fields[gateway].bytes.count > 1 && fields[gateway].bytes.last == UInt8(ascii: ".")
        let right = fields[gateway].isIPv4 ? "1" : fields[gateway].isIPv6 ? "2" : isName ? "3" : nil
        guard let right, right != "\(written)" else { return nil }
        // With the right number in the next field, the two are swapped, unless the algorithm would then be 1, which is rare.
        guard fields[at + 1].bytes != Array(right.utf8) || written == 1 else { return nil }
        return replaced(at, right, .gatewayType(right == "1" ? "IPv4" : right == "2" ? "IPv6" : "name"))
    }

    private func deletion() -> FieldMistake? {
        let isKey = type.description == "CDNSKEY"
        guard fields.count == 4, fields.map(\.number) == (isKey ? [0, 3, 0, 0] : [0, 0, 0, 0]) else { return nil }
        return replaced(3, isKey ? "AA==" : "00", .deletion)
    }

    /// `L64 10 2001:db8:1:2::`
    private func locator() -> FieldMistake? {
        guard type.description == "L64", fields.count == 2, !fields[1].isQuoted,
            let address = IPAddress(Substring(decoding: fields[1].bytes, as: UTF8.self)), address.isIPv6,
            address.octets.suffix(8).allSatisfy({ $0 == 0 })
        else { return nil }
        let groups = stride(from: 0, to: 8, by: 2).map {
            String(UInt16(address.octets[$0]) << 8 | UInt16(address.octets[$0 + 1]), radix: 16)
        }
        return replaced(1, groups.joined(separator: ":"), .locator)
    }

    /// `LOC 52.3730 N 4.8922 E 0m`
    private func decimalDegrees() -> FieldMistake? {
        guard fields.count > 3, !fields.prefix(4).contains(where: \.isQuoted),
            let latitude = Self.angle(fields[0].bytes, limit: 90),
            let longitude = Self.angle(fields[2].bytes, limit: 180),
            fields[0].bytes.contains(UInt8(ascii: ".")) || fields[2].bytes.contains(UInt8(ascii: "."))
        else { return nil }
        var corrected: [WrittenField] = []
        for (index, field) in fields.enumerated() {
            switch index {
            case 0: corrected += latitude.map { field.replaced(with: $0.utf8) }
            case 2: corrected += longitude.map { field.replaced(with: $0.utf8) }
            default: corrected.append(field)
            }
        }
        guard isSpaced(corrected) else { return nil }
        return FieldMistake(
            .otherForm(.decimalDegrees), range(0...3),
            corrections: [(0, latitude), (2, longitude)].map {
                FieldMistake.Replacement(range: fields[$0.0].range, text: $0.1.joined(separator: " "))
            })
    }

    /// Degrees, minutes, and seconds with three decimals, which is the precision of the record.
    private static func angle(_ bytes: [UInt8], limit: Int) -> [String]? {
        let parts = bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard 1...2 ~= parts.count, parts.allSatisfy({ 1...9 ~= $0.count && $0.allSatisfy { $0 &- 0x30 < 10 } }),
            let degrees = Int(String(decoding: parts[0], as: UTF8.self)), degrees < limit
        else { return nil }
        var fraction = 0
        var scale = 1
        for digit in parts.count > 1 ? parts[1] : [] {
            fraction = fraction * 10 + Int(digit - 0x30)
            scale *= 10
        }
        let thousandths = (fraction * 3_600_000 + scale / 2) / scale
        guard thousandths < 3_600_000 else { return nil }
        let (seconds, rest) = (thousandths / 1000 % 60, "\(1000 + thousandths % 1000)".dropFirst())
        return ["\(degrees)", "\(thousandths / 60_000)", "\(seconds).\(rest)"]
    }

    private func certificateType() -> FieldMistake? {
        guard !fields[0].isQuoted,
            ["x509", "x.509", "x-509", "x509v3"].contains(
                String(decoding: fields[0].bytes.map(asciiLowercased), as: UTF8.self))
        else { return nil }
        return replaced(0, "PKIX", .certificateType)
    }

    private func pathWithoutVariable() -> FieldMistake? {
        let at = problem.fieldIndex
        guard at < fields.count, !fields[at].isQuoted, fields[at].bytes.starts(with: "dohpath=/".utf8),
            !fields[at].bytes.contains(where: { "{}?".utf8.contains($0) }), let text = fields[at].source
        else { return nil }
        return replaced(at, text + "{?dns}", .pathWithoutVariable)
    }

    private func replaced(_ index: Int, _ text: String, _ form: FieldMistake.OtherForm) -> FieldMistake? {
        var corrected = fields
        corrected[index] = fields[index].replaced(with: text.utf8)
        guard isAccepted(corrected) else { return nil }
        let range = fields[index].range
        return FieldMistake(
            .otherForm(form), range, corrections: [FieldMistake.Replacement(range: range, text: text)])
    }

    /// Whether the fields are accepted with spaces between all of them.
    private func isSpaced(_ fields: [WrittenField]) -> Bool {
        isAccepted(
            fields.enumerated().map { index, field in
                WrittenField(bytes: field.bytes, isQuoted: field.isQuoted, range: 3 * index..<3 * index + 1)
            })
    }
}
