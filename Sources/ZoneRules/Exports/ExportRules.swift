/// Z141–Z146: what other programs write into files that are used as zone files.
enum ExportRules {
    static let all: [any ZoneRule.Type] = [
        ExportSyntaxInZone.self, NotAZoneFile.self, SOAAtRoot.self, TransferIncomplete.self, PlaceholderLeft.self,
        MergeConflictLeft.self,
    ]
}
