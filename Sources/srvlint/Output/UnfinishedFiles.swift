import Glibc
import Synchronization

/// The temporary files of this run. A signal that ends the program removes them.
enum UnfinishedFiles {
    private static let state = Mutex(State())

    private struct State {
        /// By name, the descriptor of the directory.
        var folders: [String: Int32] = [:]
        var isEnding = false
    }

    /// To be called before the file is created.
    static func add(_ name: String, in folder: Int32) {
        let isEnding = state.withLock { state in
            state.folders[name] = folder
            return state.isEnding
        }
        // The program is ending, and a new file would be left behind.
        while isEnding { pause() }
    }

    /// To be called once the file no longer exists, while the directory is still open.
    static func remove(_ name: String) {
        state.withLock { state in _ = state.folders.removeValue(forKey: name) }
    }

    /// Removes all, just before the program ends.
    static func removeAll() {
        state.withLock { state in
            state.isEnding = true
            for (name, folder) in state.folders { unlinkat(folder, name, 0) }
        }
    }
}
