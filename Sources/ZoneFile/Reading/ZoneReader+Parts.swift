import DNS
import Threads

// Several threads read parts of a large file at once, each with a reader of its own. A part is read with fields that are only
// assumed to be inherited there. If they were not, or if the part depends on something that was not assumed, it is read again
// after the parts before it. So the result is that of a single reader, wherever the file is cut.

/// A part of a zone file as one thread has read it.
private struct ReadPart: Sendable {
    let start: Int
    let assumed: AssumedFields
    let names: NameTable
    let records: ContiguousArray<ZoneRecord>
    let problems: ProblemList
    let log: SourceLog
    let unread: UnreadParts
    let inherited: InheritedFields
    let generated: GeneratedAmount
    let end: EntryScanner.End
}

extension ZoneReader {
    /// Reads a large file on several threads, up to its last part that could be read in this way.
    mutating func readParts(_ options: ReadingOptions) {
        guard source.count >= PartCuts.minimumSize || options.cuts != nil else { return }
        readEntries(upTo: options.cuts?.first ?? PartCuts.headSize)
        reserve(expectedRecords(in: source.count))
        guard options.threads > 1 || options.cuts != nil, !inherited.isFirstRecord else { return }
        let head = scanner.position
        let cuts = options.cuts ?? PartCuts.choose(options.threads - 1, in: source, after: head)
        guard !cuts.isEmpty else { return }
        let (source, assumed) = (source, AssumedFields(inherited))
        let counts = cuts.indices.map {
            expectedRecords(in: ($0 + 1 < cuts.count ? cuts[$0 + 1] : source.count) - cuts[$0])
        }
        let work = ParallelWork(count: cuts.count, threads: options.threads - 1) { number -> ReadPart? in
            var assumed = assumed
            guard assumed.applyDirectives(in: min(head, cuts[number])..<cuts[number], of: source) else {
                return nil
            }
            let end = number + 1 < cuts.count ? cuts[number + 1] : nil
            return Self.readPart(of: source, from: cuts[number], upTo: end, assumed, options, counts[number])
        }
        readEntries(upTo: cuts[0])
        for (cut, part) in zip(cuts, work.finish()) {
            readEntries(upTo: cut)
            if let part, isContinued(by: part) { append(part) }
        }
    }

    /// About how many records so many bytes of the file have, if they are like those that were read.
    private func expectedRecords(in byteCount: Int) -> Int {
        // A little more, because to move the records costs more than room that is not used.
        let found = max(records.count, 1) * 17 / 16 + 1
        return min(byteCount, byteCount * found / max(scanner.position, 1), 1 << 24)
    }

    private static func readPart(
        of source: SourceFile, from start: Int, upTo end: Int?, _ assumed: AssumedFields, _ options: ReadingOptions,
        _ expectedRecords: Int
    ) -> ReadPart? {
        var reader = ZoneReader(source, options, byteCount: (end ?? source.count) - start)
        reader.reserve(expectedRecords)
        defer {
            reader.scanner.deallocate()
            reader.nameReader.deallocate()
        }
        reader.begin(at: start, assumed)
        reader.readEntries(upTo: end ?? .max)
        guard !reader.isUndecided, let assumed = reader.assumed else { return nil }
        return ReadPart(
            start: start, assumed: assumed, names: reader.names, records: reader.records, problems: reader.problems,
            log: reader.log, unread: reader.unread, inherited: reader.inherited, generated: reader.generated,
            end: reader.scanner.end)
    }

    private mutating func begin(at start: Int, _ assumed: AssumedFields) {
        self.assumed = assumed
        scanner.skip(to: start)
        let origin = assumed.originName.map { names.intern($0) } ?? .unknownOrigin
        inherited = InheritedFields(origin: origin, named: assumed.originName, zoneClass: assumed.zoneClass)
        inherited.defaultTTL = assumed.defaultTTL
        inherited.isFirstRecord = false
    }

    /// Whether the part was read as this reader would read it now.
    private func isContinued(by part: ReadPart) -> Bool {
        let origin = part.assumed.originName.map { names.find($0) } ?? .unknownOrigin
        return scanner.position == part.start && scanner.agrees(with: part.end)
            && !inherited.isFirstRecord && inherited.originDirective == nil
            && origin == NameID(inherited.origin) && inherited.zoneClass == part.assumed.zoneClass
            && inherited.defaultTTL == part.assumed.defaultTTL
            && (!part.assumed.usesLastTTL || inherited.lastTTL == part.assumed.lastTTL)
            && problems.hasRoom(for: part.problems) && (generated + part.generated).isWithinLimits
            && log.sources.count + part.log.sources.count <= IncludeStack.countLimit
    }

    private mutating func append(_ part: ReadPart) {
        let map = names.add(part.names)
        let shift = UInt16(log.sources.count - 1)
        records.append(
            contentsOf: part.records.lazy.map { record in
                var record = record
                record.owner = map[record.owner]
                record.target = map[record.target]
                if record.source > 0 { record.source += shift }
                return record
            })
        for problem in part.problems.all {
            let owner = problem.owner.map { map[$0] }
            problems.append(ZoneProblem(problem.kind, problem.span, related: problem.related, owner: owner))
        }
        log.append(part.log, map)
        unread.add(part.unread, map)
        inherited.advance(to: part.inherited, map)
        generated = generated + part.generated
        scanner.skip(to: part.end)
        partsUsed += 1
    }
}
