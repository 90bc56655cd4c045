extension Implementation {
    /// Conduit d058dab7 (`src/api/server_server.rs`) and palpo, which is derived from it; read.
    public static let conduit = Implementation(
        name: .conduit,
        title: "Conduit (palpo)",
        kind: .homeserver,
        policy: Policy(
            wellKnown: WellKnownPolicy(
                // The status is ignored: a JSON error page with `m.server` delegates.
                statuses: .any,
                size: .some(.none),
                // reqwest's default.
                redirects: 10,
                // serde.
                keyCase: .exact,
                // serde.
                trailingText: .refused,
                // Any string is accepted and put into the URL unchanged.
                invalidValue: .fails,
                // Unverified.
                emptyValue: nil,
                // Unverified.
                trailingDot: nil
            ),
            // Since 0.7.0 (April 2024).
            services: .newThenOld,
            delegatedServices: .atDelegatedHost,
            newNameFailure: .always(.countsAsAbsent),
            oldNameFailure: .always(.countsAsAbsent),
            // Priority and weight are ignored.
            targets: .firstInAnswer,
            // If the target does not resolve, the host itself is used at the SRV port.
            rootTarget: .ownAddressAtPort,
            targetWithoutAddress: .ownAddressAtPort,
            aliasTarget: .followed,
            // Unverified.
            addressTarget: nil,
            // Probably looked up; unverified.
            underscoreTarget: nil,
            // Unverified.
            octetTarget: nil,
            strictIDNATarget: .lookedUp,
            dialsServerNameAddress: false,
            // The authority of the URL: `name:port`, without the port if it is 443.
            hostHeader: .authority,
            certificateName: .specified,
            bracketedIPv6: .works,
            addressNames: true,
            portZeroIsNone: false,
            // Unverified.
            blockedAddresses: nil,
            matching: .rustls
        )
    )
}
