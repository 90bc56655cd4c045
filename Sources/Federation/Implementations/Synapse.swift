extension Implementation {
    /// Synapse 1.163: `synapse/http/federation/{srv_resolver,well_known_resolver,matrix_federation_agent}.py`, read and run.
    public static let synapse = Implementation(
        name: .synapse,
        title: "Synapse",
        kind: .homeserver,
        policy: Policy(
            wellKnown: WellKnownPolicy(
                // `WellKnownResolver._make_well_known_request`.
                statuses: .only200,
                // `WELL_KNOWN_MAX_SIZE` is 50 KiB; 51,199 bytes pass and 51,200 do not.
                size: .rejects(above: 51_199),
                // Twisted's RedirectAgent; 308 is followed, and plain http as well.
                redirects: 20,
                // A Python dictionary.
                keyCase: .exact,
                // `json.loads`.
                trailingText: .refused,
                // The grammar is not checked: a URL, a bad port or a blank leads to a host that cannot be reached. A
                // value that is not ASCII is refused, and discovery goes on.
                invalidValue: .failsUnlessNotASCII,
                // Cached as a valid answer that delegates nothing.
                emptyValue: .ignored,
                // service_identity does not match a reference name with a final dot.
                trailingDot: .failsCertificateCheck
            ),
            // Since 1.93 (September 2023).
            services: .newThenOld,
            delegatedServices: .atDelegatedHost,
            // `SrvResolver` catches DNSNameError and DNSNotImplementedError; all else propagates.
            newNameFailure: FailureReactions(rcode: .fails, notImplemented: .countsAsAbsent, timeout: .fails),
            oldNameFailure: FailureReactions(rcode: .fails, notImplemented: .countsAsAbsent, timeout: .fails),
            // RFC 2782 with a weighted shuffle; the next one after a failure of TCP, not of TLS.
            targets: .allInOrder,
            // The root decodes to an empty host, which is a ValueError; a real target beside it is used.
            rootTarget: .fails,
            targetWithoutAddress: .unreachable,
            // element-hq/synapse#19201.
            aliasTarget: .followed,
            // Run.
            addressTarget: .usedAsAddress,
            // The host is refused when connecting; run.
            underscoreTarget: .unreachable,
            // Run.
            octetTarget: .unreachable,
            // Run.
            strictIDNATarget: .unreachable,
            dialsServerNameAddress: false,
            // Verbatim, with its case.
            hostHeader: .specified,
            certificateName: .specified,
            bracketedIPv6: .works,
            addressNames: true,
            // `if parsed_uri.port` is false for 0.
            portZeroIsNone: true,
            // The default IP block list; one blocked address discards all of the name.
            blockedAddresses: .discardName,
            matching: .serviceIdentity
        )
    )
}
