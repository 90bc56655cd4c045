extension Implementation {
    /// conduwuit d8311a5f: `src/service/resolver/`, read. The project is archived; tuwunel and continuwuity continue
    /// it.
    public static let conduwuit = Implementation(
        name: .conduwuit,
        title: "conduwuit (archived)",
        kind: .homeserver,
        policy: Policy(
            wellKnown: WellKnownPolicy(
                statuses: .success,
                size: .rejects(above: 12_287),
                redirects: 4,
                // serde.
                keyCase: .exact,
                // serde.
                trailingText: .refused,
                // ruma's grammar of server names; an invalid name is ignored.
                invalidValue: .ignored,
                // Invalid in the grammar.
                emptyValue: .ignored,
                // Unverified.
                trailingDot: nil
            ),
            services: .newThenOld,
            delegatedServices: .atDelegatedHost,
            // hickory 0.25 reports error codes as "no records".
            newNameFailure: LookupFailurePolicy(
                rcode: .countsAsAbsent, notImplemented: .countsAsAbsent, timeout: .fails),
            oldNameFailure: LookupFailurePolicy(
                rcode: .countsAsAbsent, notImplemented: .countsAsAbsent, timeout: .fails),
            // Priority and weight are ignored.
            targets: .firstInAnswer,
            // Unverified.
            rootTarget: nil,
            targetWithoutAddress: .unreachable,
            aliasTarget: .followed,
            // Unverified.
            addressTarget: nil,
            // Probably looked up; unverified.
            underscoreTarget: nil,
            // Unverified.
            octetTarget: nil,
            strictIDNATarget: .lookedUp,
            // The addresses of the server name are cached first and override those of the SRV target (tuwunel#159,
            // #385, conduwuit#704).
            dialsServerNameAddress: true,
            // The authority of the URL: `name:port`, without the port if it is 443.
            hostHeader: .authority,
            certificateName: .specified,
            bracketedIPv6: .brokenWithoutPort,
            addressNames: true,
            portZeroIsNone: false,
            // Unverified.
            blockedAddresses: nil,
            matching: .rustls
        )
    )
}
