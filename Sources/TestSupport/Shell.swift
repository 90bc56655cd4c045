import Glibc

/// Runs a shell command; its exit code, or -1 if it ended otherwise.
public func shell(_ command: String) -> Int32 {
    let status = command.withCString { system($0) }
    return status & 0x7F == 0 ? status >> 8 & 0xFF : -1
}
