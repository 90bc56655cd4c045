import CMalloc
import LanguageServer
import Linting
import Reporting
import ZoneFile

/// Checks the files of an editor with the plan that `check` has for them.
final class EditorChecker: DocumentChecking {
    private var zones = WorkspaceZones()

    func absolutePath(_ path: String) -> String { AbsolutePath.resolve(path).text }

    var note: String? { zones.note }

    func filesToCheck(for document: OpenDocument, in workspace: Workspace) -> [String] {
        let path = document.path
        if Self.isConfiguration(path) { return [path] }
        return UnsavedTexts.with(workspace.texts) {
            let files = zones.files(near: path, in: workspace)
            guard document.isZone else { return DocumentOwners.zones(of: path, among: files.map(\.path)) }
            guard let status = FileStatus(path) else { return [path] }
            let identity = FileIncludes.identity(status.inode)
            let includers = files.filter { $0.zone.includedFiles.contains(identity) }
            // A file that another one includes is checked as a part of that one.
            let outermost = includers.filter { includer in
                guard let status = FileStatus(includer.path) else { return true }
                let identity = FileIncludes.identity(status.inode)
                return !includers.contains { $0.path != includer.path && $0.zone.includedFiles.contains(identity) }
            }
            return outermost.isEmpty ? [path] : outermost.map(\.path)
        }
    }

    func check(
        _ path: String, in workspace: Workspace, shouldStop: @escaping @Sendable () -> Bool
    ) -> CheckedFile {
        UnsavedTexts.with(workspace.texts) {
            if Self.isConfiguration(path) { return ConfigurationCheck.check(path, workspace) }
            do {
                var session = try EditorSession(path, workspace, others(than: path, workspace))
                session.linter.shouldStop = shouldStop
                return session.check()
            } catch {
                return CheckedFile(failure: Self.failure(error))
            }
        }
    }

    func fixAll(_ path: String, in workspace: Workspace) -> Result<[TextChange], Refusal> {
        session(path, workspace) { .success($0.fixAll()) }
    }

    func ignore(
        _ code: String, at offset: Int, of path: String, in checkedPath: String, _ workspace: Workspace
    ) -> Result<[TextChange], Refusal> {
        session(checkedPath, workspace) { $0.ignore(code, at: offset, of: path) }
    }

    func format(_ text: SourceFile) -> Result<[TextChange], Refusal> {
        switch ZoneFormatting.edits(of: text) {
        case .success(let edits):
            .success(edits.map { TextChange(text, $0.range, String(decoding: $0.bytes, as: UTF8.self)) })
        case .failure(let refusal): .failure(Refusal(refusal.reason))
        }
    }

    func page(ofRule code: String) -> String? {
        RuleRegistry.rule(code).map { RulePageText(style: .plain, width: nil).render($0) }
    }

    func releaseMemory(ofEverything: Bool) {
        if ofEverything { zones.removeAll() }
        // The allocator keeps what is freed, unless it is asked. A large zone has a hundred megabytes.
        malloc_trim(0)
    }

    private func session(
        _ path: String, _ workspace: Workspace, _ body: (EditorSession) -> Result<[TextChange], Refusal>
    ) -> Result<[TextChange], Refusal> {
        UnsavedTexts.with(workspace.texts) {
            do {
                return body(try EditorSession(path, workspace, others(than: path, workspace)))
            } catch {
                return .failure(Refusal(Self.failure(error).reason))
            }
        }
    }

    private func others(than path: String, _ workspace: Workspace) -> [OtherZone] {
        zones.files(near: path, in: workspace).map(\.other)
    }

    private static func failure(_ error: any Error) -> CheckFailure {
        guard let error = error as? UsageError else { return CheckFailure(reason: "\(error)") }
        return CheckFailure(reason: error.notice.message, mistakes: ConfigurationCheck.mistakes(error))
    }

    private static func isConfiguration(_ path: String) -> Bool { path.splitAtName.name == ConfigurationFile.name }
}
