import Certificates
import DNS
import Diagnostics
import Federation
import Linting
import ServerRules
import TLSIdentity
import ZoneFile

/// The text of a zone before and after its fixes.
public struct FixedZone {
    public let before: [UInt8]
    public let after: [UInt8]
    /// The well-known documents after their fixes, by path.
    public let documents: [String: [UInt8]]
    /// The one at `/.well-known/matrix/server`.
    public let document: [UInt8]?
    public let run: FixRun

    public init(
        _ bytes: [UInt8],
        origin: String? = "example.com.",
        files: [String: String] = [:],
        targets: Set<NameServerSoftware> = [],
        server: ServerInput? = nil,
        selection: RuleSelection = RuleSelection(),
        unsafe: Bool = true,
        budget: FixBudget = FixBudget(),
        onStep: @escaping (FixStep) -> Void = { _ in },
        baseline: KnownFindings? = nil,
        review: @escaping (LintReport) -> LintReport = { $0 }
    ) {
        let origin = origin.flatMap { Name($0) }
        let path = origin == nil ? "example.com.zone" : "example"
        let text = String(decoding: bytes, as: UTF8.self)
        var linter = Linter(
            selection: selection,
            loader: ZoneLoader(includes: TextFiles(files, zoneFile: (path, text)), targets: targets)
        )
        linter.baseline = baseline
        if var server {
            server.wellKnownIdentity = server.wellKnown?.path
            server.otherIdentities = server.otherDocuments.mapValues(\.path)
            linter.servers = [server]
            linter.time = Timestamp(seconds: ExampleCertificate.today.seconds)
        }
        let source = SourceFile(path: path, bytes: bytes)
        let input = ZoneInput(.source(source), origin: origin.map { ($0, .option) }, identity: path)
        let fixer = Fixer(linter, allowsUnsafe: unsafe, budget: budget, onStep: onStep, review: review)
        run = fixer.fix(bytes.isEmpty && server != nil ? [] : [input])
        before = bytes
        let changed = Dictionary(run.changes.joined().map { ($0.identity, $0.text.bytes) }) { first, _ in first }
        let given = [server?.wellKnown].compactMap(\.self) + (server?.otherDocuments ?? [:]).values
        let documents = Dictionary(given.map { ($0.path, changed[$0.path] ?? $0.contents) }) { first, _ in first }
        self.documents = documents
        document = server?.wellKnown.flatMap { documents[$0.path] }
        after = changed[path] ?? bytes
    }

    public init(_ text: String, unsafe: Bool = true, review: @escaping (LintReport) -> LintReport = { $0 }) {
        self.init(Array(text.utf8), unsafe: unsafe, review: review)
    }

    /// Fixes an example of a rule.
    public init(_ example: RuleExample, unsafe: Bool) {
        let text = (example.isContinuation ? ExampleRun.baseZone : "") + MarkedText(example.text).text
        self.init(example, Array(text.utf8), example.server?.input, unsafe: unsafe)
    }

    private init(_ example: RuleExample, _ bytes: [UInt8], _ server: ServerInput?, unsafe: Bool) {
        self.init(
            bytes, origin: example.origin, files: example.files, targets: example.targets, server: server,
            unsafe: unsafe)
    }

    /// Fixes the same example again.
    public func again(_ example: RuleExample) -> FixedZone {
        var server = example.server?.input
        func fixed(_ document: SourceFile) -> SourceFile {
            documents[document.path].map { SourceFile(path: document.path, bytes: $0) } ?? document
        }
        let document = server?.wellKnown
        server?.wellKnown = document.map(fixed)
        if let others = server?.otherDocuments { server?.otherDocuments = others.mapValues(fixed) }
        return FixedZone(example, after, server, unsafe: true)
    }

    /// Whether anything was fixed.
    public var isChanged: Bool { !run.changes.isEmpty }

    public var text: String { String(decoding: after, as: UTF8.self) }
}

/// The records of a zone, as text with their octets, without those whose owner is excluded.
public struct RecordSet: Equatable {
    public private(set) var records: Set<String> = []
    public let isComplete: Bool

    public init(_ bytes: [UInt8], origin: String? = "example.com.", without isNamed: (String) -> Bool = { _ in false })
    {
        let zone = Zone(
            reading: SourceFile(path: "example", bytes: bytes),
            options: ReadingOptions(origin: origin.flatMap { Name($0) })
        )
        isComplete = zone.isComplete
        for (id, record) in zone.records.enumerated() {
            let owner = zone.names.text(record.owner).lowercased()
            guard !isNamed(owner) else { continue }
            records.insert("\(owner) \(record.ttl) \(record.type) \(zone.rdata(of: id))")
        }
    }
}
