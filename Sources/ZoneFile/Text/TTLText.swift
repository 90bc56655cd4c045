import DNS

/// Reads the TTL of a record or `$TTL` as BIND does: seconds, or numbers with the units `w d h m s` (`1w2d`, `90m`).
enum TTLText {
    enum Failure: Error {
        /// Not a time.
        case invalid
        /// Over 2³¹−1 seconds (RFC 2181 §8).
        case tooLarge
    }

    static let maximum: UInt32 = 2_147_483_647

    /// The time in seconds.
    static func read(_ text: UnsafeBufferPointer<UInt8>) -> Result<UInt32, Failure> {
        switch TimeUnits.read(text) {
        case .value(let seconds): seconds <= maximum ? .success(seconds) : .failure(.tooLarge)
        case .invalid: .failure(.invalid)
        case .tooLarge: .failure(.tooLarge)
        }
    }
}
