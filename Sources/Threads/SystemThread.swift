#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// A thread of the operating system, for work that blocks or computes for long, which tasks must not do.
package enum SystemThread {
    /// Starts a thread that receives no signals.
    ///
    /// - Returns: whether it was started.
    package static func start(_ body: @escaping @Sendable () -> Void) -> Bool {
        var attributes = pthread_attr_t()
        pthread_attr_init(&attributes)
        defer { pthread_attr_destroy(&attributes) }
        pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
        // A thread inherits the signal mask.
        var all = sigset_t()
        var before = sigset_t()
        sigfillset(&all)
        pthread_sigmask(SIG_SETMASK, &all, &before)
        defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
        let work = Unmanaged.passRetained(Work(body))
        var thread = pthread_t()
        let failure = pthread_create(
            &thread, &attributes,
            { context in
                if let context { Unmanaged<Work>.fromOpaque(context).takeRetainedValue().body() }
                return nil
            }, work.toOpaque())
        if failure != 0 { work.release() }
        return failure == 0
    }

    /// Whether the system allows that many additional threads: starts them and lets them end.
    package static func canStart(_ count: Int) -> Bool {
        let (go, done) = (Semaphore(), Semaphore())
        var started = 0
        while started < count,
            start({
                go.wait()
                done.signal()
            })
        { started += 1 }
        for _ in 0..<started { go.signal() }
        for _ in 0..<started { done.wait() }
        return started == count
    }

    private final class Work: Sendable {
        let body: @Sendable () -> Void

        init(_ body: @escaping @Sendable () -> Void) { self.body = body }
    }
}
