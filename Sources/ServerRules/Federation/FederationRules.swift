/// Fxxx: the federation endpoint at the places that a server name leads to.
enum FederationRules {
    static let all: [any DelegationRule.Type] = [
        ConnectionRefused.self, ConnectionTimeout.self, TLSHandshakeFailed.self, TLSVersionOld.self, AddressDead.self,
        HostHeaderRejected.self, KeyServerNameMismatch.self, KeyExpired.self, KeySignatureInvalid.self,
        VersionUnavailable.self, WrongServer.self, KeysUnavailable.self,
    ]
}
