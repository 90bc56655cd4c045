import SwiftASN1
@_spi(DisableValidityCheck) import X509

/// Collects every path that meets RFC 5280 apart from dates, where a verifier would stop at the first: the dates decide
/// later which of them a client uses.
struct EveryPathPolicy: VerifierPolicy {
    /// How many paths are collected. Real chains have at most four.
    private static let limit = 64

    /// What was found. A reference, because the verifier keeps a copy of the policy.
    final class Findings {
        /// The paths that meet the policy, from the leaf to the root.
        fileprivate(set) var paths: [[Certificate]] = []
        /// Why other paths to a root do not meet it, without duplicates. Untrusted.
        fileprivate(set) var violations: [String] = []
    }

    let findings: Findings
    private let rules = RFC5280Policy.withValidityCheckDisabled()

    init(_ findings: Findings) {
        self.findings = findings
    }

    /// The critical extensions that RFC5280Policy leaves to other policies: subjectAltName, extKeyUsage,
    /// certificatePolicies, policyConstraints, inhibitAnyPolicy. OpenSSL supports all of them. A certificate with an
    /// empty subject must have a critical subjectAltName (RFC 5280 §4.1.2.6) and must not be refused for it. Names and
    /// purposes are separate checks.
    private static let checkedElsewhere: [ASN1ObjectIdentifier] = [
        [2, 5, 29, 17], [2, 5, 29, 37], [2, 5, 29, 32], [2, 5, 29, 36], [2, 5, 29, 54],
    ]

    /// The critical extensions that clients know, as dotted object identifiers.
    static let knownExtensions: Set<String> = [
        "2.5.29.17", "2.5.29.37", "2.5.29.32", "2.5.29.36", "2.5.29.54", "2.5.29.19", "2.5.29.30", "2.5.29.15",
    ]

    var verifyingCriticalExtensions: [ASN1ObjectIdentifier] {
        rules.verifyingCriticalExtensions + Self.checkedElsewhere
    }

    func chainMeetsPolicyRequirements(chain: UnverifiedCertificateChain) async -> PolicyEvaluationResult {
        switch rules.chainMeetsPolicyRequirements(chain: chain) {
        case .meetsPolicy:
            findings.paths.append(Array(chain))
            // A failure makes the verifier look for another path.
            return findings.paths.count < Self.limit
                ? .failsToMeetPolicy(reason: "another path may be better") : .meetsPolicy
        case .failsToMeetPolicy(let reason):
            let text = "\(reason)"
            if !findings.violations.contains(text), findings.violations.count < Self.limit {
                findings.violations.append(text)
            }
            return .failsToMeetPolicy(reason: reason)
        }
    }
}
