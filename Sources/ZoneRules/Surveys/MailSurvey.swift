import DNS
import ZoneFile

/// The TXT records of a zone that have a meaning for mail, found in one pass over the TXT records.
struct MailSurvey: Sendable {
    /// The purpose of a TXT record, by its owner.
    enum Purpose: Sendable, Equatable {
        case dmarc, dkim, mtaSTS, tlsReporting
    }

    /// SPF records at a name with several TXT records.
    private(set) var possiblyRepeatedSPF: [RecordID] = []
    /// SPF records that are not valid, that cause many lookups, or that include names of the zones of the run.
    private(set) var unusualSPF: [(record: RecordID, value: SPFRecord)] = []
    /// SPF records in several strings without spaces between them.
    private(set) var splitSPF: [RecordID] = []
    /// Records at names that have a purpose.
    private(set) var policies: [(record: RecordID, purpose: Purpose)] = []
    /// Records with a version, at names that have no purpose.
    private(set) var atOtherNames: [(record: RecordID, kind: MailRecordName)] = []

    init(of zone: Zone, _ kind: ZoneKind, _ boundaries: ZoneBoundaries, zones: ZoneSet) {
        // The data of a response-policy zone is a policy, and root hints are only addresses.
        guard kind != .responsePolicy, kind != .rootHints else { return }
        let hasOthers = zones.hasOther(than: zone)
        let origin = "." + (zone.origin ?? ".").dropLast().lowercased()
        let ordinary = OrdinarySPF(origin: origin, hasOtherZones: hasOthers)
        // Z125 reports these. Their spans begin directly after the strings that are cut off.
        let cuts = Dictionary(grouping: zone.problems.filter { $0.kind == .unquotedSemicolon }) {
            $0.span.range.lowerBound
        }
        func isReportedCut(_ id: RecordID) -> Bool {
            guard !cuts.isEmpty, let last = zone.fields(of: id).rdata.last?.span else { return false }
            return cuts[last.range.upperBound]?.contains { $0.span.source === last.source } ?? false
        }
        let unclosed = UnclosedStrings(of: zone)
        for number in zone.records(ofType: .txt) {
            let id = Int(number)
            if unclosed.contains(id, in: zone) { continue }
            let record = zone.records[id]
            let beginning = Self.beginning(record, zone)
            let isSPF = beginning == .spf || beginning == .likeSPF
            let purpose = isSPF ? nil : Self.purpose(of: record.owner, zone)
            guard beginning != .other || purpose != nil, !record.flags.contains(.outOfZone),
                !boundaries.isHidden(record.owner)
            else { continue }
            if case .named(let kind) = beginning, purpose == nil { atOtherNames.append((id, kind)) }
            if let purpose, !Self.isCut(id, zone), !OtherQuotationMarks.mayBegin(id, in: zone) {
                policies.append((id, purpose))
            }
            guard isSPF else { continue }
            if beginning == .likeSPF {
                guard !Self.isCutOrSplit(id, zone), let value = SPFRecord(TextValue(of: id, in: zone).bytes) else {
                    continue
                }
                unusualSPF.append((id, value))
                continue
            }
            let wholeString = WholeString.range(of: record, in: zone)
            if wholeString == nil, SplitText(of: id, in: zone)?.isSplitSPF ?? false {
                if !isReportedCut(id) { splitSPF.append(id) }
                continue
            }
            if zone.records(at: record.owner, type: .txt).count > 1, !Self.isCutOrSplit(id, zone) {
                possiblyRepeatedSPF.append(id)
            }
            if let wholeString, Self.matches(wholeString, of: record, ordinary, zone) { continue }
            guard let value = SPFRecord(TextValue(of: id, in: zone).bytes),
                Self.isUnusual(value, origin: origin, hasOtherZones: hasOthers), !Self.isCutOrSplit(id, zone)
            else { continue }
            unusualSPF.append((id, value))
        }
    }

    private static func matches(
        _ range: Range<Int>, of record: ZoneRecord, _ ordinary: OrdinarySPF, _ zone: Zone
    ) -> Bool {
        zone.sources[Int(record.source)].withBytes { ordinary.matches(UnsafeBufferPointer(rebasing: $0[range])) }
    }

    /// Whether a rule may report the record: it has a problem, many lookups, or parts that the zones of the run show.
    private static func isUnusual(_ value: SPFRecord, origin: String, hasOtherZones: Bool) -> Bool {
        guard value.problems.isEmpty, value.lookups <= 10, value.termForAll == nil else { return true }
        return value.terms.contains { term in
            guard let domain = term.domain, term.name == "include" || term.name == "redirect" else { return false }
            return hasOtherZones || ("." + domain.lowercased()).trimmingFinalDot.hasSuffix(origin)
        }
    }

    private static func purpose(of owner: NameID, _ zone: Zone) -> Purpose? {
        let names = zone.names
        let purpose: Purpose? = names.withLabel(of: owner) { label in
            guard label.first == UInt8(ascii: "_") else { return nil }
            if label.elementsEqual("_dmarc".utf8) { return .dmarc }
            if label.elementsEqual("_mta-sts".utf8) { return .mtaSTS }
            if label.elementsEqual("_smtp".utf8) { return .tlsReporting }
            return nil
        }
        if let purpose {
            guard purpose == .tlsReporting else { return purpose }
            return names.label(of: names.parent(of: owner)).elementsEqual("_tls".utf8) ? purpose : nil
        }
        // Selectors may have several labels. Names such as `_adsp._domainkey` are not selectors.
        guard names.withLabel(of: owner, { $0.first != UInt8(ascii: "_") }) else { return nil }
        var parent = names.parent(of: owner)
        for _ in 0..<3 where parent != .root && parent != zone.apex {
            if names.withLabel(of: parent, { $0.elementsEqual("_domainkey".utf8) }) { return .dkim }
            parent = names.parent(of: parent)
        }
        return nil
    }

    /// Whether a string without quotes is followed by another one or by a semicolon. The value is then not what was
    /// meant, which other rules report.
    private static func isCutOrSplit(_ id: RecordID, _ zone: Zone) -> Bool {
        if WholeString.range(of: zone.records[id], in: zone) != nil { return false }
        let fields = zone.fields(of: id).rdata
        return fields.count > 1 && !fields[0].isQuoted || isCut(id, zone)
    }

    /// Whether a string without quotes is followed by a semicolon, which Z125 reports.
    private static func isCut(_ id: RecordID, _ zone: Zone) -> Bool {
        if WholeString.range(of: zone.records[id], in: zone) != nil { return false }
        guard let bare = zone.fields(of: id).rdata.last(where: { !$0.isQuoted }) else { return false }
        let (source, end) = (bare.span.source, bare.span.range.upperBound)
        return end < source.count && source[end] == UInt8(ascii: ";")
    }
}

extension String {
    fileprivate var trimmingFinalDot: Substring { hasSuffix(".") ? dropLast() : self[...] }
}
