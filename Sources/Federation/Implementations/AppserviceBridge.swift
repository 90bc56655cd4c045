extension Implementation {
    /// matrix-appservice-bridge 55598e97: `src/utils/matrix-host-resolver.ts`, read, with its tests.
    public static let appserviceBridge = Implementation(
        name: .appserviceBridge,
        title: "matrix-appservice-bridge (hookshot, IRC bridge)",
        kind: .other,
        policy: Policy(
            wellKnown: WellKnownPolicy(
                statuses: .only200,
                size: .some(.none),
                // The default of fetch.
                redirects: 20,
                keyCase: .exact,
                trailingText: .refused,
                // It must split into host and port; what follows if not is unverified.
                invalidValue: nil,
                // An error; what follows is unverified.
                emptyValue: nil,
                // Unverified.
                trailingDot: nil
            ),
            // Since January 2024.
            services: .newThenOld,
            // In step 3.3 it asks for the SRV records of the original name.
            delegatedServices: .atServerName,
            newNameFailure: .always(.countsAsAbsent),
            oldNameFailure: .always(.countsAsAbsent),
            // Weights are sorted ascending; its own test says so.
            targets: .lowestWeight,
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
            // The target stands in the URL, so TLS is checked against it.
            certificateName: .target,
            bracketedIPv6: .works,
            addressNames: true,
            portZeroIsNone: false,
            // Unverified.
            blockedAddresses: nil,
            matching: .node
        )
    )
}
