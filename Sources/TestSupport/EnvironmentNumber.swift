import Foundation

/// The number in a variable of the environment, which sets the cases or the seed of a property test.
public func environmentNumber(_ name: String) -> Int? {
    ProcessInfo.processInfo.environment[name].flatMap { Int($0) }
}
