/// A DNS message that was received (RFC 1035 §4).
public struct Message: Sendable {
    public var id: UInt16
    public var flags: Flags
    /// The response code, including the upper bits of the OPT record.
    public var code: ResponseCode
    public var questions: [Question]
    public var answer: [ResourceRecord]
    public var authority: [ResourceRecord]
    /// The additional section without the OPT record, which is in ``edns``.
    public var additional: [ResourceRecord]
    public var edns: EDNS?
    /// The size in octets.
    public var size: Int
}

extension Message {
    /// The second 16 bits of the header without the RCODE.
    public struct Flags: RawRepresentable, Hashable, Sendable {
        public let rawValue: UInt16

        public init(rawValue: UInt16) {
            self.rawValue = rawValue
        }

        /// QR.
        public var isResponse: Bool { rawValue & 0x8000 != 0 }
        /// OPCODE; 0 is a question.
        public var opcode: UInt8 { UInt8(rawValue >> 11 & 15) }
        /// AA.
        public var isAuthoritative: Bool { rawValue & 0x0400 != 0 }
        /// TC.
        public var isTruncated: Bool { rawValue & 0x0200 != 0 }
        /// RD.
        public var recursionDesired: Bool { rawValue & 0x0100 != 0 }
        /// RA.
        public var recursionAvailable: Bool { rawValue & 0x0080 != 0 }
        /// AD: the server has validated the answer (RFC 4035 §3.2.3).
        public var isAuthentic: Bool { rawValue & 0x0020 != 0 }
        /// CD.
        public var checkingDisabled: Bool { rawValue & 0x0010 != 0 }
    }

    /// The OPT record (RFC 6891 §6.1).
    public struct EDNS: Hashable, Sendable {
        /// The largest UDP message that the sender accepts, in octets.
        public var payloadSize: UInt16
        public var version: UInt8
        /// DO.
        public var dnssecOK: Bool
        public var options: [Option]

        public struct Option: Hashable, Sendable {
            public var code: UInt16
            public var data: [UInt8]

            public init(code: UInt16, data: [UInt8]) {
                self.code = code
                self.data = data
            }
        }
    }

    /// The reason for an answer (RFC 8914).
    public struct ExtendedError: Hashable, Sendable {
        public var code: UInt16
        /// Explanatory text from the server. Untrusted: it may contain anything.
        public var text: String

        public init(code: UInt16, text: String) {
            self.code = code
            self.text = text
        }
    }

    /// The extended errors of the OPT record, in order.
    public var extendedErrors: [ExtendedError] {
        (edns?.options ?? []).compactMap { option in
            // RFC 8914 §2: option 15, an INFO-CODE of two octets, then UTF-8, which some servers end with a NUL.
            guard option.code == 15, option.data.count >= 2 else { return nil }
            let text = option.data[2...].reversed().drop { $0 == 0 }.reversed()
            return ExtendedError(
                code: UInt16(option.data[0]) << 8 | UInt16(option.data[1]),
                text: String(decoding: text, as: UTF8.self)
            )
        }
    }
}
