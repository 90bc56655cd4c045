extension Implementation {
    /// Sydent: `sydent/http/{matrixfederationagent,srvresolver,federation_tls_options}.py` at 135abba9, read.
    public static let sydent = Implementation(
        name: .sydent,
        title: "Sydent (identity server)",
        kind: .other,
        policy: Policy(
            wellKnown: WellKnownPolicy(
                statuses: .only200,
                // 50 KiB, in code that it shares with Synapse.
                size: .rejects(above: 51_199),
                // Twisted's RedirectAgent.
                redirects: 20,
                keyCase: .exact,
                trailingText: .refused,
                // Any string is accepted; the result was not tested.
                invalidValue: nil,
                // Unverified.
                emptyValue: nil,
                // Unverified.
                trailingDot: nil
            ),
            // Since September 2023.
            services: .newThenOld,
            delegatedServices: .atDelegatedHost,
            // DNS errors are raised.
            newNameFailure: .always(.fails),
            oldNameFailure: .always(.fails),
            // Only one record of the lowest priority.
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
            hostHeader: .specified,
            certificateName: .specified,
            bracketedIPv6: .works,
            addressNames: true,
            portZeroIsNone: false,
            // Unverified.
            blockedAddresses: nil,
            matching: .serviceIdentity
        )
    )
}
