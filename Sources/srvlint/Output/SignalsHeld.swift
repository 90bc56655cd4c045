/// Keeps Ctrl-C and its kin waiting while files are written, so that none is left half done and nothing beside them: for
/// as long as ``StopSignals/grace`` and no longer, for a disk or a file system may not answer at all.
enum SignalsHeld {
    static func run<Result, Failure: Error>(_ body: () throws(Failure) -> Result) throws(Failure) -> Result {
        try StopSignals.hold(body)
    }
}
