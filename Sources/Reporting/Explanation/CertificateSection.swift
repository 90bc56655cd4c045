import Federation
import Linting
import ServerRules

extension ExplanationDocument {
    /// The names that the certificate needs, and the certificates that are there.
    ///
    /// - Parameter isFull: Whether to include how to get a certificate that satisfies all implementations.
    static func certificate(_ context: ServerContext, _ routes: RouteSet, isFull: Bool) -> Section? {
        let advice = CertificateAdvice(routes)
        guard !advice.required.isEmpty else { return nil }
        let presented = PresentedCertificateDescription.paragraphs(context, isFull: isFull)
        // A name that is the host in the table of destinations needs no explanation.
        let isHost = routes.specification.destinations.allSatisfy {
            $0.host.trimmingFinalDot == $0.certificateName.value
        }
        let isDelegated = routes.specification.taken != .fallback
        // Next to the certificates that are there, the reason is a detail.
        let explanation = isFull || presented.isEmpty ? advice.explanation : Array(advice.explanation.prefix(1))
        var paragraphs =
            isHost && !isFull && !(presented.isEmpty && isDelegated) ? [] : [explanation.joined(separator: " ")]
        if !isFull, paragraphs.isEmpty, presented.isEmpty { return nil }
        if isFull || presented.isEmpty {
            paragraphs += presented
        } else {
            paragraphs.append(presented.joined(separator: " "))
        }
        guard isFull, !PresentedCertificateDescription.isComplete(for: advice.recommended, context) else {
            return Section(.certificate, "Certificate", paragraphs.map(Block.paragraph))
        }
        let others = advice.recommended.filter { !advice.required.contains($0) }.map { "`\($0.value)`" }
        if !others.isEmpty {
            paragraphs.append(
                "If the certificate also names \(others.listed), it satisfies the implementations that verify "
                    + "another name.")
        }
        return Section(.certificate, "Certificate", (paragraphs + advice.acquisition).map(Block.paragraph))
    }
}
