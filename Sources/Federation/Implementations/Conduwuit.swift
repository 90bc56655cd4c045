extension Implementation {
    /// conduwuit d8311a5f: `src/service/resolver/`, read. The project is archived; tuwunel and continuwuity follow it.
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
                // ruma's grammar of server names; a failure counts as no well-known.
                invalidValue: .ignored,
                // Invalid by the grammar.
                emptyValue: .ignored,
                // Unverified.
                trailingDot: nil
            ),
            services: .newThenOld,
            delegatedServices: .atDelegatedHost,
            // hickory 0.25 reports error codes as "no records".
            newNameFailure: FailureReactions(rcode: .countsAsAbsent, notImplemented: .countsAsAbsent, timeout: .fails),
            oldNameFailure: FailureReactions(rcode: .countsAsAbsent, notImplemented: .countsAsAbsent, timeout: .fails),
            // Priority and weight are not looked at.
            targets: .firstInAnswer,
            // Unverified.
            rootTarget: nil,
            targetWithoutAddress: .unreachable,
            aliasTarget: .followed,
            // Unverified.
            addressTarget: nil,
            // Presumably looked up; unverified.
            underscoreTarget: nil,
            // Unverified.
            octetTarget: nil,
            strictIDNATarget: .lookedUp,
            // The server name's own addresses are cached first and win over those of the SRV target (tuwunel#159,
            // #385, conduwuit#704).
            dialsServerNameAddress: true,
            // The authority of the URL: `name:port`, the port left out only if it is 443.
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
