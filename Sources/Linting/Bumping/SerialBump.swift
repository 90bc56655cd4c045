import Diagnostics
import ZoneFile

/// Increases the serials of zones. All other bytes of the files stay the same.
public struct SerialBump: Sendable {
    /// The zones in the order of the inputs.
    public private(set) var zones: [BumpedZone] = []
    /// The files to change, each once even if several zones include it.
    public private(set) var changes: [FileChange] = []

    /// - Parameters:
    ///   - inputs: the zone files.
    ///   - loader: reads them. Its time decides about the dates in serials.
    ///   - isFragmentIgnored: whether an input that has no SOA record, and may be a part of another zone, is left out.
    public init(_ inputs: [ZoneInput], _ loader: ZoneLoader, isFragmentIgnored: (Int) -> Bool = { _ in false }) {
        var edits = FileEdits()
        var bumped: [BumpCheck.Expectation] = []
        var loader = loader
        let files = RevisedFiles(includes: loader.includes, revisions: nil)
        if loader.includes != nil { loader.includes = files }
        files.begin([:])
        for (number, file) in loader.load(inputs).files.enumerated() {
            switch file {
            case .included: continue
            case .unreadable(let path, let reason):
                zones.append(BumpedZone(path: path, origin: nil, outcome: .failure(.init(reason: reason))))
            case .tooLarge(let path, let limit):
                let reason = "it is larger than \(limit >> 20) MiB"
                zones.append(BumpedZone(path: path, origin: nil, outcome: .failure(.init(reason: reason))))
            case .zone(let loaded):
                let zone = loaded.context.zone
                if zone.isFragment, zone.isComplete, isFragmentIgnored(number) { continue }
                let identity = inputs[number].editIdentity(number)
                let outcome = Self.bump(zone, identity, time: loader.time, &edits)
                if case .success(let increase) = outcome {
                    bumped.append(.init(number: zones.count, zone: zone, serial: increase.new))
                }
                zones.append(
                    BumpedZone(
                        path: zone.sources[0].path, origin: zone.origin, isSigned: zone.isSigned, outcome: outcome))
            }
        }
        changes = edits.changes
        let check = BumpCheck(inputs, loader, files, changes)
        for wrong in check.failures(bumped) {
            zones[wrong.number].outcome = .failure(.otherChange)
            // Other zones that include the file cannot be changed either.
            changes.removeAll { change in wrong.zone.sources.contains { $0.path == change.source.path } }
        }
        for expectation in bumped {
            guard case .success = zones[expectation.number].outcome,
                !changes.contains(where: { change in expectation.zone.sources.contains { $0.path == change.source.path }
                })
            else { continue }
            zones[expectation.number].outcome = .failure(.sharedFile)
        }
    }

    private static func bump(
        _ zone: Zone, _ identity: String, time: Int64?, _ edits: inout FileEdits
    ) -> Result<SerialIncrease, BumpedZone.Refusal> {
        do throws(Zone.SerialObstacle) {
            let (serial, fields) = try zone.serialFields()
            let increase = SerialIncrease(after: serial, time: time)
            for field in fields {
                let source = zone.sources.firstIndex { $0 === field.source } ?? 0
                edits.replace(
                    field, with: increase.new, in: source == 0 ? identity : zone.identities[source] ?? identity)
            }
            return .success(increase)
        } catch {
            return .failure(BumpedZone.Refusal(error, zone))
        }
    }
}

/// A zone and its next serial.
public struct BumpedZone: Sendable {
    public let path: String
    public let origin: String?
    /// Whether the zone has signatures. Those of its SOA record are wrong once the serial is another.
    public var isSigned = false
    public fileprivate(set) var outcome: Result<SerialIncrease, Refusal>

    /// Why a serial was not increased, as a clause.
    public struct Refusal: Error, Sendable {
        public let reason: String
    }
}

/// Replacements by file.
private struct FileEdits {
    private var order: [String] = []
    private var sources: [String: SourceFile] = [:]
    private var replacements: [String: [Int: RevisedText.Replacement]] = [:]

    mutating func replace(_ field: SourceSpan, with serial: UInt32, in identity: String) {
        if sources[identity] == nil {
            order.append(identity)
            sources[identity] = field.source
        }
        // Zones that include the same SOA record have the same serial.
        replacements[identity, default: [:]][field.range.lowerBound] =
            RevisedText.Replacement(field.range, with: Array("\(serial)".utf8))
    }

    var changes: [FileChange] {
        order.compactMap { identity in
            guard let source = sources[identity] else { return nil }
            var text = RevisedText(source)
            let edits = replacements[identity] ?? [:]
            text.replace(edits.keys.sorted().compactMap { edits[$0] })
            return FileChange(identity: identity, text: text, findings: 0, comments: 0)
        }
    }
}

// MARK: - Messages

extension BumpedZone.Refusal {
    fileprivate static let otherChange = Self(
        reason: "other records would change as well, because the file of its SOA record is included more than once")
    fileprivate static let sharedFile = Self(
        reason: "another zone that includes its SOA record cannot be changed")

    fileprivate init(_ obstacle: Zone.SerialObstacle, _ zone: Zone) {
        reason =
            switch obstacle {
            case .noSOA where zone.isFragment && zone.isComplete: "it has no SOA record"
            case .noSOA where zone.origin == nil:
                "its origin is not known, so its SOA record cannot be identified; give it with `--origin`"
            case .noSOA where zone.isComplete: "it has no SOA record at `\(zone.origin ?? "@")`"
            case .noSOA: "its SOA record was not read; `srvlint check` shows why"
            case .severalSerials: "it has several SOA records with different serials; remove all but one"
            case .noField: "its SOA record is in the generic form or made by `$GENERATE`; write it with seven fields"
            }
    }
}

extension SerialIncrease {
    /// The scheme: "date and counter".
    public var schemeName: String {
        switch scheme {
        case .date: "date and counter"
        case .unixTime: "Unix time"
        case .counter: "counter"
        }
    }

    /// A clause about what is unusual about the new serial.
    public var note: String? {
        switch remark {
        case nil: nil
        case .counterExhausted: "the counter of that day was at 99, so the new serial has the date of the next day"
        case .inFuture where scheme == .date:
            "the date in the serial is in the future, so only the counter increased: a serial must never decrease"
        case .inFuture: "the time in the serial is in the future, so it increased by 1: a serial must never decrease"
        case .startsAgain:
            "4294967295 is the largest serial; secondaries consider 1 newer (RFC 1982), and some programs treat 0 as unset"
        }
    }
}
