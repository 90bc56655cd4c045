/// Nxxx: DNS answers to the queries of server discovery.
enum DNSRules {
    static let all: [any ServerRule.Type] = [
        ServFail.self, QueryRefused.self, QueryTimeout.self, DNSSECBogus.self, TCPUnavailable.self,
        ServersDisagree.self, LameServer.self, ZoneDrift.self, NegativeTTLLong.self, AliasChainLong.self,
        NameServerInternal.self, AnswerSignatureInvalid.self, AnswerSignatureExpires.self, AnswerDSWithoutKey.self,
        AnswerAlgorithmDeprecated.self, HostIPv6Only.self,
    ]
}
