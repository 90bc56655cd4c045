import DNS
import ZoneFile

/// The fields of one SRV record as written, for messages.
public struct SRVFields {
    public let priority: SourceSpan
    public let weight: SourceSpan
    public let port: SourceSpan
    public let target: SourceSpan
    /// The target as written, without quotes; `nil` if the RDATA is in the generic form of RFC 3597.
    public let targetText: String?

    public init(of id: RecordID, in zone: Zone) {
        let fields = zone.fields(of: id)
        let rdata = fields.rdata
        guard rdata.count == 4, !zone.records[id].flags.contains(.genericRDATA) else {
            let whole = SRVFields.span(rdata.first?.span ?? fields.type.span, rdata.last?.span ?? fields.type.span)
            priority = whole
            weight = whole
            port = whole
            target = whole
            targetText = nil
            return
        }
        priority = rdata[0].span
        weight = rdata[1].span
        port = rdata[2].span
        target = rdata[3].span
        targetText = rdata[3].text
    }

    /// Whether each field has its own text, so that one of them can be replaced.
    public var areWritten: Bool { targetText != nil }

    /// The span from the priority to the port.
    public var numbers: SourceSpan { Self.span(priority, port) }
    public var priorityAndWeight: SourceSpan { Self.span(priority, weight) }

    private static func span(_ first: SourceSpan, _ last: SourceSpan) -> SourceSpan {
        guard first.range.lowerBound <= last.range.upperBound else { return first }
        return SourceSpan(first.source, first.range.lowerBound..<last.range.upperBound)
    }
}
