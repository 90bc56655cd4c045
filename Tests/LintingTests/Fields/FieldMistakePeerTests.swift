import DNS
import Foundation
import TestSupport
import Testing

@Suite("Mistakes of fields as BIND sees them")
struct FieldMistakePeerTests {
    /// The records with a field removed, repeated or swapped with the next one.
    private static func damaged(_ record: SampleFields) -> [[String]] {
        record.fields.indices.flatMap { index in
            var removed = record.fields
            removed.remove(at: index)
            var repeated = record.fields
            repeated.insert(repeated[index], at: index)
            var swapped = record.fields
            if index + 1 < swapped.count { swapped.swapAt(index, index + 1) }
            return [removed, repeated, swapped]
        }
    }

    private static let bind = "PATH=/usr/sbin:/usr/bin:/bin named-checkzone"

    @Test(
        "BIND refuses every record in which a mistake of its fields is found",
        .enabled(if: shell("\(bind) -v >/dev/null 2>&1") == 0))
    func refusedByBIND() throws {
        let folder = try ScratchDirectory()
        var count = 0
        for (number, record) in SampleFields.all.enumerated() {
            try folder.write("correct-\(number).zone", zone(record, record.fields))
            for fields in Self.damaged(record) where FieldMistake.find(record.type, fields) != nil {
                try folder.write("\(count).zone", zone(record, fields))
                count += 1
            }
        }
        #expect(count > 150)
        let loop =
            "for f in *.zone; do \(Self.bind) -q -i none example.com $f >/dev/null 2>&1 && echo $f; done >accepted"
        _ = shell("cd '\(folder.path)' && { \(loop); true; }")
        let accepted = try String(contentsOfFile: "\(folder.path)/accepted", encoding: .utf8)
            .split(separator: "\n")
        #expect(accepted.count { $0.hasPrefix("correct-") } == SampleFields.all.count, "\(accepted)")
        let wrong = try accepted.filter { !$0.hasPrefix("correct-") }
            .map { try String(contentsOfFile: "\(folder.path)/\($0)", encoding: .utf8) }
        #expect(wrong.isEmpty, "\(wrong.compactMap { $0.split(separator: "\n").last })")
    }

    /// A zone with the record; it has only one SOA record.
    private func zone(_ record: SampleFields, _ fields: [String]) -> String {
        let line = "\(record.type) \(fields.joined(separator: " "))\n"
        guard record.type == "SOA" else { return ExampleRun.baseZone + "x IN \(line)" }
        return "$TTL 3600\n@ IN \(line)@ IN NS ns1.example.net.\n"
    }
}
