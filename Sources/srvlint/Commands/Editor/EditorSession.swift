import LanguageServer
import Linting
import ZoneFile

/// A run of the linter on one zone file of an editor.
struct EditorSession {
    private let plan: CheckPlan
    private let path: String
    private let inputs: [ZoneInput]
    var linter: Linter

    init(_ path: String, _ workspace: Workspace, _ others: [OtherZone]) throws {
        guard let command = QuickCommandLine.command([CheckCommand.name, path]) else {
            throw UsageError("its path cannot be used")
        }
        let plan = try CheckPlan(command)
        self.plan = plan
        self.path = path
        linter = plan.linter()
        linter.loader.others = others
        // A file that was never saved is not on the disk, and to read a named pipe would be to wait for a writer.
        let unsaved = FileStatus(path)?.kind == .regular ? nil : workspace.texts[path]
        inputs = try plan.inputs.files.all.map { file in
            var file = file
            if unsaved != nil { file.content = .unreadable(reason: "it is only in the editor") }
            var input = try plan.inputs.read(file)
            if let unsaved { input.content = .source(SourceFile(path: path, bytes: unsaved)) }
            return input
        }
    }

    /// Checks the file.
    func check() -> CheckedFile {
        let run = linter.lintKeepingZones(inputs)
        let included = run.report.files.flatMap(\.includes)
        let zoneFiles = Set(([path] + included).map { AbsolutePath.resolve($0).text })
        let documents = Set(plan.inputs.documents.map { AbsolutePath.resolve($0).text })
        var checked = CheckedFile(
            findings: run.report.findings.filter { $0.suppression == nil }, zoneFiles: zoneFiles, documents: documents)
        checked.zone = run.zones.first
        checked.zones = run.set
        let whole = (run.zones + linter.loader.others.filter(\.isWhole).map(\.zone)).filter(\.isWhole)
        let routes = ServerRoutes(servers: linter.servers, zones: run.set, whole: whole)
        checked.routes = { routes.routes(using: $0) }
        return checked
    }

    // MARK: - Changes

    /// The changes that make all safe fixes.
    func fixAll() -> [TextChange] {
        Fixer(linter, allowsUnsafe: false, obstacle: obstacle).fix(inputs).changes.joined().flatMap(Self.changes)
    }

    /// The changes that suppress one finding with a comment.
    func ignore(_ code: String, at offset: Int, of file: String) -> Result<[TextChange], Refusal> {
        var linter = linter
        // The comment moves the finding, but not what it is about.
        linter.recordsContent = true
        let target = FindingTarget()
        let run = IgnoreRun(
            linter, inputs, reason: "",
            review: { report in
                target.find(in: report) { finding in
                    guard let span = finding.primary?.span else { return false }
                    return finding.rule.code == code && span.range.lowerBound == offset
                        && AbsolutePath.resolve(span.source.path).text == file
                }
            },
            obstacle: obstacle)
        if let refusal = run.refusals.first { return .failure(Refusal(refusal.reason)) }
        guard !run.changes.isEmpty else { return .failure(Refusal("the finding is no longer there")) }
        return .success(run.changes.flatMap(Self.changes))
    }

    private static func changes(_ change: FileChange) -> [TextChange] {
        change.text.replacements.map {
            TextChange(change.source, $0.range, String(decoding: $0.bytes, as: UTF8.self))
        }
    }

    /// Why an included file is not changed, as a clause.
    private func obstacle(_ source: SourceFile) -> String? {
        if case .given = source.provenance { return nil }
        return FixWriter(includes: plan.inputs.includes).patchObstacle(source)
    }
}
