extension Implementation {
    /// matrix-org/matrix-federation-tester ded612f, `main.go`, read and run. Pull request 142 adds `_matrix-fed._tcp`.
    public static let federationTester = Implementation(
        name: .federationTester,
        title: "federationtester.matrix.org",
        kind: .tester,
        policy: Policy(
            wellKnown: WellKnownPolicy(
                // As in gomatrixserverlib.
                statuses: .only200,
                size: .truncates(at: 51_200),
                redirects: 10,
                // Go's encoding/json.
                keyCase: .ignored,
                trailingText: .refused,
                // Unverified.
                invalidValue: nil,
                // The same as a missing value.
                emptyValue: .ignored,
                // Go strips it for SNI and comparison, and sends it in the Host header.
                trailingDot: .keptInHostHeader
            ),
            // At this commit.
            services: .oldOnly,
            delegatedServices: .atDelegatedHost,
            newNameFailure: .always(.countsAsAbsent),
            // A timeout ends the test. After other failures, port 8448 is used.
            oldNameFailure: LookupFailurePolicy(
                rcode: .countsAsAbsent, notImplemented: .countsAsAbsent, timeout: .fails),
            // All addresses must pass.
            targets: .allInOrder,
            // Unverified.
            rootTarget: nil,
            targetWithoutAddress: .unreachable,
            // A target that is an alias is an error.
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
            hostHeader: .specified,
            certificateName: .specified,
            bracketedIPv6: .works,
            // A server name that is an address has no addresses to test.
            addressNames: false,
            portZeroIsNone: false,
            // Unverified.
            blockedAddresses: nil,
            matching: .go
        )
    )
}
