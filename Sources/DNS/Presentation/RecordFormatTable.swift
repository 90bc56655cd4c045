extension RecordFormat {
    static let delegationSigner = RecordFormat([
        Field("key tag", .uint16), Field("algorithm", .algorithm), Field("digest type", .digestType),
        Field("digest", .dsDigest),
    ])
    private static let host = RecordFormat([Field("target", .name)])
    private static let mailbox = RecordFormat([Field("mailbox", .name)])
    private static let text = RecordFormat([Field("text", .strings)])
    private static let publicKey = RecordFormat([
        Field("flags", .keyFlags), Field("protocol", .keyProtocol), Field("algorithm", .algorithm),
        Field("public key", .base64),
    ])
    private static func signature(signer: Kind) -> RecordFormat {
        RecordFormat([
            Field("type covered", .recordType), Field("algorithm", .algorithm), Field("labels", .uint8),
            Field("original TTL", .uint32), Field("expiration", .time), Field("inception", .time),
            Field("key tag", .uint16), Field("signer", signer), Field("signature", .base64),
        ])
    }
    private static let certificateAssociation = RecordFormat([
        Field("certificate usage", .uint8), Field("selector", .uint8), Field("matching type", .uint8),
        Field("certificate data", .hex),
    ])
    private static let serviceBinding = RecordFormat([
        Field("priority", .uint16), Field("target", .name), Field("parameters", .serviceParameters),
    ])
    private static let hexData = RecordFormat([Field("data", .hex)], ldns: true)
    private static let base64Data = RecordFormat([Field("data", .base64)])

    private static func preference(_ field: Field) -> RecordFormat {
        RecordFormat([Field("preference", .uint16), field])
    }

    /// The formats by type number. TA and DLV, whose numbers are too high for the table, are ``delegationSigner``. NULL,
    /// UINFO, UID, GID and UNSPEC have only the generic form.
    static let assigned: [(Int, RecordFormat)] = [
        (1, RecordFormat([Field("address", .ipv4)])),
        (2, host), (3, host), (4, host), (5, host),
        (
            6,
            RecordFormat([
                Field("primary server", .name), Field("mailbox", .name), Field("serial", .uint32),
                Field("refresh", .seconds), Field("retry", .seconds), Field("expire", .seconds),
                Field("minimum", .seconds),
            ])
        ),
        (7, mailbox), (8, mailbox), (9, mailbox),
        (
            11,
            RecordFormat([
                Field("address", .ipv4), Field("protocol", .wksProtocol), Field("services", .wksServices),
            ])
        ),
        (12, host),
        (13, RecordFormat([Field("CPU", .string), Field("operating system", .string)])),
        (14, RecordFormat([Field("responsible mailbox", .name), Field("error mailbox", .name)])),
        (15, preference(Field("mail server", .name))),
        (16, text),
        (17, RecordFormat([Field("mailbox", .name), Field("TXT name", .name)])),
        (18, RecordFormat([Field("subtype", .uint16), Field("server", .name)])),
        (19, RecordFormat([Field("address", .digits)], ldns: true)),
        (20, RecordFormat([Field("address", .string), Field("subaddress", .optionalString)], ldns: true)),
        (21, preference(Field("intermediate host", .name))),
        (22, RecordFormat([Field("address", .nsap)], ldns: true)),
        (23, host),
        (24, signature(signer: .name)),
        (
            25,
            RecordFormat([
                Field("flags", .keyFlags), Field("protocol", .keyProtocol), Field("algorithm", .algorithm),
                Field("public key", .keyData),
            ])
        ),
        (
            26,
            RecordFormat([
                Field("preference", .uint16), Field("RFC 822 domain", .name), Field("X.400 domain", .name),
            ])
        ),
        (
            27,
            RecordFormat(
                [Field("longitude", .string), Field("latitude", .string), Field("altitude", .string)],
                ldns: true
            )
        ),
        (28, RecordFormat([Field("address", .ipv6)])),
        (29, RecordFormat([Field("location", .location)], ldns: true)),
        (30, RecordFormat([Field("next name", .name), Field("types", .nxtBitmap)])),
        (31, hexData), (32, hexData),
        (
            33,
            RecordFormat([
                Field("priority", .uint16), Field("weight", .uint16), Field("port", .uint16), Field("target", .name),
            ])
        ),
        (34, RecordFormat([Field("address", .atmAddress)])),
        (
            35,
            RecordFormat([
                Field("order", .uint16), Field("preference", .uint16), Field("flags", .string),
                Field("services", .string), Field("regular expression", .substitution),
                Field("replacement", .name),
            ])
        ),
        (36, preference(Field("key exchanger", .name))),
        (
            37,
            RecordFormat([
                Field("certificate type", .certificateType), Field("key tag", .uint16),
                Field("algorithm", .algorithm), Field("certificate", .base64),
            ])
        ),
        (
            38,
            RecordFormat([
                Field("prefix length", .prefixLength), Field("address suffix", .addressSuffix),
                Field("prefix name", .prefixName),
            ])
        ),
        (39, host),
        (
            40,
            RecordFormat([
                Field("meaning", .uint8), Field("coding", .uint8), Field("subcoding", .uint8),
                Field("data", .optionalBase64),
            ])
        ),
        (42, RecordFormat([Field("address prefix", .addressPrefixes)], ldns: true)),
        (43, delegationSigner),
        (
            44,
            RecordFormat([
                Field("algorithm", .uint8), Field("fingerprint type", .uint8),
                Field("fingerprint", .sshFingerprint),
            ])
        ),
        (
            45,
            RecordFormat([
                Field("precedence", .uint8), Field("gateway type", .gatewayType), Field("algorithm", .uint8),
                Field("gateway", .gateway), Field("public key", .base64),
            ])
        ),
        (46, signature(signer: .signer)),
        (47, RecordFormat([Field("next name", .name), Field("types", .typeBitmap(mayBeEmpty: false))])),
        (48, publicKey),
        (49, base64Data),
        (
            50,
            RecordFormat([
                Field("hash algorithm", .hashAlgorithm), Field("flags", .uint8), Field("iterations", .uint16),
                Field("salt", .salt), Field("next hashed owner", .nextHash),
                Field("types", .typeBitmap(mayBeEmpty: true)),
            ])
        ),
        (
            51,
            RecordFormat([
                Field("hash algorithm", .hashAlgorithm), Field("flags", .uint8), Field("iterations", .uint16),
                Field("salt", .salt),
            ])
        ),
        (52, certificateAssociation), (53, certificateAssociation),
        (
            55,
            RecordFormat([
                Field("algorithm", .uint8), Field("host identity tag", .hitHex), Field("public key", .hitKey),
                Field("rendezvous server", .names),
            ])
        ),
        (56, text),
        (
            57,
            RecordFormat([
                Field("flags", .noKeyFlags), Field("protocol", .keyProtocol), Field("algorithm", .algorithm),
                Field("public key", .base64),
            ])
        ),
        (58, RecordFormat([Field("previous name", .name), Field("next name", .name)])),
        (59, delegationSigner), (60, publicKey),
        (61, RecordFormat([Field("public key", .base64)])),
        (
            62,
            RecordFormat([
                Field("serial", .uint32), Field("flags", .uint16), Field("types", .typeBitmap(mayBeEmpty: true)),
            ])
        ),
        (
            63,
            RecordFormat([
                Field("serial", .uint32), Field("scheme", .uint8), Field("hash algorithm", .uint8),
                Field("digest", .zoneDigest),
            ])
        ),
        (64, serviceBinding), (65, serviceBinding),
        (
            66,
            RecordFormat([
                Field("type", .recordType), Field("scheme", .syncScheme), Field("port", .uint16),
                Field("target", .name),
            ])
        ),
        (67, base64Data), (68, base64Data),
        (99, text),
        (104, preference(Field("node identifier", .locator64))),
        (105, preference(Field("locator", .ipv4))),
        (106, preference(Field("locator", .locator64))),
        (107, preference(Field("locator name", .name))),
        (108, RecordFormat([Field("address", .eui(octets: 6))])),
        (109, RecordFormat([Field("address", .eui(octets: 8))])),
        (
            256,
            RecordFormat([Field("priority", .uint16), Field("weight", .uint16), Field("target", .quotedText)])
        ),
        (257, RecordFormat([Field("flags", .uint8), Field("tag", .tag), Field("value", .text)])),
        (258, text),
        (
            259,
            RecordFormat([
                Field("enterprise", .uint32), Field("type", .uint32), Field("location", .uint8),
                Field("media type", .string), Field("data", .dashedBase64),
            ])
        ),
        (
            260,
            RecordFormat([
                Field("precedence", .uint8), Field("discovery", .discovery), Field("relay type", .relayType),
                Field("relay", .relay),
            ])
        ),
        (261, text), (262, text), (263, text),
        (264, RecordFormat([Field("node number", .uint64)])),
    ]
}
