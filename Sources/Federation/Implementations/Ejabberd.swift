extension Implementation {
    /// ejabberd 61bf7a9c: `src/mod_matrix_gw_s2s.erl`, read.
    public static let ejabberd = Implementation(
        name: .ejabberd,
        title: "ejabberd (mod_matrix_gw)",
        kind: .homeserver,
        policy: Policy(
            wellKnown: WellKnownPolicy(
                statuses: .only200,
                size: .some(.none),
                // Erlang's httpc follows redirects; the limit is unverified.
                redirects: nil,
                // A strict JSON object.
                keyCase: .exact,
                trailingText: .refused,
                // It is split at the first colon. With IPv6, or a port that is not a number, the document is ignored.
                invalidValue: .ignoredUnlessSplit,
                // Unverified.
                emptyValue: nil,
                // Unverified.
                trailingDot: nil
            ),
            services: .oldOnly,
            // It connects to port 8448 of the delegated host without a lookup of SRV records.
            delegatedServices: .none,
            newNameFailure: .always(.countsAsAbsent),
            // It falls back to port 8448.
            oldNameFailure: .always(.countsAsAbsent),
            // Only one, chosen by weight.
            targets: .weightedPick,
            // Unverified.
            rootTarget: nil,
            targetWithoutAddress: .unreachable,
            aliasTarget: .followed,
            // Unverified.
            addressTarget: nil,
            // Unverified.
            underscoreTarget: nil,
            // Unverified.
            octetTarget: nil,
            // Unverified.
            strictIDNATarget: nil,
            dialsServerNameAddress: false,
            // The SRV target is in the URL, so it is also the Host header and the TLS name.
            hostHeader: .target,
            certificateName: .target,
            bracketedIPv6: .broken,
            addressNames: true,
            portZeroIsNone: false,
            // Unverified.
            blockedAddresses: nil,
            matching: .erlang
        )
    )
}
