import CLibFuzzer

/// Runs libFuzzer on one of the targets of a program.
public enum FuzzDriver {
    /// Returns the property that an input violates, if any.
    public typealias Check = @Sendable ([UInt8]) -> String?

    // Set once, before libFuzzer starts, which calls a function of C that cannot capture anything.
    nonisolated(unsafe) private static var check: Check = { _ in nil }

    /// Runs the target that the first argument names, with libFuzzer's options and directories of inputs after it.
    ///
    /// - Returns: whether there is such a target.
    public static func run(_ targets: [String: Check]) -> Bool {
        guard CommandLine.arguments.count > 1, let chosen = targets[CommandLine.arguments[1]] else { return false }
        check = chosen
        // libFuzzer gets the arguments from the second on, with the name of the target in place of the program.
        var count = CommandLine.argc - 1
        var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv + 1
        _ = LLVMFuzzerRunDriver(&count, &arguments) { data, size in
            let input = Array(UnsafeBufferPointer(start: data, count: size))
            if let violation = FuzzDriver.check(input) { fatalError(violation) }
            return 0
        }
        return true
    }
}
