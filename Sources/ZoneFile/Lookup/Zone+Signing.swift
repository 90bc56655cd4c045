import DNS

extension Zone {
    /// Whether the zone is signed. The file that a signer reads may have DNSKEY records, but no signatures.
    public var isSigned: Bool {
        if has(.rrsig, at: apex) || has(.nsec, at: apex) { return true }
        // Few zones that are not signed have one of these, so that their records need not be searched.
        guard has(.dnskey, at: apex) || has(.nsec3param, at: apex) else { return false }
        return records.contains { $0.type == .rrsig }
    }
}
