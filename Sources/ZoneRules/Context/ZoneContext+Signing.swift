import DNS
import Diagnostics
import ZoneFile

extension ZoneContext {
    /// The signatures and chains of the zone; `nil` if it is not signed, or the file is a part of a zone.
    var signedZone: SignedZone? {
        guard kind == .zone, isWhole else { return nil }
        return signing {
            SigningFrame(zone, contents.boundaries, time: time).map { SignedZone($0, threads: threads) }
        }
    }

    /// Returns "the MX RRset of `example.com.`".
    func set(_ type: RecordType, of owner: NameID) -> String {
        "the \(type) RRset of \(quoted(owner))"
    }

    /// What signs the zone again, as an imperative.
    var resigning: String {
        SigningSoftware.advice(SigningSoftware(of: zone), zone: originArgument)
    }

    /// The name of the zone as an argument of a command; `nil` if a shell would not take it as it is.
    private var originArgument: String? {
        guard let origin = zone.origin else { return nil }
        let isPlain = origin.utf8.allSatisfy { byte in
            let letter = asciiLowercased(byte)
            return letter &- 0x61 < 26 || byte &- 0x30 < 10 || [0x2D, 0x2E, 0x5F].contains(byte)
        }
        return isPlain && !origin.hasPrefix("-") ? origin : nil
    }

    /// Returns the type of a record as a related span.
    func typeSpan(of id: RecordID, _ label: String) -> LabelledSpan {
        LabelledSpan(zone.fields(of: id).type.span, label)
    }

    /// Returns a field of the data of a record, or its type if the data is in the generic form.
    func dataField(_ index: Int, of id: RecordID) -> SourceSpan {
        let fields = zone.fields(of: id)
        guard !zone.records[id].flags.contains(.genericRDATA), index < fields.rdata.count else {
            return fields.type.span
        }
        return fields.rdata[index].span
    }
}
