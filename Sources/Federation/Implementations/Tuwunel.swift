extension Implementation {
    /// tuwunel 1.5 and later, 5b366914: `src/service/resolver/`, read. Versions 1.0 to 1.4 look up `_matrix-fed._tcp`
    /// only.
    public static let tuwunel = Implementation(
        name: .tuwunel,
        title: "tuwunel",
        kind: .homeserver,
        policy: Policy(
            wellKnown: WellKnownPolicy(
                statuses: .success,
                size: .rejects(above: 12_288),
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
            // Discovery continues after an RCODE, but not after a timeout.
            newNameFailure: LookupFailurePolicy(
                rcode: .countsAsAbsent, notImplemented: .countsAsAbsent, timeout: .fails),
            oldNameFailure: LookupFailurePolicy(rcode: .countsAsAbsent, notImplemented: .countsAsAbsent, timeout: nil),
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
            // The DNS layer checks the deny list.
            blockedAddresses: .refusedOneByOne,
            matching: .rustls
        )
    )
}
