import Federation

/// The messages that have arrived and are not handled yet.
///
/// A client may send thousands at once, and each request is asked whether it is cancelled or outdated. So each message is read
/// once, and what later ones say about earlier ones is counted.
struct MessageQueue {
    private var messages: [IncomingMessage] = []
    /// The index of the first message that was not taken.
    private var first = 0
    /// How often a waiting message cancels each request.
    private var cancellations: [RequestID: Int] = [:]
    /// The number of waiting edits.
    private var edits = 0

    /// JSON-RPC has integers and strings as ids, which are never equal.
    private enum RequestID: Hashable {
        case integer(Int)
        case string(String)

        init?(_ id: JSONValue?) {
            if let string = id?.string {
                self = .string(string)
            } else if let integer = id?.integer {
                self = .integer(integer)
            } else {
                return nil
            }
        }
    }

    var isEmpty: Bool { first == messages.count }

    /// Whether an edit of a document is waiting.
    var hasEdit: Bool { edits > 0 }

    /// Whether a waiting message cancels a request.
    func cancels(_ id: JSONValue) -> Bool { RequestID(id).map { cancellations[$0] != nil } ?? false }

    mutating func append(_ frames: [FrameDecoder.Frame]) {
        for frame in frames {
            let message = IncomingMessage(frame)
            if message.isEdit { edits += 1 }
            if let id = RequestID(message.cancelledID) { cancellations[id, default: 0] += 1 }
            messages.append(message)
        }
    }

    /// Removes the first message. There must be one.
    mutating func removeFirst() -> IncomingMessage {
        let message = messages[first]
        first += 1
        if isEmpty {
            // The memory of many messages, or of a large one, is not kept.
            messages = []
            first = 0
        }
        if message.isEdit { edits -= 1 }
        if let id = RequestID(message.cancelledID) {
            let rest = (cancellations[id] ?? 1) - 1
            cancellations[id] = rest > 0 ? rest : nil
        }
        return message
    }
}
