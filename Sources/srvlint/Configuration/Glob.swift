/// A pattern for paths below the configuration's folder: `*` and `?` stay within a name, `**` goes through folders,
/// `[a-z]` and `[!a-z]` are sets, `\` takes the next character as it is.
struct Glob {
    /// What is wrong with a pattern, and which of its scalars are.
    struct Mistake: Error {
        var message: String
        var range: Range<Int>
    }

    private enum Element {
        case literal(Unicode.Scalar)
        case any
        case run
        /// Any number of whole folders.
        case folders
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
            throw Mistake(message: "a pattern counts from the folder of the configuration", range: 0..<1)
        }
        var at = scalars.starts(with: Array("./".unicodeScalars)) ? 2 : 0
        while at < scalars.count {
            switch scalars[at] {
            case "*" where at + 1 < scalars.count && scalars[at + 1] == "*":
                let startsName = at == 0 || scalars[at - 1] == "/"
                let end = scalars[at...].firstIndex { $0 != "*" } ?? scalars.count
                guard startsName, end == at + 2, end == scalars.count || scalars[end] == "/" else {
                    throw Mistake(message: "`**` stands for whole folders, between slashes", range: at..<end)
                }
                elements.append(.folders)
                at = min(end + 1, scalars.count)
                if end == scalars.count { elements.append(.run) }
                continue
            case "*": elements.append(.run)
            case "?": elements.append(.any)
            case "[": at = try readSet(scalars, at) - 1
            case "\\":
                guard at + 1 < scalars.count else {
                    throw Mistake(message: "nothing follows the backslash", range: at..<(at + 1))
                }
                at += 1
                elements.append(.literal(scalars[at]))
            default: elements.append(.literal(scalars[at]))
            }
            at += 1
        }
    }

    /// The pattern of one path.
    static func escape(_ path: String) -> String {
        path.reduce(into: "") { pattern, character in
            if "*?[\\".contains(character) { pattern += "\\" }
            pattern.append(character)
        }
    }

    /// In the place of a pattern that is a mistake.
    static let nothing = Glob()

    private init() { pattern = "" }

    /// - Returns: where the pattern goes on.
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
                throw Mistake(message: "the range runs backwards", range: at..<(at + 3))
            }
            ranges.append(first...scalars[at + 2])
            at += 3
        }
        guard at < scalars.count else {
            throw Mistake(message: "the bracket is not closed", range: start..<(start + 1))
        }
        elements.append(.set(ranges, isNegated: isNegated))
        return at + 1
    }

    /// The only path that matches; `nil` if others can.
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
        // The places of the pattern that can be reached: time grows with pattern times path, never faster.
        var places = closure([0])
        for (index, scalar) in path.enumerated() {
            var next: Set<Int> = []
            for place in places where place < elements.count {
                switch elements[place] {
                case .literal(let literal): if literal == scalar { next.insert(place + 1) }
                case .any: if scalar != "/" { next.insert(place + 1) }
                case .run: if scalar != "/" { next.insert(place) }
                case .folders:
                    next.insert(place)
                case .set(let ranges, let isNegated):
                    if scalar != "/", ranges.contains(where: { $0.contains(scalar) }) != isNegated {
                        next.insert(place + 1)
                    }
                }
            }
            places = closure(next, isAtNameStart: index + 1 < path.count && scalar == "/")
            if places.isEmpty { return false }
        }
        return places.contains(elements.count)
    }

    /// Adds what is reached without reading: past a run, and past folders where a name begins.
    private func closure(_ places: Set<Int>, isAtNameStart: Bool = true) -> Set<Int> {
        var reached = places
        var open = Array(places)
        while let place = open.popLast() {
            guard place < elements.count else { continue }
            switch elements[place] {
            case .run: break
            case .folders where isAtNameStart: break
            default: continue
            }
            if reached.insert(place + 1).inserted { open.append(place + 1) }
        }
        return reached
    }
}
