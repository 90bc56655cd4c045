extension Implementation {
    /// Dendrite, which resolves with gomatrixserverlib: `fclient/{resolve,well_known,client}.go` at ffcbbd38, read and run.
    public static let dendrite = Implementation(
        name: .dendrite,
        title: "Dendrite",
        kind: .homeserver,
        policy: Policy(
            wellKnown: WellKnownPolicy(
                statuses: .only200,
                // A declared length over 51,200 is refused; an undeclared one is cut there.
                size: .truncates(at: 51_200),
                // Go's http.Client.
                redirects: 10,
                // Go's encoding/json matches keys without regard to case.
                keyCase: .ignored,
                trailingText: .refused,
                // "Invalid server name" is a hard error after a successful fetch.
                invalidValue: .fails,
                // Counts as missing.
                emptyValue: .ignored,
                // Go strips it for SNI and comparison.
                trailingDot: .stripped
            ),
            // Since 0.13.3 (August 2023).
            services: .newThenOld,
            delegatedServices: .atDelegatedHost,
            // `handleNoWellKnown` asks for the old name only after "not found".
            newNameFailure: .always(.fallsBack),
            oldNameFailure: .always(.fallsBack),
            // `RoundTrip` walks them on any error, TLS included.
            targets: .allInOrder,
            // The destination is `:port`, which is this host; no fallback. Run.
            rootTarget: .fails,
            targetWithoutAddress: .unreachable,
            aliasTarget: .followed,
            // Go's resolver drops records with invalid names, and the old name is not asked for. Run.
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
            // `deny_networks` at dial time.
            blockedAddresses: .refusedOneByOne,
            matching: .go
        )
    )
}
