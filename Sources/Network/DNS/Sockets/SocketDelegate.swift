/// Receives the events of sockets.
protocol SocketDelegate: AnyObject {
    /// Counts a reply that is ignored.
    func ignore(_ reason: WritableKeyPath<IgnoredReplies, Int>, _ attempt: Attempt?)
    /// Handles a reply from the right address with the right id, which is not checked any further.
    func receive(_ bytes: UnsafeRawBufferPointer, _ attempt: Attempt)
    /// Handles the failure of an attempt.
    ///
    /// - Parameter text: The verb phrase after the server in a message.
    func fail(_ attempt: Attempt, _ kind: PendingRequest.Failure.Kind, _ text: String)
}
