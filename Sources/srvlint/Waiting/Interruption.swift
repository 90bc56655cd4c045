import Glibc

/// Ctrl-C and SIGTERM taken as a wish to end with what is there. The second time they end the program.
struct Interruption {
    private let signals: sigset_t

    /// Keeps the signals from this thread and those that it starts from now on. To be made before the first is started.
    init() {
        var signals = sigset_t()
        sigemptyset(&signals)
        // What the caller has the program ignore, as `nohup` and shells in the background do, stays ignored.
        for number in [SIGINT, SIGTERM] {
            var action = sigaction()
            if sigaction(number, nil, &action) == 0, !action.isIgnored { sigaddset(&signals, number) }
        }
        pthread_sigmask(SIG_BLOCK, &signals, nil)
        self.signals = signals
    }

    /// - Parameter body: is called once, on a thread of its own.
    func onFirst(_ body: @escaping @Sendable () -> Void) {
        let waiter = Unmanaged.passRetained(Waiter(signals, body))
        var thread = pthread_t()
        let failure = pthread_create(
            &thread, nil,
            { context in
                guard let context else { return nil }
                Unmanaged<Waiter>.fromOpaque(context).takeRetainedValue().run()
                return nil
            }, waiter.toOpaque())
        guard failure == 0 else {
            waiter.release()
            var signals = signals
            pthread_sigmask(SIG_UNBLOCK, &signals, nil)
            return
        }
        pthread_detach(thread)
    }

    private final class Waiter: Sendable {
        private let signals: sigset_t
        private let body: @Sendable () -> Void

        init(_ signals: sigset_t, _ body: @escaping @Sendable () -> Void) {
            self.signals = signals
            self.body = body
        }

        func run() {
            guard next() != nil else { return }
            body()
            guard let number = next() else { return }
            var signals = signals
            pthread_sigmask(SIG_UNBLOCK, &signals, nil)
            raise(number)
        }

        private func next() -> Int32? {
            var signals = signals
            var number: Int32 = 0
            return sigwait(&signals, &number) == 0 ? number : nil
        }
    }
}
