extension Implementation {
    /// Dendrite, which uses gomatrixserverlib: `fclient/{resolve,well_known,client}.go` at ffcbbd38, read and run.
    public static let dendrite = Implementation(
        name: .dendrite,
        title: "Dendrite",
        kind: .homeserver,
        policy: Policy(
            wellKnown: WellKnownPolicy(
                statuses: .only200,
                // A declared length over 51,200 is refused. Without a declared length, the document is truncated there.
                size: .truncates(at: 51_200),
                // Go's http.Client.
                redirects: 10,
                // Go's encoding/json ignores the case of keys.
                keyCase: .ignored,
                trailingText: .refused,
                // "Invalid server name" is a permanent error after a successful fetch.
                invalidValue: .fails,
                // The same as a missing value.
                emptyValue: .ignored,
                // Go strips it for SNI and comparison, and sends it in the Host header.
                trailingDot: .keptInHostHeader
            ),
            // Since 0.13.3 (August 2023).
            services: .newThenOld,
            delegatedServices: .atDelegatedHost,
            // `handleNoWellKnown` looks up the old name only after "not found".
            newNameFailure: .always(.fallsBack),
            oldNameFailure: .always(.fallsBack),
            // `RoundTrip` tries the next one after any error, including TLS.
            targets: .allInOrder,
            // The destination is `:port`, which is the local host; there is no fallback. Run.
            rootTarget: .fails,
            targetWithoutAddress: .unreachable,
            aliasTarget: .followed,
            // Go's resolver ignores records with invalid names, and the old name is not looked up. Run.
            addressTarget: .discarded,
            // Run.
            underscoreTarget: .lookedUp,
            // Run.
            octetTarget: .discarded,
            // Run.
            strictIDNATarget: .lookedUp,
            dialsServerNameAddress: false,
            hostHeader: .specified,
            certificateName: .specified,
            bracketedIPv6: .works,
            addressNames: true,
            portZeroIsNone: false,
            // `deny_networks` is checked before a connection.
            blockedAddresses: .refusedOneByOne,
            matching: .go
        )
    )
}
