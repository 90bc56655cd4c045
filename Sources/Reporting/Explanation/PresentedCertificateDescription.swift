import Certificates
import Diagnostics
import Federation
import ServerRules
import TLSIdentity

/// Describes the chains that were given or collected: their names, validity and order, and who accepts them for the
/// destinations.
enum PresentedCertificateDescription {
    /// Whether a chain was given or collected, and every one of them is valid for all of the names.
    static func isComplete(for names: [CertificateName], _ context: ServerContext) -> Bool {
        let leaves = context.presented.filter { !$0.requiredNames.isEmpty }.map(\.leaf)
        return !leaves.isEmpty
            && leaves.allSatisfy { leaf in
                names.allSatisfy { MatchingRules.specification.match($0, in: leaf).isMatch }
            }
    }

    /// - Parameter isFull: Whether to describe also what is in order, and the reasons that the findings have.
    static func paragraphs(_ context: ServerContext, isFull: Bool) -> [String] {
        let presented = context.presented.prefix(limit)
        let omitted = context.presented.count - presented.count
        let more = omitted > 0 ? ["\(omitted) more certificates were presented."] : []
        return presented.flatMap { presented -> [String] in
            let names = CertificateDescription.names(of: presented.leaf)
            var paragraphs = ["\(subject(presented.origin)) \(names). \(validity(presented, context))"]
            paragraphs += presented.requiredNames.map { acceptance(of: $0.name, presented, context, isFull: isFull) }
            paragraphs.append(chain(presented, context.time, isFull: isFull))
            return paragraphs.filter { !$0.isEmpty }
        } + more
    }

    /// The most chains, addresses and faults that are described. The findings have the others.
    private static let limit = 32

    private static func subject(_ origin: PresentedChain.Origin) -> String {
        switch origin {
        case .file: "The given certificate"
        case .handshakes(let entries):
            "The certificate presented at "
                + MessageText.first(
                    entries.map { $0.address.isIPv6 ? "[\($0.address)]:\($0.port)" : "\($0.address):\($0.port)" },
                    limit: limit
                ).joined(separator: ", ")
        }
    }

    private static func validity(_ presented: PresentedChain, _ context: ServerContext) -> String {
        let leaf = presented.leaf
        let period = "It is valid from \(leaf.notBefore.date) to \(leaf.notAfter.date)"
        guard let time = context.time else { return period + "." }
        if time > leaf.notAfter { return "It expired on \(leaf.notAfter.date)." }
        if time < leaf.notBefore { return "It is not valid before \(leaf.notBefore.date)." }
        let days = time.seconds(until: leaf.notAfter) / 86_400
        return "\(period) (\(days) \(days == 1 ? "day" : "days") left)."
    }

    /// Whether the certificate is valid for a name by the specification, and which families of software accept it.
    private static func acceptance(
        of name: CertificateName, _ presented: PresentedChain, _ context: ServerContext, isFull: Bool
    ) -> String {
        let wanted = name
        let match = MatchingRules.specification.match(wanted, in: presented.leaf)
        let families = context.families(verifying: name)
        let accepting = families.filter { $0.rules?.match(wanted, in: presented.leaf).isMatch == true }
        let titles = accepting.map(CertificateDescription.title).listed
        guard match.isMatch else {
            let mismatch = isFull ? match.mismatch : nil
            let reason = mismatch.map { ": \(CertificateDescription.mismatch($0, name))" } ?? ""
            let exception = titles.isEmpty ? "" : " The name is accepted anyway by \(titles)."
            return "It is not valid for `\(name.value)`\(reason).\(exception)"
        }
        let rejections = families.compactMap { family -> String? in
            guard let mismatch = family.rules?.match(wanted, in: presented.leaf).mismatch else { return nil }
            return
                " The name is rejected by \(CertificateDescription.title(family)): \(CertificateDescription.mismatch(mismatch, name))."
        }
        let entry = wildcard(match).map { " by its entry `\($0)`" } ?? ""
        let acceptance = titles.isEmpty || !isFull ? "" : ", and the name is accepted by \(titles)"
        return "It is valid for `\(name.value)`\(entry)\(acceptance).\(rejections.joined())"
    }

    private static func wildcard(_ match: NameMatch) -> String? {
        if case .matches(let entry) = match, entry.isWildcard { entry.text } else { nil }
    }

    /// The order, usage and strength of a chain.
    private static func chain(_ presented: PresentedChain, _ time: Timestamp?, isFull: Bool) -> String {
        let leaf = presented.leafIndex
        let chain = presented.chain
        let order = presented.path.orderIssues(at: time).map(CertificateDescription.order)
        let others =
            presented.path.usageIssues().map { CertificateDescription.usage($0, leaf) }
            + presented.path.strengthIssues().map { CertificateDescription.strength($0, leaf) }
        let count = chain.certificates.count
        var sentences: [String] = []
        if !isFull {
            // What is in order needs no description.
        } else if count == 1 {
            sentences.append("The chain consists of this certificate only.")
        } else {
            sentences.append("The chain has \(count) certificates\(order.isEmpty ? ", in the right order" : "").")
        }
        if presented.missingIssuerAddresses != nil {
            sentences.append("The certificate of its issuer, `\(presented.leaf.issuer.text)`, is missing.")
        }
        sentences += MessageText.first(order + others, limit: limit).map { capitalized($0) + "." }
        if others.isEmpty, isFull {
            sentences.append("The certificate may be used for a TLS server, and no key or signature is weak.")
        }
        return sentences.joined(separator: " ")
    }

    private static func capitalized(_ text: String) -> String {
        text.prefix(1).uppercased() + text.dropFirst()
    }
}
