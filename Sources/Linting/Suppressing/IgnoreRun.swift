import Synchronization
import ZoneFile

/// Finds what a run finds, and silences it by comments in the files: `--add-ignore`.
///
/// Nothing is written here. The zones are read again with the comments in them, and a file whose records would change,
/// or whose findings would not be silent, is left as it is.
public struct IgnoreRun {
    /// A file that gets comments.
    public struct Change: Sendable {
        public let source: SourceFile
        /// What ``Linter/includes`` calls the file; its path if it has no such name.
        public let identity: String
        /// The whole file as it is to be.
        public let bytes: [UInt8]
        /// How many findings fall silent, and how many comments see to that.
        public let findings: Int
        public let comments: Int
    }

    public private(set) var changes: [Change] = []
    /// Files whose findings cannot be silenced, with the reason: a clause.
    public private(set) var refusals: [(path: String, reason: String)] = []
    /// What is found with the comments in place.
    public private(set) var report: LintReport

    private let linter: Linter
    private let inputs: [ZoneInput]
    private let files: EditedFiles
    private let known: (LintReport) -> LintReport
    private let zones: [Zone]

    /// - Parameters:
    ///   - reason: stands behind the brackets; empty for none.
    ///   - known: silences what needs no comment.
    ///   - obstacle: why a file may not be written to, if it may not.
    public init(
        _ linter: Linter,
        _ inputs: [ZoneInput],
        reason: String,
        known: @escaping (LintReport) -> LintReport = { $0 },
        obstacle: (SourceFile) -> String? = { _ in nil }
    ) {
        var linter = linter
        let files = EditedFiles(linter.includes)
        if linter.includes != nil { linter.includes = files }
        self.files = files
        self.linter = linter
        self.inputs = inputs
        self.known = known
        let judged = linter.judge(inputs)
        report = known(judged.report)
        zones = judged.zones
        plan(reason, obstacle)
    }

    /// Takes back what could not be written, by identity.
    public mutating func revert(_ identities: Set<String>) {
        changes.removeAll { identities.contains($0.identity) }
        report = judged().report
    }

    // MARK: - What to write

    /// What is to be silenced in one file.
    private struct Plan {
        let source: SourceFile
        let identity: String
        var places: [IgnoreComments.Place] = []
        /// Codes that a comment at their place would not silence: that of the first line end, once a line is before it.
        var wholeFile: Set<String> = []

        func change(_ reason: String) -> Change {
            let places = Set(
                places.map { place in
                    wholeFile.contains(place.code) ? IgnoreComments.Place(code: place.code, offset: nil) : place
                })
            let edits = IgnoreComments(for: places, in: source, reason: reason).edits
            return Change(
                source: source, identity: identity, bytes: source.bytes(applying: edits), findings: self.places.count,
                comments: edits.count
            )
        }
    }

    private mutating func plan(_ reason: String, _ obstacle: (SourceFile) -> String?) {
        var plans = plans()
        func refuse(_ plan: Plan, _ reason: String) {
            refusals.append((plan.source.path, reason))
        }
        for plan in plans { if let reason = obstacle(plan.source) { refuse(plan, reason) } }
        plans.removeAll { plan in refusals.contains { $0.path == plan.source.path } }
        // Few files need a second round; each round ends with fewer files or with more comments for whole files.
        for _ in 0..<6 where !plans.isEmpty {
            changes = plans.map { $0.change(reason) }
            let (report, zones) = judged()
            let changed = changedFiles(zones)
            let loud = loudCodes(report)
            guard !changed.isEmpty || !loud.isEmpty else {
                self.report = report
                return
            }
            var left: [Plan] = []
            for var plan in plans {
                let codes = loud[plan.identity] ?? []
                if changed.contains(plan.identity) {
                    refuse(plan, "comments would change what is read of it")
                } else if !plan.wholeFile.isDisjoint(with: codes) {
                    refuse(plan, "comments would not silence its findings")
                } else {
                    plan.wholeFile.formUnion(codes)
                    left.append(plan)
                }
            }
            plans = left
        }
        for plan in plans { refuse(plan, "comments would not silence its findings") }
        changes = []
        report = judged().report
    }

    private func plans() -> [Plan] {
        var identities: [ObjectIdentifier: String] = [:]
        for zone in zones {
            for (source, identity) in zip(zone.sources, zone.identities) {
                identities[ObjectIdentifier(source)] = identity ?? source.path
            }
        }
        var plans: [Plan] = []
        var numbers: [String: Int] = [:]
        for finding in report.findings where Self.isToBeSilenced(finding) {
            guard let span = finding.primary?.span, let identity = identities[ObjectIdentifier(span.source)] else {
                continue
            }
            let number = numbers[identity, default: plans.count]
            if number == plans.count {
                numbers[identity] = number
                plans.append(Plan(source: span.source, identity: identity))
            }
            let offset = span.range.isEmpty ? nil : span.range.lowerBound
            plans[number].places.append(IgnoreComments.Place(code: finding.rule.code, offset: offset))
        }
        return plans
    }

    /// Comments are put right, not silenced; and what could not be checked stays so, whatever a comment says.
    private static func isToBeSilenced(_ finding: Finding) -> Bool {
        finding.suppression == nil && !finding.isNotChecked
            && (finding.rule.family != "X1" || finding.rule.code == OriginGuessed.info.code)
    }

    // MARK: - What comes of it

    /// The files of zones that would publish other records.
    private func changedFiles(_ after: [Zone]) -> Set<String> {
        var files: Set<String> = []
        for (index, zone) in zones.enumerated() {
            let isSame =
                index < after.count && zone.hasSameContents(as: after[index]) && zone.serial == after[index].serial
                && zone.isComplete == after[index].isComplete
            if !isSame { files.formUnion(zip(zone.sources, zone.identities).map { $1 ?? $0.path }) }
        }
        return files.intersection(changes.map(\.identity))
    }

    /// What is still to be silenced in the files that have comments now.
    private func loudCodes(_ report: LintReport) -> [String: Set<String>] {
        let identities = Dictionary(
            changes.map { ($0.source.path, $0.identity) }, uniquingKeysWith: { first, _ in first })
        var codes: [String: Set<String>] = [:]
        for finding in report.findings where Self.isToBeSilenced(finding) {
            guard let path = finding.primary?.span.source.path, let identity = identities[path] else { continue }
            codes[identity, default: []].insert(finding.rule.code)
        }
        return codes
    }

    private func judged() -> (report: LintReport, zones: [Zone]) {
        let texts = Dictionary(changes.map { ($0.identity, $0.bytes) }, uniquingKeysWith: { first, _ in first })
        files.begin(texts)
        let edited = inputs.map { input in
            guard case .source(let source) = input.content, let bytes = texts[input.identity ?? source.path] else {
                return input
            }
            var edited = input
            edited.content = .source(SourceFile(path: source.path, bytes: bytes))
            return edited
        }
        let judged = linter.judge(edited)
        return (known(judged.report), judged.zones)
    }
}

/// What zones include, with the files that have been edited as they are to be. Nothing is read twice: every round judges
/// the same files, and what may be read is not used up by them.
private final class EditedFiles: IncludeLoading {
    private let includes: (any IncludeLoading)?
    private let state = Mutex(State())

    private struct State {
        var answers: [Question: [IncludedFile]] = [:]
        /// How often each question was put in this round: the last answer may have been that too much was included.
        var asked: [Question: Int] = [:]
        var texts: [String: [UInt8]] = [:]
    }

    private struct Question: Hashable {
        let path: String
        let includer: String
        let zoneFile: String
    }

    init(_ includes: (any IncludeLoading)?) {
        self.includes = includes
    }

    func begin(_ texts: [String: [UInt8]]) {
        state.withLock { state in
            state.asked = [:]
            state.texts = texts
        }
    }

    func load(_ path: String, in source: SourceFile) -> IncludedFile {
        let question = Question(path: path, includer: source.path, zoneFile: source.outermost.path)
        let known = state.withLock { state -> IncludedFile? in
            let number = state.asked[question, default: 0]
            state.asked[question] = number + 1
            let answers = state.answers[question] ?? []
            return number < answers.count ? answers[number] : nil
        }
        let answer = known ?? includes?.load(path, in: source) ?? .notReadable(reason: "there are no files")
        return state.withLock { state in
            if known == nil { state.answers[question, default: []].append(answer) }
            guard case .read(let file, let identity, let folder) = answer, let bytes = state.texts[identity] else {
                return answer
            }
            return .read(SourceFile(path: file.path, bytes: bytes), identity: identity, folder: folder)
        }
    }
}

extension SourceFile {
    /// The file of the zone that this text is a part of.
    fileprivate var outermost: SourceFile {
        switch provenance {
        case .given: self
        case .included(let directive): directive.source.outermost
        case .generated(let directive, _, _): directive.source.outermost
        }
    }

    /// The bytes with the edits made, which are in order and do not overlap.
    fileprivate func bytes(applying edits: [Edit]) -> [UInt8] {
        withBytes { old in
            var bytes: [UInt8] = []
            bytes.reserveCapacity(old.count + edits.reduce(0) { $0 + $1.text.utf8.count })
            var position = 0
            // Of those at one place the first comes first.
            let sorted = edits.enumerated().sorted {
                ($0.element.span.range.lowerBound, $0.offset) < ($1.element.span.range.lowerBound, $1.offset)
            }
            for edit in sorted.map(\.element) {
                bytes += old[position..<edit.span.range.lowerBound]
                bytes += Array(edit.text.utf8)
                position = edit.span.range.upperBound
            }
            bytes += old[position...]
            return bytes
        }
    }
}
