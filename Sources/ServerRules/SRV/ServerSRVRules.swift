/// Sxxx: SRV records, as far as only discovery shows what is wrong.
enum ServerSRVRules {
    static let all: [any ServerRule.Type] = [
        MatrixSRVPort443.self, PublishedTargetAlias.self, PublishedTargetIsAddress.self,
    ]
}
