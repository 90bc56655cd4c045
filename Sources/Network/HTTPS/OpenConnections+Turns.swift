import NIOCore

// The requests to an endpoint take turns on its connections.
extension OpenConnections {
    func begin(_ endpoint: Endpoint) {
        state.withLock { $0.lines[endpoint, default: Line()].busy += 1 }
    }

    /// Returns an open connection, or `nil` if a new one should be opened. Waits for one that is in use.
    func take(_ endpoint: Endpoint) async -> OpenConnection? {
        let id = state.withLock { state in
            state.nextID += 1
            return state.nextID
        }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let timer = group.next().scheduleTask(in: Self.patience) { self.giveUp(endpoint, id) }
                let found: OpenConnection?? = state.withLock { state in
                    var line = state.lines[endpoint] ?? Line()
                    defer { state.lines[endpoint] = line }
                    let connection = line.idle.popLast()
                    guard connection == nil, line.busy > 0, !line.closes else {
                        line.busy += 1
                        return .some(connection)
                    }
                    line.waiting.append(Waiter(id: id, continuation: continuation, timer: timer))
                    return nil
                }
                guard let found else {
                    // The task may have been cancelled before it waited.
                    if Task.isCancelled { giveUp(endpoint, id) }
                    return
                }
                timer.cancel()
                if found != nil { limit.release(1) }
                continuation.resume(returning: found)
            }
        } onCancel: {
            giveUp(endpoint, id)
        }
    }

    /// Lets a request that still waits open a new connection.
    private func giveUp(_ endpoint: Endpoint, _ id: UInt64) {
        let waiter: Waiter? = state.withLock { state in
            guard let index = state.lines[endpoint]?.waiting.firstIndex(where: { $0.id == id }) else { return nil }
            state.lines[endpoint]?.busy += 1
            return state.lines[endpoint]?.waiting.remove(at: index)
        }
        waiter?.timer.cancel()
        waiter?.continuation.resume(returning: nil)
    }

    /// Ends a request. The next one takes its connection, and all others open new ones if it is closed.
    func end(_ endpoint: Endpoint, _ connection: OpenConnection?) async {
        let (waiters, isKept): ([Waiter], Bool) = state.withLock { state in
            var line = state.lines[endpoint] ?? Line()
            defer { state.lines[endpoint] = line }
            line.closes = connection == nil
            let next = line.waiting.prefix(connection == nil ? .max : 1)
            line.waiting.removeFirst(next.count)
            line.busy += next.count - 1
            guard let connection, next.isEmpty else { return (Array(next), true) }
            guard !state.isClosed, limit.reserve() else { return ([], false) }
            line.idle.append(connection)
            return ([], true)
        }
        for waiter in waiters {
            waiter.timer.cancel()
            waiter.continuation.resume(returning: connection)
        }
        if !isKept { await connection?.close() }
    }
}
