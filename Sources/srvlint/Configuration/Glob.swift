/// A pattern for paths below the directory of the configuration: `*` and `?` match within a name, `**` matches
/// directories, `[a-z]` and `[!a-z]` are sets, and `\` escapes the next character.
struct Glob: Sendable {
    /// A mistake in a pattern, and the range of its scalars.
    struct Mistake: Error {
        var message: String
        var range: Range<Int>
    }

    private enum Element: Sendable {
        case literal(Unicode.Scalar)
        case any
        case run
        /// Any number of whole directories.
        case directories
        case set([ClosedRange<Unicode.Scalar>], isNegated: Bool)
    }

    /// As written.
    let pattern: String
    private var elements: [Element] = []

    init(_ pattern: String) throws(Mistake) {
        self.pattern = pattern
        let scalars = Array(pattern.unicodeScalars)
        if scalars.isEmpty { throw Mistake(message: "the pattern is empty", range: 0..<0) }
        if scalars[0] == "/" {
            throw Mistake(message: "patterns are relative to the directory of the configuration", range: 0..<1)
        }
        var at = scalars.starts(with: Array("./".unicodeScalars)) ? 2 : 0
        while at < scalars.count {
            switch scalars[at] {
            case "*" where at + 1 < scalars.count && scalars[at + 1] == "*":
                let startsName = at == 0 || scalars[at - 1] == "/"
                let end = scalars[at...].firstIndex { $0 != "*" } ?? scalars.count
                guard startsName, end == at + 2, end == scalars.count || scalars[end] == "/" else {
                    throw Mistake(message: "`**` must be a whole path component", range: at..<end)
                }
                elements.append(.directories)
                at = min(end + 1, scalars.count)
                if end == scalars.count { elements.append(.run) }
                continue
            case "*": elements.append(.run)
            case "?": elements.append(.any)
            case "[": at = try readSet(scalars, at) - 1
            case "\\":
                guard at + 1 < scalars.count else {
                    throw Mistake(message: "there is no character after the backslash", range: at..<(at + 1))
                }
                at += 1
                elements.append(.literal(scalars[at]))
            default: elements.append(.literal(scalars[at]))
            }
            at += 1
        }
    }

    /// A pattern that matches only this path.
    static func escape(_ path: String) -> String {
        path.reduce(into: "") { pattern, character in
            if "*?[\\".contains(character) { pattern += "\\" }
            pattern.append(character)
        }
    }

    /// Stands in for a pattern with a mistake, and matches nothing.
    static let nothing = Glob()

    private init() { pattern = "" }

    /// - Returns: the index after the set.
    private mutating func readSet(_ scalars: [Unicode.Scalar], _ start: Int) throws(Mistake) -> Int {
        var at = start + 1
        var isNegated = false
        if at < scalars.count, scalars[at] == "!" || scalars[at] == "^" {
            isNegated = true
            at += 1
        }
        var ranges: [ClosedRange<Unicode.Scalar>] = []
        while at < scalars.count, scalars[at] != "]" || ranges.isEmpty {
            let first = scalars[at]
            guard at + 2 < scalars.count, scalars[at + 1] == "-", scalars[at + 2] != "]" else {
                ranges.append(first...first)
                at += 1
                continue
            }
            guard first <= scalars[at + 2] else {
                throw Mistake(message: "the end of the range is before its start", range: at..<(at + 3))
            }
            ranges.append(first...scalars[at + 2])
            at += 3
        }
        guard at < scalars.count else {
            throw Mistake(message: "unclosed bracket", range: start..<(start + 1))
        }
        elements.append(.set(ranges, isNegated: isNegated))
        return at + 1
    }

    /// The only path that matches; `nil` if there may be others.
    var path: String? {
        var path = ""
        for element in elements {
            guard case .literal(let scalar) = element else { return nil }
            path.unicodeScalars.append(scalar)
        }
        return path.isEmpty ? nil : path
    }

    func matches(_ path: String) -> Bool {
        let path = Array(path.unicodeScalars)
        // The states that can be reached. Time is at most proportional to the lengths of pattern and path multiplied.
        var states = closure([0])
        for (index, scalar) in path.enumerated() {
            var next: Set<Int> = []
            for state in states where state < elements.count {
                switch elements[state] {
                case .literal(let literal): if literal == scalar { next.insert(state + 1) }
                case .any: if scalar != "/" { next.insert(state + 1) }
                case .run: if scalar != "/" { next.insert(state) }
                case .directories:
                    next.insert(state)
                case .set(let ranges, let isNegated):
                    if scalar != "/", ranges.contains(where: { $0.contains(scalar) }) != isNegated {
                        next.insert(state + 1)
                    }
                }
            }
            states = closure(next, isAtNameStart: index + 1 < path.count && scalar == "/")
            if states.isEmpty { return false }
        }
        return states.contains(elements.count)
    }

    /// Adds the states that are reached without reading: after a run, and after directories at the start of a name.
    private func closure(_ states: Set<Int>, isAtNameStart: Bool = true) -> Set<Int> {
        var reached = states
        var open = Array(states)
        while let state = open.popLast() {
            guard state < elements.count else { continue }
            switch elements[state] {
            case .run: break
            case .directories where isAtNameStart: break
            default: continue
            }
            if reached.insert(state + 1).inserted { open.append(state + 1) }
        }
        return reached
    }
}
