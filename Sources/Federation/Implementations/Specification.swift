extension Implementation {
    /// The Matrix specification, server-server API, "Resolving server names". Where it is silent the policy says so.
    public static let specification = Implementation(
        name: .specification,
        title: "the specification",
        kind: .specification,
        policy: Policy(
            wellKnown: WellKnownPolicy(
                // A status other than 200 is an error, which leads to step 4.
                statuses: .only200,
                // No bound is given.
                size: .some(.none),
                // "Redirects should be followed", with protection against loops; no number is given.
                redirects: .max,
                // JSON keys are what they are.
                keyCase: .exact,
                // Text after the value is not JSON (RFC 8259).
                trailingText: .refused,
                // The specification does not say whether an `m.server` outside the grammar is an error.
                invalidValue: nil,
                emptyValue: nil,
                // The grammar allows dots anywhere and says nothing of a final one.
                trailingDot: nil
            ),
            // Since v1.8; `_matrix._tcp` is deprecated.
            services: .newThenOld,
            delegatedServices: .atDelegatedHost,
            // Only "not found" leads on; what SERVFAIL or silence mean is not said.
            newNameFailure: .always(.unspecified),
            oldNameFailure: .always(.unspecified),
            // By RFC 2782.
            targets: .allInOrder,
            // RFC 2782: the service is not available; the Matrix specification does not mention it.
            rootTarget: .unspecified,
            targetWithoutAddress: .unreachable,
            // RFC 2782 forbids the record; no client is told to refuse it.
            aliasTarget: .followed,
            // A target is a domain name (RFC 2782), so its digits are labels.
            addressTarget: .lookedUp,
            underscoreTarget: .lookedUp,
            octetTarget: .lookedUp,
            strictIDNATarget: .lookedUp,
            dialsServerNameAddress: false,
            hostHeader: .specified,
            certificateName: .specified,
            bracketedIPv6: .works,
            addressNames: true,
            portZeroIsNone: false,
            // Nothing is said of private addresses.
            blockedAddresses: .dialled,
            matching: .specification
        )
    )
}
