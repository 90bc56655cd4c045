/// The answer of `/_matrix/key/v2/server`: the keys a homeserver signs with, signed by themselves (server-server API,
/// "Publishing keys").
public struct KeyDocument: Sendable {
    /// As written; `nil` if it is missing or not a string.
    public let serverName: String?
    /// Milliseconds since 1970; `nil` if it is missing or not an integer.
    public let validUntil: Int?
    /// The current ed25519 keys in their order. No other algorithms are in use.
    public let keys: [VerifyKey]
    /// The signed bytes: the document without `signatures` and `unsigned`, in canonical form.
    public let signed: Result<[UInt8], CanonicalJSONProblem>

    public struct VerifyKey: Sendable, Equatable {
        /// `ed25519:a_1`.
        public let name: String
        /// Base64 as written; `nil` if it is missing or not a string.
        public let key: String?
        /// The signature of the server that the document names, base64 as written; `nil` if there is none.
        public let signature: String?
    }

    /// - Throws: Why the response is not a key document.
    public init(_ body: [UInt8]) throws(KeyDocumentProblem) {
        let document: JSONValue
        do throws(JSONProblem) {
            document = try JSONReader.read(body)
        } catch {
            throw .notJSON(error, isPage: body.first { $0 > 0x20 } == UInt8(ascii: "<"))
        }
        guard let members = document.members else { throw .notAnObject(document.kindName) }
        guard let listed = document["verify_keys"]?.members else { throw .withoutKeys }
        serverName = document["server_name"]?.string
        validUntil = document["valid_until_ts"]?.integer
        let signatures = serverName.flatMap { document["signatures"]?[$0]?.members } ?? []
        // The last of duplicate keys counts.
        let signatureByKey = Dictionary(signatures.map { ($0.key, $0.value) }) { $1 }
        var seen: Set<String> = []
        keys = listed.reversed().filter { $0.key.hasPrefix("ed25519:") && seen.insert($0.key).inserted }
            .reversed().map { member in
                VerifyKey(
                    name: member.key, key: member.value["key"]?.string, signature: signatureByKey[member.key]?.string)
            }
        let rest = members.filter { $0.key != "signatures" && $0.key != "unsigned" }
        signed = Result { () throws(CanonicalJSONProblem) in
            try CanonicalJSON.encode(JSONValue(kind: .object(rest), range: document.range))
        }
    }
}

/// Why a response is not a key document.
public enum KeyDocumentProblem: Error, Sendable {
    /// `isPage`: it begins like HTML.
    case notJSON(JSONProblem, isPage: Bool)
    case notAnObject(String)
    case withoutKeys

    /// The problem as a clause about "it".
    public var words: String {
        switch self {
        case .notJSON(_, isPage: true): "it is a web page, not JSON"
        case .notJSON(let problem, isPage: false): "it is not JSON: \(problem.words)"
        case .notAnObject(let kind): "it is \(kind), not an object"
        case .withoutKeys: "it has no `verify_keys`"
        }
    }
}
