/// The web address of a reference of a rule, such as "RFC 2782" or "Matrix server-server, TLS".
public struct ReferenceLink: Sendable, Equatable {
    /// The beginning of the reference that names the document: "RFC 2782".
    public let document: String
    public let url: String

    /// - Returns: `nil` if the reference is not to a document with a known address.
    public init?(_ reference: String) {
        if let rfc = ReferenceLink(rfc: reference) {
            self = rfc
        } else if let specification = Self.specifications.first(where: { reference.hasPrefix($0.document) }) {
            self = specification
        } else {
            return nil
        }
    }

    /// Creates the link to an RFC.
    ///
    /// - Returns: `nil` if the reference is not to an RFC.
    public init?(rfc reference: String) {
        let prefix = "RFC "
        guard reference.hasPrefix(prefix) else { return nil }
        let number = reference.dropFirst(prefix.count).prefix { $0.isASCII && $0.isNumber }
        guard !number.isEmpty, number.count <= 5 else { return nil }
        self.init(document: prefix + number, url: "https://www.rfc-editor.org/rfc/rfc\(number)")
    }

    private init(document: String, url: String) {
        self.document = document
        self.url = url
    }

    private static let specifications = [
        ReferenceLink(
            document: "Matrix server-server", url: "https://spec.matrix.org/latest/server-server-api/"),
        ReferenceLink(
            document: "Matrix client-server", url: "https://spec.matrix.org/latest/client-server-api/"),
        ReferenceLink(document: "Matrix appendices", url: "https://spec.matrix.org/latest/appendices/"),
    ]
}
