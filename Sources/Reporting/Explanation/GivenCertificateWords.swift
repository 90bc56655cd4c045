import Certificates
import Federation
import Linting
import TLSIdentity

/// Whether the chains that were given or collected serve the destinations, and for whom, in sentences.
enum GivenCertificateWords {
    /// Whether a chain was given or collected, and every one of them has all of the names.
    static func nothingIsMissing(_ names: [CertificateName], _ context: DelegationContext) -> Bool {
        let leaves = context.presented.filter { !$0.demands.isEmpty }.map(\.leaf)
        return !leaves.isEmpty
            && leaves.allSatisfy { leaf in
                names.allSatisfy { MatchingRules.specification.match($0, in: leaf).isMatch }
            }
    }

    static func paragraphs(_ context: DelegationContext) -> [String] {
        let presented = context.presented.prefix(limit)
        let left = context.presented.count - presented.count
        let more = left > 0 ? ["\(left) more certificates were presented."] : []
        return presented.flatMap { presented -> [String] in
            let subject = subject(presented.origin)
            var paragraphs = [
                "\(subject) \(CertificateWords.names(of: presented.leaf)), \(validity(presented, context))."
            ]
            paragraphs += presented.demands.map { service($0.name, presented, context) }
            paragraphs += chain(presented)
            return paragraphs
        } + more
    }

    /// The most chains, places and faults that are described; the findings have the others.
    private static let limit = 32

    private static func subject(_ origin: PresentedChain.Origin) -> String {
        switch origin {
        case .file: "The certificate given"
        case .handshakes(let entries):
            "The certificate presented at "
                + MessageText.first(
                    entries.map { $0.address.isIPv6 ? "[\($0.address)]:\($0.port)" : "\($0.address):\($0.port)" },
                    limit: limit
                ).joined(separator: ", ")
        }
    }

    private static func validity(_ presented: PresentedChain, _ context: DelegationContext) -> String {
        let leaf = presented.leaf
        let period = "valid from \(leaf.notBefore.date) to \(leaf.notAfter.date)"
        guard let time = context.time else { return period }
        if time > leaf.notAfter { return period + ": it has expired" }
        if time < leaf.notBefore { return period + ": not yet" }
        let days = time.seconds(until: leaf.notAfter) / 86_400
        return period + ": \(days) \(days == 1 ? "day is" : "days are") left"
    }

    /// Whether a name is served, by the specification and by each family of software that verifies it.
    private static func service(
        _ name: CertificateName, _ presented: PresentedChain, _ context: DelegationContext
    ) -> String {
        let match = MatchingRules.specification.match(name, in: presented.leaf)
        let families = context.families(verifying: name)
        let refusing = families.filter { $0.rules?.match(name, in: presented.leaf).isMatch == false }
        guard match.isMatch else {
            let reason = match.mismatch.map { CertificateWords.mismatch($0, name) } ?? ""
            let others = families.filter { !refusing.contains($0) }.map(CertificateWords.title)
            let despite = others.isEmpty ? "" : " \(capitalized(list(others))) would take it all the same."
            return "It does not serve `\(name.value)`: \(reason).\(despite)"
        }
        let reasons = refusing.compactMap { family -> String? in
            guard let mismatch = family.rules?.match(name, in: presented.leaf).mismatch else { return nil }
            return " But not for \(CertificateWords.title(family)): \(CertificateWords.mismatch(mismatch, name))."
        }
        let by = entry(match).map { " by its entry `\($0)`" } ?? ""
        let accepting = families.filter { !refusing.contains($0) }.map(CertificateWords.title)
        let whom = accepting.isEmpty ? "" : ", for \(list(accepting))"
        return "It serves `\(name.value)`\(by)\(whom).\(reasons.joined())"
    }

    private static func entry(_ match: NameMatch) -> String? {
        if case .matches(let entry) = match, entry.isWildcard { entry.text } else { nil }
    }

    /// Order, use and strength; a chain without fault gets one sentence.
    private static func chain(_ presented: PresentedChain) -> [String] {
        let leaf = presented.leafIndex
        let chain = presented.chain
        let order = chain.orderIssues().map(CertificateWords.order)
        let others =
            chain.usageIssues().map { CertificateWords.usage($0, leaf) }
            + chain.strengthIssues().map { CertificateWords.strength($0, leaf) }
        let count = chain.certificates.count
        let length = count == 1 ? "The chain is that one certificate" : "The chain has \(count) certificates"
        var sentences = [order.isEmpty ? (count == 1 ? "\(length)." : "\(length), in order.") : "\(length)."]
        if presented.missingIssuerAddresses != nil {
            sentences.append("Its issuer's certificate, `\(presented.leaf.issuer.text)`, is missing.")
        }
        sentences += MessageText.first(order + others, limit: limit).map { capitalized($0) + "." }
        if others.isEmpty { sentences.append("It may be used for a server, and its key and signature are not weak.") }
        return [sentences.joined(separator: " ")]
    }

    private static func capitalized(_ text: String) -> String {
        text.prefix(1).uppercased() + text.dropFirst()
    }

    private static func list(_ items: [String]) -> String {
        guard let last = items.last, items.count > 1 else { return items.first ?? "" }
        return items.dropLast().joined(separator: ", ") + " and " + last
    }
}
