/// Fxxx: the federation endpoints that a server name resolves to.
enum FederationRules {
    static let all: [any ServerRule.Type] = [
        ConnectionRefused.self, ConnectionTimeout.self, TLSHandshakeFailed.self, TLSVersionOld.self, AddressDead.self,
        HostHeaderRejected.self, KeyServerNameMismatch.self, KeyExpired.self, KeySignatureInvalid.self,
        VersionUnavailable.self, WrongServer.self, KeysUnavailable.self, PathEncodingChanged.self,
    ]
}
