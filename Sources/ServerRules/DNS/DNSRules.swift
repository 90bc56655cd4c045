/// Nxxx: what the DNS answers to the questions that bear on a server name.
enum DNSRules {
    static let all: [any DelegationRule.Type] = [
        ServFail.self, QuestionRefused.self, QuestionTimeout.self, DNSSECBogus.self, TCPUnavailable.self,
        ServersDisagree.self, LameServer.self, ZoneDrift.self, NegativeTTLLong.self, AliasChainLong.self,
        NameServerInternal.self,
    ]
}
