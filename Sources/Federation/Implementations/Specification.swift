extension Implementation {
    /// The Matrix specification, server-server API, "Resolving server names". The policy marks what it does not
    /// specify.
    public static let specification = Implementation(
        name: .specification,
        title: "the specification",
        kind: .specification,
        policy: Policy(
            wellKnown: WellKnownPolicy(
                // A status other than 200 is an error, which leads to step 4.
                statuses: .only200,
                // There is no limit.
                size: .some(.none),
                // "Redirects should be followed", with protection against loops; there is no limit.
                redirects: .max,
                // JSON keys are case-sensitive.
                keyCase: .exact,
                // Text after the value is not JSON (RFC 8259).
                trailingText: .refused,
                // The specification does not say whether an `m.server` outside the grammar is an error.
                invalidValue: nil,
                emptyValue: nil,
                // The grammar allows dots anywhere and does not mention a final dot.
                trailingDot: nil
            ),
            // Since v1.8; `_matrix._tcp` is deprecated.
            services: .newThenOld,
            delegatedServices: .atDelegatedHost,
            // Discovery continues after "not found". The meaning of SERVFAIL or a timeout is not specified.
            newNameFailure: .always(.unspecified),
            oldNameFailure: .always(.unspecified),
            // By RFC 2782.
            targets: .allInOrder,
            // RFC 2782: the service is not available; the Matrix specification does not mention it.
            rootTarget: .unspecified,
            targetWithoutAddress: .unreachable,
            // RFC 2782 forbids such a record but does not require clients to refuse it.
            aliasTarget: .followed,
            // A target is a domain name (RFC 2782), so the numbers are labels.
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
            // Private addresses are not mentioned.
            blockedAddresses: .dialled,
            matching: .specification
        )
    )
}
