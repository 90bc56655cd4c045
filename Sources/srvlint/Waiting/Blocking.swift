/// Runs asynchronous work from a synchronous command. Commands are synchronous so that only those that use the network
/// pay for the threads of tasks at start-up.
enum Blocking {
    static func run<Value: Sendable>(_ work: @escaping @Sendable () async -> Value) -> Value {
        let result = BlockingQueue<Value>()
        Task.detached {
            result.put(await work())
        }
        return result.take()
    }
}
