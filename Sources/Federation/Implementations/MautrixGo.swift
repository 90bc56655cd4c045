extension Implementation {
    /// mautrix-go: `federation/{resolution,httpclient,servername}.go` at bdb58f2e, read and run.
    public static let mautrixGo = Implementation(
        name: .mautrixGo,
        title: "mautrix-go (bridges)",
        kind: .other,
        policy: Policy(
            wellKnown: WellKnownPolicy(
                statuses: .only200,
                // 64 KiB. Whether a longer document is truncated or refused was not tested; it cannot be parsed either
                // way.
                size: .truncates(at: 65_536),
                // Go's http.Client.
                redirects: 10,
                // Go's encoding/json.
                keyCase: .ignored,
                // Unverified.
                trailingText: nil,
                // Ignored for discovery, but sent in the Host header. Run.
                invalidValue: .ignoredButSentAsHost,
                // Unverified.
                emptyValue: nil,
                // Go strips it for SNI and comparison.
                trailingDot: .stripped
            ),
            // Since July 2024.
            services: .newThenOld,
            delegatedServices: .atDelegatedHost,
            // Run.
            newNameFailure: .always(.fallsBack),
            oldNameFailure: .always(.fallsBack),
            // Sorted; only the first is used. Run.
            targets: .firstInOrder,
            // As in Dendrite. Run.
            rootTarget: .fails,
            targetWithoutAddress: .unreachable,
            aliasTarget: .followed,
            // Run.
            addressTarget: .discarded,
            // Run.
            underscoreTarget: .lookedUp,
            // Run.
            octetTarget: .discarded,
            // Run.
            strictIDNATarget: .lookedUp,
            dialsServerNameAddress: false,
            hostHeader: .specified,
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
