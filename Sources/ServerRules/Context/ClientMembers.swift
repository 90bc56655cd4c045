import Diagnostics
import Federation

/// Where a part of the client well-known document is: in a given file, or in the response to a request.
enum ClientMemberPlace {
    case file(ServerDocumentView)
    case response(HTTPSEntry)
}

extension ServerContext {
    /// Returns the problems of optional keys of the client well-known document: of the given file, and of the published
    /// document. Mistakes in the notation and in required keys are those of another rule.
    func clientMemberProblems(_ problem: (JSONValue) -> DocumentProblem?) -> [(ClientMemberPlace, DocumentProblem)] {
        func find(_ body: [UInt8]) -> DocumentProblem? {
            guard let document = try? JSONReader.read(body), document.members != nil else { return nil }
            return problem(document)
        }
        var problems: [(ClientMemberPlace, DocumentProblem)] = []
        if let given = given(.client), let problem = find(given.file.contents) {
            problems.append((.file(given), problem))
        }
        let entries = fetchedOnce(.client) { entry in
            guard entry.error == nil, entry.status == 200, let body = entry.body else { return nil }
            return find(body)?.words
        }
        for entry in entries {
            if let problem = entry.body.flatMap(find) { problems.append((.response(entry), problem)) }
        }
        return problems
    }

    /// Creates a finding about an optional key of the client well-known document.
    func finding(
        _ rule: RuleInfo, _ problem: DocumentProblem, in place: ClientMemberPlace, why: String, help: String
    ) -> Finding {
        let message = "the client well-known document \(problem.words)"
        switch place {
        case .file(let document): return finding(rule, message, of: document, problem, why: why, help: help)
        case .response(let entry): return finding(rule, message + entry.atAddress, of: entry, why: why, help: help)
        }
    }
}
