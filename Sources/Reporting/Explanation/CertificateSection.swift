import Federation
import Linting
import ServerRules

extension ExplanationDocument {
    /// The names that the certificate needs, and the certificates that are there.
    static func certificate(
        _ context: ServerContext,
        _ routes: RouteSet
    ) -> Section? {
        let advice = CertificateAdvice(routes)
        guard !advice.required.isEmpty else { return nil }
        var blocks = advice.explanation.map(Block.paragraph)
        blocks += PresentedCertificateDescription.paragraphs(context).map(Block.paragraph)
        guard !PresentedCertificateDescription.isComplete(for: advice.recommended, context) else {
            return Section(.certificate, "Certificate", blocks)
        }
        let others = advice.recommended.filter { !advice.required.contains($0) }.map { "`\($0.value)`" }
        if !others.isEmpty {
            blocks.append(
                .paragraph(
                    "If the certificate also names \(others.listed), it satisfies the implementations that verify "
                        + "another name."))
        }
        blocks += advice.acquisition.map(Block.paragraph)
        return Section(.certificate, "Certificate", blocks)
    }
}
