/// Requests that wait to be started, in order of arrival. Any of them can be removed.
struct RequestQueue {
    private var queue: [PendingRequest] = []
    private var start = 0
    private var present: [ObjectIdentifier: PendingRequest] = [:]

    var isEmpty: Bool { present.isEmpty }

    mutating func append(_ pending: PendingRequest) {
        queue.append(pending)
        present[ObjectIdentifier(pending.token)] = pending
    }

    mutating func popFirst() -> PendingRequest? {
        while start < queue.count {
            let pending = queue[start]
            start += 1
            if start * 2 > queue.count, start > 64 {
                queue.removeFirst(start)
                start = 0
            }
            if present.removeValue(forKey: ObjectIdentifier(pending.token)) != nil { return pending }
        }
        queue.removeAll(keepingCapacity: true)
        start = 0
        return nil
    }

    mutating func remove(_ token: CancellationToken) -> PendingRequest? {
        present.removeValue(forKey: ObjectIdentifier(token))
    }
}
