import Diagnostics
import Federation

/// W315: copies of the client well-known document differ.
enum ClientDocumentsDiffer: ServerRule {
    static let info = RuleInfo(
        "W315",
        "client-documents-differ",
        .warning,
        isForClients: true,
        summary: "copies of the client well-known document differ",
        page: RulePage(
            whatItChecks: """
                Compares the client well-known documents that the addresses of the server name return, by the keys of the \
                object. A copy on another host, such as the delegated host or `www`, is compared, too, if the evidence \
                has one. Spaces, the order of keys and a final slash of a URL do not matter.
                """,
            whyItMatters: """
                Each client uses the document of the address that it connects to. So calls, single sign-on or the \
                settings of Element work for some users and not for others, or only now and then. A copy on another \
                host is not read by clients, but often the copy that was edited, so it is a note.
                """,
            howToFix: """
                Serve the same file at every address. Redirect other hosts to the server name, instead of keeping a copy \
                there.
                """,
            references: ["Matrix client-server, Well-known URI"]
        ),
        examples: [
            .bad(
                "", continuation: false,
                server: ExampleServer(
                    evidence: """
                        {"https": [
                          {"url": "https://example.com/.well-known/matrix/client", "address": "192.0.2.1", "status": 200,
                           "body": "{\\"m.homeserver\\": {\\"base_url\\": \\"https://matrix.example.com\\"}}"},
                          {"url": "https://example.com/.well-known/matrix/client", "address": "192.0.2.2", "status": 200,
                           "body": "{\\"m.homeserver\\": {\\"base_url\\": \\"https://chat.example.com\\"}}"}
                        ]}
                        """)),
            .bad(
                "", continuation: false,
                server: ExampleServer(
                    evidence: """
                        {"https": [
                          {"url": "https://example.com/.well-known/matrix/client", "status": 200,
                           "body": "{\\"m.homeserver\\": {\\"base_url\\": \\"https://matrix.example.com\\"}}"},
                          {"url": "https://www.example.com/.well-known/matrix/client", "status": 200,
                           "body": "{\\"m.homeserver\\": {\\"base_url\\": \\"https://matrix.example.com\\"}, \\"a\\": 1}"}
                        ]}
                        """)),
            .good(
                "", continuation: false,
                server: ExampleServer(
                    evidence: """
                        {"https": [
                          {"url": "https://example.com/.well-known/matrix/client", "address": "192.0.2.1", "status": 200,
                           "body": "{\\"m.homeserver\\": {\\"base_url\\": \\"https://matrix.example.com\\"}, \\"a\\": 1}"},
                          {"url": "https://example.com/.well-known/matrix/client", "address": "192.0.2.2", "status": 200,
                           "body": "{\\"a\\":1.0,\\"m.homeserver\\":{\\"base_url\\":\\"https://matrix.example.com/\\"}}"}
                        ]}
                        """)),
        ]
    )

    static func check(_ context: ServerContext, into findings: inout FindingSink) {
        let own = context.fetched(.client)
        guard let first = own.first(where: { members(of: $0) != nil }), let members = members(of: first) else { return }
        for other in own where other.address != first.address {
            guard let difference = difference(members, other) else { continue }
            findings.report(differ(context, first, other, difference))
            return
        }
        for copy in context.clientDocuments(onOtherHostsThan: URLParts(first.url)?.host ?? "") {
            guard let difference = difference(members, copy) else { continue }
            findings.report(copied(context, first, copy, difference))
            return
        }
    }

    /// The values of an object by key, without differences that do not matter, or `nil` if it is none.
    private static func members(of entry: HTTPSEntry) -> [String: String]? {
        guard entry.error == nil, entry.status == 200, let body = entry.body,
            let members = (try? JSONReader.read(body))?.members
        else { return nil }
        // The last of duplicate keys counts.
        return Dictionary(members.map { ($0.key, $0.value.comparable) }) { $1 }
    }

    /// Returns the keys whose values another document does not have, or has and the first one does not.
    private static func difference(_ members: [String: String], _ other: HTTPSEntry) -> [String]? {
        guard let others = self.members(of: other), others != members else { return nil }
        return Set(members.keys).union(others.keys).filter { members[$0] != others[$0] }.sorted()
    }
}

extension JSONValue {
    /// A text that is the same for equal values.
    fileprivate var comparable: String { comparable(as: nil) }

    /// - Parameter key: The key of the object that has the value.
    private func comparable(as key: String?) -> String {
        switch kind {
        case .null: "null"
        case .bool(let bool): "\(bool)"
        // Larger numbers may differ although the nearest binary ones are equal.
        case .number(let text): text.count > Self.exactDigits ? text : Double(text).map { "\($0)" } ?? text
        // Clients tolerate a final slash of this URL (client-server API, "Well-known URI").
        case .string(let text):
            (key == "base_url" && text.hasSuffix("/") ? String(text.dropLast()) : text).debugDescription
        case .array(let values): "[" + values.map { $0.comparable(as: nil) }.joined(separator: ",") + "]"
        case .object(let members):
            "{"
                + Dictionary(members.map { ($0.key, $0.value.comparable(as: $0.key)) }) { $1 }
                .map { "\($0.key.debugDescription):\($0.value)" }.sorted().joined(separator: ",") + "}"
        }
    }

    /// The digits that every binary number of 64 bits has.
    private static let exactDigits = 15
}

// MARK: - Messages

extension ClientDocumentsDiffer {
    private static func words(_ keys: [String]) -> String {
        Words.list(keys.map { Words.quoted($0, limit: 80) }, limit: 4)
    }

    private static func differ(
        _ context: ServerContext, _ first: HTTPSEntry, _ other: HTTPSEntry, _ keys: [String]
    ) -> Finding {
        let places = [first, other].map { $0.address?.description ?? "one address" }
        return context.finding(
            info,
            "the client well-known documents at \(places[0]) and \(places[1]) differ in \(words(keys))",
            of: other,
            why: "clients use either document, depending on the address that they connect to",
            help: "find out which document is right, and serve it at every address of the name"
        )
    }

    private static func copied(
        _ context: ServerContext, _ first: HTTPSEntry, _ copy: HTTPSEntry, _ keys: [String]
    ) -> Finding {
        let hosts = [first, copy].map { Words.quoted(URLParts($0.url)?.host ?? $0.url, limit: 80) }
        return context.finding(
            info,
            "the client well-known document on \(hosts[1]) differs from that of \(hosts[0]) in \(words(keys))",
            of: copy,
            why: "clients read only the one of the server name, so changes to the copy have no effect",
            help: "redirect `\(copy.url)` to `\(first.url)`, or make them equal",
            severity: .info
        )
    }
}
