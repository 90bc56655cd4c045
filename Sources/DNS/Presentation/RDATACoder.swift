/// Reads the RDATA of zone file records as BIND does, and encodes it in wire form.
///
/// A coder can read any number of records. Its buffers are reused, so that reading a record of a common type does not
/// allocate memory.
public struct RDATACoder {
    /// The wire form of the RDATA last read, with uncompressed names. Not valid after a problem.
    public internal(set) var wire: [UInt8] = []
    /// The notes on the RDATA last read.
    public internal(set) var notes: [RDATANote] = []

    var types: [UInt16] = []
    var parameters: [ServiceParameter] = []
    var scratch: [UInt8] = []
    var line: [UInt8] = []

    public init() {
        wire.reserveCapacity(512)
    }

    /// Reads the fields of one record.
    ///
    /// - Parameters:
    ///   - fields: all the fields of the RDATA.
    ///   - origin: the origin of relative names; `nil` if it is unknown. Relative names are then below the root.
    /// - Returns: the first problem; `nil` if ``wire`` contains the RDATA.
    public mutating func encode(
        _ type: RecordType,
        fields: UnsafeBufferPointer<FieldText>,
        origin: Name?
    ) -> RDATAProblem? {
        wire.removeAll(keepingCapacity: true)
        if !notes.isEmpty { notes.removeAll(keepingCapacity: true) }
        do throws(RDATAProblem) {
            try encodeFields(type, FieldCursor(fields, origin: origin))
            return nil
        } catch {
            return error
        }
    }

    private mutating func encodeFields(_ type: RecordType, _ start: FieldCursor) throws(RDATAProblem) {
        var cursor = start
        let format = RecordFormat.of(type)
        if isGeneric(cursor, format) {
            try encodeGeneric(type, format, &cursor)
        } else if let format {
            if format.isEncodedByLDNS {
                try encodeWithLDNS(type, format, &cursor)
            } else {
                for index in format.fields.indices { try append(format.fields[index], &cursor) }
            }
        } else {
            let field = RecordFormat.Field("RDATA", .hex)
            _ = try cursor.next(field)
            throw cursor.invalid(field, "the generic form \\# LENGTH HEX, the only form of \(type) (RFC 3597 §5)")
        }
        guard cursor.isAtEnd else {
            throw RDATAProblem(.extra(expected: cursor.index), fieldIndex: cursor.index)
        }
        guard wire.count <= 65535 else {
            throw RDATAProblem(
                .invalid(field: "RDATA", expected: "at most 65535 octets (found \(wire.count))"),
                fieldIndex: cursor.current
            )
        }
    }

    /// Reads one field (or all remaining ones, for some kinds), and appends its wire form.
    private mutating func append(
        _ field: borrowing RecordFormat.Field,
        _ cursor: inout FieldCursor
    ) throws(RDATAProblem) {
        switch field.kind {
        case .name: try appendName(field, &cursor)
        case .uint8: append8(UInt8(truncatingIfNeeded: try number(field, max: 0xFF, &cursor)))
        case .uint16: append16(UInt16(truncatingIfNeeded: try number(field, max: 0xFFFF, &cursor)))
        case .uint32: append32(UInt32(truncatingIfNeeded: try number(field, max: 0xFFFF_FFFF, &cursor)))
        case .uint64: append64(try number(field, max: .max, &cursor))
        case .seconds: append32(try seconds(field, &cursor))
        case .time: append32(try time(field, &cursor))
        case .ipv4: append32(try ipv4(field, &cursor))
        case .ipv6:
            let address = try ipv6(field, &cursor)
            append64(address.high)
            append64(address.low)
        case .string: try appendString(field, &cursor)
        default: try appendUncommon(field, &cursor)
        }
    }

    private mutating func appendUncommon(
        _ field: borrowing RecordFormat.Field,
        _ cursor: inout FieldCursor
    ) throws(RDATAProblem) {
        switch field.kind {
        case .signer: try appendSigner(field, &cursor)
        case .locator64: append64(try locator64(field, &cursor))
        case .eui(let octets): try appendEUI(field, octets: octets, &cursor)
        case .optionalString: if !cursor.isAtEnd { try appendString(field, &cursor) }
        case .strings: repeat { try appendString(field, &cursor) } while !cursor.isAtEnd
        case .quotedText: try appendText(field, mustBeQuoted: true, &cursor)
        case .text: try appendText(field, mustBeQuoted: false, &cursor)
        case .tag: try appendTag(field, &cursor)
        case .substitution: try appendSubstitution(field, &cursor)
        case .digits: try appendDigits(field, &cursor)
        case .recordType: append16(try recordType(field, mayBeNumber: true, &cursor))
        case .typeBitmap(let mayBeEmpty): try appendTypeBitmap(field, mayBeEmpty: mayBeEmpty, &cursor)
        case .nxtBitmap: try appendNXTBitmap(field, &cursor)
        case .algorithm: append8(UInt8(try mnemonic(field, .algorithms, &cursor)))
        case .digestType: append8(UInt8(try mnemonic(field, .digestTypes, &cursor)))
        case .certificateType: append16(UInt16(try mnemonic(field, .certificateTypes, &cursor)))
        case .keyProtocol: append8(UInt8(try mnemonic(field, .keyProtocols, &cursor)))
        case .hashAlgorithm: append8(UInt8(try mnemonic(field, .hashAlgorithms, &cursor)))
        case .syncScheme: append8(UInt8(try mnemonic(field, .syncSchemes, &cursor)))
        case .keyFlags: append16(try keyFlags(field, &cursor))
        case .noKeyFlags:
            let flags = try keyFlags(field, &cursor)
            guard flags == 0 else { throw cursor.outOfRange(field, 0...0) }
            append16(flags)
        case .prefixLength, .addressSuffix, .prefixName: try appendA6(field, &cursor)
        case .gatewayType, .gateway, .discovery, .relayType, .relay: try appendGateway(field, &cursor)
        case .serviceParameters: try appendServiceParameters(field, &cursor)
        case .wksProtocol, .wksServices: try appendServices(field, &cursor)
        case .atmAddress: try appendATMAddress(field, &cursor)
        case .names: while !cursor.isAtEnd { try appendName(field, &cursor) }
        default: try appendBinary(field, &cursor)
        }
    }
}

extension RDATACoder {
    @inline(__always)
    mutating func append8(_ value: UInt8) {
        wire.append(value)
    }

    mutating func append16(_ value: UInt16) {
        wire.append(UInt8(value >> 8))
        wire.append(UInt8(truncatingIfNeeded: value))
    }

    mutating func append32(_ value: UInt32) {
        append16(UInt16(value >> 16))
        append16(UInt16(truncatingIfNeeded: value))
    }

    mutating func append64(_ value: UInt64) {
        append32(UInt32(value >> 32))
        append32(UInt32(truncatingIfNeeded: value))
    }
}
