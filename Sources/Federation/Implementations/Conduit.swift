extension Implementation {
    /// Conduit d058dab7 (`src/api/server_server.rs`) and palpo, which derives from it; read.
    public static let conduit = Implementation(
        name: .conduit,
        title: "Conduit and palpo",
        kind: .homeserver,
        policy: Policy(
            wellKnown: WellKnownPolicy(
                // The status is not looked at: a JSON error page with `m.server` delegates.
                statuses: .any,
                size: .some(.none),
                // reqwest's default.
                redirects: 10,
                // serde.
                keyCase: .exact,
                // serde.
                trailingText: .refused,
                // Only a string is asked for, and it goes into the URL as it is.
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
            // Priority and weight are not looked at.
            targets: .firstInAnswer,
            // A target that does not resolve leaves the name itself, at the SRV port.
            rootTarget: .ownAddressAtPort,
            targetWithoutAddress: .ownAddressAtPort,
            aliasTarget: .followed,
            // Unverified.
            addressTarget: nil,
            // Presumably looked up; unverified.
            underscoreTarget: nil,
            // Unverified.
            octetTarget: nil,
            strictIDNATarget: .lookedUp,
            dialsServerNameAddress: false,
            // The authority of the URL: `name:port`, the port left out only if it is 443.
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
