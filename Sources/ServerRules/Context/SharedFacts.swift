import DNS
import Federation
import Synchronization
import TLSIdentity

/// Facts about one server name that several rules need, each derived once.
final class SharedFacts: Sendable {
    let serverDocument = Memo<ServerDocumentView?>()
    let clientDocument = Memo<ClientDocumentView?>()
    let fetched = MemoTable<String, [HTTPSEntry]>()
    let addresses = MemoTable<String, [IPAddress]?>()
    let usedAddresses = Memo<[UsedAddress]>()
    let families = MemoTable<CertificateName, [TLSClientFamily]>()
    /// The judgements of key documents by their text; `nil` for a text that is not a key document.
    let keys = MemoTable<String, KeyJudgement?>()

    /// The facts that are derived from the context, by name.
    private let derived = Mutex<[String: any Sendable]>([:])

    /// The fact with a name, derived by the first caller.
    ///
    /// - Parameter name: unique among all facts.
    func value<Value: Sendable>(_ name: String, _ derive: () -> Value) -> Value {
        if let known = derived.withLock({ $0[name] }) as? Value { return known }
        // The lock is not held meanwhile, because a fact may need others. Two threads may both derive it.
        let value = derive()
        derived.withLock { $0[name] = value }
        return value
    }
}
