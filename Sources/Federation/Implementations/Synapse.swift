extension Implementation {
    /// Synapse 1.163: `synapse/http/federation/{srv_resolver,well_known_resolver,matrix_federation_agent}.py`, read and
    /// run.
    public static let synapse = Implementation(
        name: .synapse,
        title: "Synapse",
        kind: .homeserver,
        policy: Policy(
            wellKnown: WellKnownPolicy(
                // `WellKnownResolver._make_well_known_request`.
                statuses: .only200,
                // `WELL_KNOWN_MAX_SIZE` is 50 KiB; 51,199 bytes are accepted and 51,200 are not.
                size: .rejects(above: 51_199),
                // Twisted's RedirectAgent; 308 and plain http are followed as well.
                redirects: 20,
                // A Python dictionary.
                keyCase: .exact,
                // `json.loads`.
                trailingText: .refused,
                // The grammar is not checked: a URL, an invalid port or a space gives an unreachable host. A value
                // that is not ASCII is ignored.
                invalidValue: .failsUnlessNotASCII,
                // Cached as a valid document that does not delegate.
                emptyValue: .ignored,
                // service_identity does not match a required name with a final dot.
                trailingDot: .failsCertificateCheck
            ),
            // Since 1.93 (September 2023).
            services: .newThenOld,
            delegatedServices: .atDelegatedHost,
            // `SrvResolver` catches DNSNameError and DNSNotImplementedError; other errors propagate.
            newNameFailure: LookupFailurePolicy(rcode: .fails, notImplemented: .countsAsAbsent, timeout: .fails),
            oldNameFailure: LookupFailurePolicy(rcode: .fails, notImplemented: .countsAsAbsent, timeout: .fails),
            // RFC 2782 with a weighted shuffle. The next one is tried after a failure of TCP, not of TLS.
            targets: .allInOrder,
            // The root becomes an empty host, which is a ValueError. Other targets are still used.
            rootTarget: .fails,
            targetWithoutAddress: .unreachable,
            // element-hq/synapse#19201.
            aliasTarget: .followed,
            // Run.
            addressTarget: .usedAsAddress,
            // The host is refused at the connection. Run.
            underscoreTarget: .unreachable,
            // Run. A target with octets outside ASCII ends the request even if there are others, because decoding it
            // for the log fails outside the `try`. The policy does not distinguish these from other octets.
            octetTarget: .unreachable,
            // Run.
            strictIDNATarget: .unreachable,
            dialsServerNameAddress: false,
            // Unchanged, including its case.
            hostHeader: .specified,
            certificateName: .specified,
            bracketedIPv6: .works,
            addressNames: true,
            // `if parsed_uri.port` is false for 0.
            portZeroIsNone: true,
            // The default IP block list; one blocked address discards all addresses of the name.
            blockedAddresses: .discardName,
            matching: .serviceIdentity
        )
    )
}
