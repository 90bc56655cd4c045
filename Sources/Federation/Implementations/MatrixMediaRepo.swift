extension Implementation {
    /// matrix-media-repo 84bcb708: `matrix/{server_discovery,requests}.go`, read, including its tests.
    public static let matrixMediaRepo = Implementation(
        name: .matrixMediaRepo,
        title: "matrix-media-repo",
        kind: .other,
        policy: Policy(
            wellKnown: WellKnownPolicy(
                statuses: .only200,
                size: .some(.none),
                // Go's http.Client.
                redirects: 10,
                // Go's encoding/json.
                keyCase: .ignored,
                // A streaming decoder reads the first value only.
                trailingText: .ignored,
                // A value that SplitHostPort refuses is ignored; which ones it accepts is unverified.
                invalidValue: nil,
                // Unverified.
                emptyValue: nil,
                // Go strips it for SNI and comparison, and sends it in the Host header.
                trailingDot: .keptInHostHeader
            ),
            services: .newThenOld,
            delegatedServices: .atDelegatedHost,
            // Errors are ignored.
            newNameFailure: .always(.countsAsAbsent),
            oldNameFailure: .always(.countsAsAbsent),
            // Sorted by Go; only the first is used.
            targets: .firstInOrder,
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
            // If the server name has a port, the header has none.
            hostHeader: .withoutPortOfServerName,
            certificateName: .specified,
            bracketedIPv6: .works,
            addressNames: true,
            portZeroIsNone: false,
            // Unverified.
            blockedAddresses: nil,
            matching: .go
        )
    )
}
