import Federation
import Linting
import ZoneFile

/// A comparison of zones as JSON. Keys are an interface: keys may be added, but existing ones never change.
public struct DifferenceJSON {
    public init() {}

    public func render(_ report: ComparisonReport) -> String {
        JSONWriter.report(.indented).text(
            [
                "schema": 1,
                "tool": ReportJSON.tool,
                "zones": JSONValue(report.zones.map(zone)),
                "servers": JSONValue(report.servers.map(server)),
                // The number of servers beyond the limit of a run.
                "serversNotCompared": JSONValue(report.serversNotCompared),
                // Why parts of the files were not read.
                "findings": JSONValue(report.reading.findings.map(ReportJSON.finding)),
                "summary": summary(report.summary),
            ]) + "\n"
    }

    private func summary(_ counts: ComparisonReport.Summary) -> JSONValue {
        [
            "added": JSONValue(counts.added),
            "removed": JSONValue(counts.removed),
            "changed": JSONValue(counts.changed),
            "ttlChanged": JSONValue(counts.ttl),
            "unknown": JSONValue(counts.unknown),
            "zonesAdded": JSONValue(counts.zonesAdded),
            "zonesRemoved": JSONValue(counts.zonesRemoved),
            "zonesChanged": JSONValue(counts.zonesChanged),
            "notCompared": JSONValue(counts.zonesNotCompared),
        ]
    }

    private func zone(_ zone: ComparedZone) -> JSONValue {
        let difference = zone.difference
        return [
            "origin": JSONValue(orNull: zone.origin),
            "old": JSONValue(orNull: zone.oldPath),
            "new": JSONValue(orNull: zone.newPath),
            // "same", "changed", "added", "removed" or "not-compared".
            "status": JSONValue(status(zone)),
            // Present only if the zone was not compared.
            "reason": reason(zone).map { JSONValue($0) },
            "serial": difference.map(serial),
            "changes": JSONValue(
                difference.map { difference in difference.changes.map { change($0, difference) } } ?? []),
            // Records of one version that may be in an unread part of the other.
            "unknown": JSONValue(
                difference.map { difference in difference.unknown.map { change($0, difference) } } ?? []),
        ]
    }

    private func status(_ zone: ComparedZone) -> String {
        switch zone.outcome {
        case .compared: zone.hasChanged ? "changed" : "same"
        case .added: "added"
        case .removed: "removed"
        case .notCompared: "not-compared"
        }
    }

    private func reason(_ zone: ComparedZone) -> String? {
        if case .notCompared(let reason) = zone.outcome { reason } else { nil }
    }

    private func serial(_ difference: ZoneDifference) -> JSONValue {
        let (old, new) = (difference.old.serial, difference.new.serial)
        let isIncrease = old.flatMap { old in new.map { SerialNumber.isIncrease(from: old, to: $0) } }
        return [
            "old": old.map { JSONValue(Int($0)) } ?? .null,
            "new": new.map { JSONValue(Int($0)) } ?? .null,
            "increased": isIncrease.map { JSONValue($0) } ?? .null,
        ]
    }

    private func change(_ change: RRsetChange, _ difference: ZoneDifference) -> JSONValue {
        [
            "owner": JSONValue(change.owner),
            "type": JSONValue(change.type.description),
            // "added", "removed" or "changed".
            "change": JSONValue(change.kind.rawValue),
            "removed": JSONValue(change.removed.map { record($0, difference.old) }),
            "added": JSONValue(change.added.map { record($0, difference.new) }),
            "ttlChanged": JSONValue(
                change.ttlChanges.map {
                    ["old": record($0.old, difference.old), "new": record($0.new, difference.new)]
                }),
        ]
    }

    private func record(_ id: RecordID, _ zone: Zone) -> JSONValue {
        let text = RecordText(zone)
        let span = text.span(id)
        return [
            "ttl": JSONValue(Int(zone.records[id].ttl)),
            "data": JSONValue(text.data(id)),
            "location": ReportJSON.location(span),
        ]
    }

    private func name(_ verified: ServerChange.VerifiedName) -> JSONValue {
        [
            "name": JSONValue(verified.name.value),
            // Whether the specification requires it, or only these implementations.
            "specified": JSONValue(verified.isSpecified),
            "implementations": JSONValue(verified.implementations.map(\.name.rawValue)),
        ]
    }

    private func server(_ change: ServerChange) -> JSONValue {
        [
            "serverName": JSONValue(change.serverName),
            "before": RouteJSON.routes(change.before),
            "after": RouteJSON.routes(change.after),
            // Whether the routes are those without a well-known document, because none was given.
            "assumesNoWellKnown": JSONValue(change.assumesNoDocument),
            "certificate": [
                "required": JSONValue(change.newNames.map(name)),
                "unnecessary": JSONValue(change.unnecessaryNames.map(name)),
            ],
            "affected": JSONValue(change.affected.map(\.name.rawValue)),
            "gaining": JSONValue(change.gaining.map(\.name.rawValue)),
            "losing": JSONValue(change.losing.map(\.name.rawValue)),
        ]
    }
}
