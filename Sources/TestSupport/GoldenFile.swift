import FoundationEssentials
import Testing

/// Compares `text` with the file `Golden/<name>` next to the test.
///
/// A missing file is recorded, and the test fails once so that it is reviewed. With `RECORD_SNAPSHOTS=1` all files are
/// recorded again, to be reviewed as a diff.
public func assertGolden(
    _ text: String,
    _ name: String,
    testFile: String = #filePath,
    sourceLocation: Testing.SourceLocation = #_sourceLocation
) {
    let folder = testFile.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
    assertGolden(text, at: "\(folder)/Golden/\(name)", sourceLocation: sourceLocation)
}

/// Compares `text` with the file at a path, like ``assertGolden(_:_:testFile:sourceLocation:)``.
public func assertGolden(
    _ text: String,
    at path: String,
    sourceLocation: Testing.SourceLocation = #_sourceLocation
) {
    let name = path.split(separator: "/").suffix(2).joined(separator: "/")
    let isRecording = ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] == "1"
    guard !isRecording, let data = FileManager.default.contents(atPath: path) else {
        do {
            try Data(text.utf8).write(to: URL(filePath: path), options: .atomic)
        } catch {
            Issue.record("\(path) cannot be written: \(error)", sourceLocation: sourceLocation)
        }
        if !isRecording {
            Issue.record("\(name) did not exist and is recorded now; look at it", sourceLocation: sourceLocation)
        }
        return
    }
    let golden = String(decoding: data, as: UTF8.self)
    guard golden != text else { return }
    Issue.record("\(name) differs: \(firstDifference(golden, text))", sourceLocation: sourceLocation)
}

private func firstDifference(_ golden: String, _ text: String) -> String {
    // By line feed instead of Character, since CR LF is one Character.
    let expected = golden.utf8.split(separator: 0x0A, omittingEmptySubsequences: false).map { String($0) ?? "" }
    let actual = text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false).map { String($0) ?? "" }
    for index in 0..<max(expected.count, actual.count) {
        let left = index < expected.count ? expected[index] : "(no line)"
        let right = index < actual.count ? actual[index] : "(no line)"
        if left != right {
            return "line \(index + 1)\nexpected \(left.debugDescription)\nactual   \(right.debugDescription)"
        }
    }
    return "nowhere"
}
