import LanguageServer
import Reporting
import ZoneFile

/// Checks a configuration that is open in an editor.
enum ConfigurationCheck {
    static func check(_ path: String, _ workspace: Workspace) -> CheckedFile {
        do throws(UsageError) {
            // A file that was never saved is not on the disk.
            if FileStatus(path) == nil, let text = workspace.texts[path] {
                try ConfigurationFile.check(SourceFile(path: path, bytes: text))
            } else {
                _ = try ConfigurationFile.load(found: path, base: nil)
            }
            return CheckedFile(zoneFiles: [], documents: [path])
        } catch {
            let mistakes = mistakes(error)
            // Without a location it is about the whole file.
            return CheckedFile(
                documents: [path],
                failure: CheckFailure(
                    reason: error.notice.message, mistakes: mistakes, isAboutFile: mistakes.isEmpty))
        }
    }

    /// The mistakes of an error that have a location.
    static func mistakes(_ error: UsageError) -> [ConfigurationMistake] {
        ([error.notice] + error.others).compactMap { notice in
            notice.place.map { ConfigurationMistake(span: $0, message: notice.message, help: notice.help) }
        }
    }
}
