import LanguageServer
import Linting
import ZoneFile

/// Checks a file of the editor with the plan that `check` has for it.
struct EditorChecker: DocumentChecking {
    func absolutePath(_ path: String) -> String { AbsolutePath.resolve(path).text }

    func check(
        _ path: String, texts: [String: [UInt8]], shouldStop: @escaping @Sendable () -> Bool
    ) -> CheckedDocument {
        do {
            guard let command = QuickCommandLine.command([CheckCommand.name, path]) else {
                return CheckedDocument(failure: "its path cannot be used")
            }
            let plan = try CheckPlan(command)
            let unsaved = UnsavedIncludes(plan.inputs.includes, texts)
            var linter = plan.linter()
            linter.loader.includes = unsaved
            linter.shouldStop = shouldStop
            let inputs = try plan.inputs.files.all.map { file in
                var input = try plan.inputs.read(file)
                if let text = texts[path] { input.content = .source(SourceFile(path: path, bytes: text)) }
                return input
            }
            let report = linter.lint(inputs)
            return CheckedDocument(
                findings: report.findings.filter { $0.suppression == nil }, included: unsaved.paths)
        } catch let error as UsageError {
            return CheckedDocument(failure: error.notice.message)
        } catch {
            return CheckedDocument(failure: "\(error)")
        }
    }
}
