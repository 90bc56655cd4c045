extension Implementation {
    /// mautrix-go: `federation/{resolution,httpclient,servername}.go` at bdb58f2e, read and run.
    public static let mautrixGo = Implementation(
        name: .mautrixGo,
        title: "mautrix-go (bridges)",
        kind: .other,
        policy: Policy(
            wellKnown: WellKnownPolicy(
                statuses: .only200,
                // A declared length over 64 KiB is refused. Without a declared length, the document is truncated there.
                size: .truncates(at: 65_536),
                // Go's http.Client.
                redirects: 10,
                // Go's encoding/json.
                keyCase: .ignored,
                // `json.NewDecoder` reads only the first value.
                trailingText: .ignored,
                // Ignored for discovery, but sent in the Host header. Run.
                invalidValue: .ignoredButSentAsHost,
                // "Server name not found in response".
                emptyValue: .ignored,
                // Go strips it for SNI and comparison, and sends it in the Host header.
                trailingDot: .keptInHostHeader
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
            // `ParseServerName` returns 0 if there is no port.
            portZeroIsNone: true,
            // Unverified.
            blockedAddresses: nil,
            matching: .go
        )
    )
}
