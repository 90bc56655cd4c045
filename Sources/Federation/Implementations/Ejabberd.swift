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
                // Erlang's httpc follows; how far is unverified.
                redirects: nil,
                // A strict JSON object.
                keyCase: .exact,
                trailingText: .refused,
                // Split at the first colon; a port that is no number, or IPv6, counts as no well-known. The rest is
                // unverified.
                invalidValue: nil,
                // Unverified.
                emptyValue: nil,
                // Unverified.
                trailingDot: nil
            ),
            services: .oldOnly,
            // The delegated host is dialled at 8448 without a question for SRV.
            delegatedServices: .none,
            newNameFailure: .always(.countsAsAbsent),
            // On to port 8448.
            oldNameFailure: .always(.countsAsAbsent),
            // A weighted pick, and no other.
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
            // The SRV target stands in the URL, so Host and TLS name are it.
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
