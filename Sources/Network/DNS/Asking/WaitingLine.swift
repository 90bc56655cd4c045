/// Questions that wait for their turn, first come, first served; one can leave from anywhere.
struct WaitingLine {
    private var line: [Conversation] = []
    private var start = 0
    private var present: [ObjectIdentifier: Conversation] = [:]

    var isEmpty: Bool { present.isEmpty }

    mutating func append(_ conversation: Conversation) {
        line.append(conversation)
        present[ObjectIdentifier(conversation.ticket)] = conversation
    }

    mutating func popFirst() -> Conversation? {
        while start < line.count {
            let conversation = line[start]
            start += 1
            if start * 2 > line.count, start > 64 {
                line.removeFirst(start)
                start = 0
            }
            if present.removeValue(forKey: ObjectIdentifier(conversation.ticket)) != nil { return conversation }
        }
        line.removeAll(keepingCapacity: true)
        start = 0
        return nil
    }

    mutating func remove(_ ticket: Ticket) -> Conversation? {
        present.removeValue(forKey: ObjectIdentifier(ticket))
    }
}
