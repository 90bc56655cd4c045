import TestSupport
import Testing

/// Audits servers before and after an admin changes them.
@Suite("Changes in the lab", .serialized, .enabled(if: Lab.obstacle == nil, "\(Lab.obstacle ?? "")"))
struct LabChangeTests {
    @Test("each change is one line, and the other lines say what follows from it")
    func changes() async throws {
        let run = try await LabChangeRun.shared.value
        try LabReport.write(run.table, to: "changes.md")
        #expect(run.isCompared)
        for row in run.rows {
            let causes = row.lines.map(\.kind).filter {
                row.edit.kinds.contains($0) || !ServerEdit.consequences.contains($0)
            }
            #expect(causes == row.edit.kinds, "\(row.edit.title)\n\(row.lines)")
            #expect(row.lines.allSatisfy { !$0.sentence.contains("\n") })
        }
        #expect(run.rows.filter(\.lines.isEmpty).map(\.edit.title) == ["nothing"])
    }

    @Test("the next audit reports no change, and only the audit with new findings fails")
    func later() async throws {
        let run = try await LabChangeRun.shared.value
        #expect(run.later.isEmpty, "\(run.later)")
        #expect(run.statuses == [1, 0])
    }

    @Test("the lines are the same in every run")
    func table() async throws {
        assertGolden(try await LabChangeRun.shared.value.table, "changes.md")
    }
}
