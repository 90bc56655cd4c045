import Synchronization

/// A value that is computed once, when it is first needed.
public final class Memo<Value: Sendable>: Sendable {
    private let value = Mutex<Value?>(nil)

    public init() {}

    public func callAsFunction(_ make: () -> Value) -> Value {
        if let known = value.withLock({ $0 }) { return known }
        // The lock is not held here, because the value may need other memos. Two threads may both compute it.
        let made = make()
        value.withLock { $0 = made }
        return made
    }
}

/// Values by key, each computed once, when it is first needed.
public final class MemoTable<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    private let values = Mutex<[Key: Value]>([:])

    public init() {}

    public func callAsFunction(_ key: Key, _ make: () -> Value) -> Value {
        if let known = values.withLock({ $0[key] }) { return known }
        let made = make()
        values.withLock { $0[key] = made }
        return made
    }
}
