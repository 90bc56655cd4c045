import Diagnostics
import ZoneFile

/// Formats zone files, in memory. A file whose records would change, or that is not a zone file, stays as it is.
public struct ZoneFormatting: Sendable {
    /// The files in the order of the inputs.
    public let files: [FormattedFile]

    public init(_ inputs: [ZoneInput]) {
        files = inputs.enumerated().map { number, input in
            switch input.content {
            case .unreadable(let path, let reason): FormattedFile(path: path, .failed(reason: reason))
            case .tooLarge(let path, let limit):
                FormattedFile(path: path, .failed(reason: FormattingMessages.tooLarge(limit)))
            case .source(let source):
                FormattedFile(path: source.path, Self.format(source, identity: input.editIdentity(number)))
            }
        }
    }

    private static func format(_ source: SourceFile, identity: String) -> FormattedFile.Outcome {
        switch edits(of: source) {
        case .failure(let refusal): return .failed(reason: refusal.reason)
        case .success(let edits) where edits.isEmpty: return .unchanged
        case .success(let edits):
            var text = RevisedText(source)
            text.replace(edits.map { RevisedText.Replacement($0.range, with: $0.bytes) })
            return .changed(FileChange(identity: identity, text: text, findings: 0, comments: 0))
        }
    }

    /// Why a file is not formatted.
    public struct Refusal: Error, Sendable {
        /// A clause.
        public let reason: String
    }

    /// Returns the changes of a file, after reading the result again.
    public static func edits(of source: SourceFile) -> Result<[FormattingEdit], Refusal> {
        let check = FormattingCheck(source)
        guard check.isZone else { return .failure(Refusal(reason: FormattingMessages.foreign)) }
        let edits = ZoneFormatter.format(source)
        guard !edits.isEmpty else { return .success([]) }
        var text = RevisedText(source)
        text.replace(edits.map { RevisedText.Replacement($0.range, with: $0.bytes) })
        let formatted = SourceFile(path: source.path, bytes: text.bytes)
        guard check.isEquivalent(formatted) else {
            return .failure(Refusal(reason: FormattingMessages.otherRecords))
        }
        return .success(edits)
    }
}

/// A file, and what formatting does to it.
public struct FormattedFile: Sendable {
    public let path: String
    public let outcome: Outcome

    public enum Outcome: Sendable {
        case unchanged
        case changed(FileChange)
        /// The file stays as it is; the reason is a clause.
        case failed(reason: String)
    }

    init(path: String, _ outcome: Outcome) {
        self.path = path
        self.outcome = outcome
    }
}

// MARK: - Messages

private enum FormattingMessages {
    static let foreign = "it is not a zone file"
    static let otherRecords = "its records would change"

    static func tooLarge(_ limit: Int) -> String { "it is larger than \(limit >> 20) MiB" }
}
