extension Implementation {
    /// continuwuity 09073235 with resolvematrix 1.3.0: `src/{server,resolution}.rs`, `src/service/resolver/`, read.
    public static let continuwuity = Implementation(
        name: .continuwuity,
        title: "continuwuity",
        kind: .homeserver,
        policy: Policy(
            wellKnown: WellKnownPolicy(
                statuses: .only200,
                // 256 KiB.
                size: .rejects(above: 262_144),
                redirects: 4,
                // serde.
                keyCase: .exact,
                // serde.
                trailingText: .refused,
                // A value that cannot be parsed is put into the URL, which is then invalid.
                invalidValue: .fails,
                // Unverified.
                emptyValue: nil,
                // Unverified.
                trailingDot: nil
            ),
            services: .newThenOld,
            delegatedServices: .atDelegatedHost,
            // All DNS failures are the same as absence; a timeout is ten attempts of ten seconds.
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
            // The deny list is checked for the address that answers.
            blockedAddresses: .refusedOneByOne,
            matching: .rustls
        )
    )
}
