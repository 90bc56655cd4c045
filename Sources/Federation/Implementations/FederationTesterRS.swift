extension Implementation {
    /// MTRNord/rust-federation-tester 2f93af7c: `crates/server/src/`, read.
    public static let federationTesterRS = Implementation(
        name: .federationTesterRS,
        title: "rust-federation-tester",
        kind: .tester,
        policy: Policy(
            wellKnown: WellKnownPolicy(
                statuses: .only200,
                // Unverified.
                size: nil,
                redirects: 10,
                // serde.
                keyCase: .exact,
                // serde.
                trailingText: .refused,
                // Unverified.
                invalidValue: nil,
                // Unverified.
                emptyValue: nil,
                // Unverified.
                trailingDot: nil
            ),
            // The targets of both names are probed.
            services: .union,
            delegatedServices: .atDelegatedHost,
            // Recorded as an error; the other name is still looked up.
            newNameFailure: .always(.countsAsAbsent),
            oldNameFailure: .always(.countsAsAbsent),
            // All are probed; one success is enough.
            targets: .allInOrder,
            // Unverified.
            rootTarget: nil,
            targetWithoutAddress: .unreachable,
            // SRVPointsToCNAME.
            aliasTarget: .refused,
            // Unverified.
            addressTarget: nil,
            // Unverified.
            underscoreTarget: nil,
            // Unverified.
            octetTarget: nil,
            // Unverified.
            strictIDNATarget: nil,
            dialsServerNameAddress: false,
            // The Host header never has a port.
            hostHeader: .withoutPort,
            certificateName: .specified,
            // Unverified.
            bracketedIPv6: nil,
            addressNames: true,
            portZeroIsNone: false,
            // Private and documentation addresses are refused.
            blockedAddresses: .refusedOneByOne,
            matching: .rustls
        )
    )
}
