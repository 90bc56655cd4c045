/// Runs asynchronous work from a command, which is not: only commands that use the network pay for its threads.
enum Blocking {
    static func run<Value: Sendable>(_ work: @escaping @Sendable () async -> Value) -> Value {
        let mailbox = Mailbox<Value>()
        Task.detached {
            mailbox.put(await work())
        }
        return mailbox.take()
    }
}
