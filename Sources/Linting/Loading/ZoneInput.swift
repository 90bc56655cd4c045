import DNS
import ZoneFile
import ZoneRules

/// One file to check.
public struct ZoneInput: Sendable {
    public enum Content: Sendable {
        case source(SourceFile)
        /// The file could not be read; the reason completes "could not be checked: …".
        case unreadable(path: String, reason: String)
        /// The file has more than `limit` octets and was not read.
        case tooLarge(path: String, limit: Int)
    }

    public var content: Content
    /// The origin from the command line or the configuration; `nil` to deduce it.
    public var origin: (name: Name, from: OriginSource)?
    /// The identity that ``ZoneLoader/includes`` gives the file when a zone includes it. Such a file is checked only as part of
    /// that zone.
    public var identity: String?

    public init(
        _ content: Content,
        origin: (name: Name, from: OriginSource)? = nil,
        identity: String? = nil
    ) {
        self.content = content
        self.origin = origin
        self.identity = identity
    }
}

extension ZoneInput {
    /// The number of bytes to check.
    var size: Int {
        if case .source(let source) = content { source.count } else { 0 }
    }

    /// Whether the file may have an `$INCLUDE` directive.
    var mayInclude: Bool {
        if case .source(let source) = content { source.mayInclude } else { false }
    }

    /// The identity of the file for edits. Standard input has no other than its number among the inputs.
    func editIdentity(_ number: Int) -> String { identity ?? "input \(number)" }

    /// The input with the text of its file among revised ones, by identity; itself if there is none.
    func revised(_ texts: [String: [UInt8]], number: Int) -> ZoneInput {
        guard case .source(let source) = content, let bytes = texts[editIdentity(number)] else { return self }
        var input = self
        input.content = .source(SourceFile(path: source.path, bytes: bytes))
        return input
    }
}
