extension Implementation {
    /// tuwunel 1.5 and later, 5b366914: `src/service/resolver/`, read. Versions 1.0 to 1.4 ask for `_matrix-fed._tcp` only.
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
                // ruma's grammar of server names; a failure counts as no well-known.
                invalidValue: .ignored,
                // Invalid by the grammar.
                emptyValue: .ignored,
                // Unverified.
                trailingDot: nil
            ),
            services: .newThenOld,
            delegatedServices: .atDelegatedHost,
            // Error codes of the protocol mean "go on", silence does not.
            newNameFailure: FailureReactions(rcode: .countsAsAbsent, notImplemented: .countsAsAbsent, timeout: .fails),
            oldNameFailure: FailureReactions(rcode: .countsAsAbsent, notImplemented: .countsAsAbsent, timeout: nil),
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
            // The deny list is checked by its DNS layer.
            blockedAddresses: .refusedOneByOne,
            matching: .rustls
        )
    )
}
