extension Implementation {
    /// matrix-appservice-bridge 55598e97: `src/utils/matrix-host-resolver.ts`, read, including its tests.
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
                // It must consist of host and port; the handling of others is unverified.
                invalidValue: nil,
                // `getWellKnown` throws, and discovery continues with step 4.
                emptyValue: .ignored,
                // Unverified.
                trailingDot: nil
            ),
            // Since January 2024.
            services: .newThenOld,
            // In step 3.3 it looks up the SRV records of the server name.
            delegatedServices: .atServerName,
            newNameFailure: .always(.countsAsAbsent),
            oldNameFailure: .always(.countsAsAbsent),
            // Weights are sorted in ascending order, which its own test expects.
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
            // The target is in the URL, so TLS verifies it.
            certificateName: .target,
            // Without a port, the text after the last colon of the address is read as one.
            bracketedIPv6: .brokenWithoutPort,
            addressNames: true,
            portZeroIsNone: false,
            // Unverified.
            blockedAddresses: nil,
            matching: .node
        )
    )
}
