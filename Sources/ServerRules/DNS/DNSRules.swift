/// Nxxx: DNS answers to the queries of server discovery.
enum DNSRules {
    static let all: [any DelegationRule.Type] = [
        ServFail.self, QuestionRefused.self, QuestionTimeout.self, DNSSECBogus.self, TCPUnavailable.self,
        ServersDisagree.self, LameServer.self, ZoneDrift.self, NegativeTTLLong.self, AliasChainLong.self,
        NameServerInternal.self,
    ]
}
