import Glibc
import Synchronization

/// The temporary files of this run. A signal that ends the program removes them.
enum UnfinishedFiles {
    private static let state = Mutex(State())

    private struct State {
        /// The descriptors of their directories, by name.
        var directories: [String: Int32] = [:]
        var isEnding = false
    }

    /// To be called before the file is created.
    ///
    /// - Parameter directory: an open descriptor.
    static func add(_ name: String, in directory: Int32) {
        TerminationSignals.beforeEnding(.files, removeAll)
        let isEnding = state.withLock { state in
            state.directories[name] = directory
            return state.isEnding
        }
        // The program is ending, and a new file would be left behind.
        while isEnding { pause() }
    }

    /// To be called once the file no longer exists, while the directory is still open.
    static func remove(_ name: String) {
        state.withLock { state in _ = state.directories.removeValue(forKey: name) }
    }

    /// Removes all files, just before the program ends.
    @Sendable private static func removeAll() {
        state.withLock { state in
            state.isEnding = true
            for (name, directory) in state.directories { unlinkat(directory, name, 0) }
        }
    }
}
