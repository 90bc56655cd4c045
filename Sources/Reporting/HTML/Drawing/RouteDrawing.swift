/// The drawing of a route, from top to bottom, as inline SVG of 360 units: the width of a phone's column, so that its text has
/// the size of the page's text everywhere. Its title and description say the same in words.
struct RouteDrawing {
    let outline: RouteOutline
    /// The name in the title.
    let serverName: String
    /// The prefix of its IDs, which is different for each drawing on a page.
    let id: String

    private static let width = 360
    private static let radius = 11
    private static let indent = 22

    /// A station with its position and its text in lines.
    private struct Placed {
        var node: RouteNode
        var x: Int
        var y: Int
        var value: [String]
        var reason: [String]

        var textX: Int { x + RouteDrawing.radius + 10 }
        var height: Int { 22 + 17 * value.count + 16 * reason.count + 12 }
    }

    func write(to html: inout HTMLWriter) {
        let placed = placed()
        let height = placed.last.map { $0.y + $0.height - 8 } ?? 0
        let (titleID, textID) = ("\(id)-drawing", "\(id)-drawing-text")
        html.block(
            "svg",
            [
                .class("drawing"), HTMLAttribute("role", "img"), .labelled(by: titleID, textID),
                HTMLAttribute("viewBox", "0 0 \(Self.width) \(height)"), HTMLAttribute("width", "\(Self.width)"),
                HTMLAttribute("height", "\(height)"),
            ]
        ) { html in
            html.line("title", [.id(titleID)], words: "Route to \(serverName)")
            let sentences = placed.map(\.node.sentence) + [outline.omitted].compactMap(\.self)
            html.line("desc", [.id(textID)], words: DrawnText.withoutMarks(sentences.joined(separator: " ")))
            for station in placed { connector(to: station, placed, &html) }
            for station in placed { draw(station, &html) }
        }
    }

    private func placed() -> [Placed] {
        var y = 6
        return outline.nodes.map { node in
            let x = Self.radius + 2 + node.level * Self.indent
            let space = Self.width - x - Self.radius - 10 - 4
            let station = Placed(
                node: node, x: x, y: y, value: DrawnText.cut(node.value, columns: space * 2 / 15, lines: 3),
                reason: DrawnText.wrapped(node.reason, width: space * 100 / 12, lines: 4))
            y += station.height
            return station
        }
    }

    private func connector(to station: Placed, _ placed: [Placed], _ html: inout HTMLWriter) {
        guard let parent = station.node.parent.map({ placed[$0] }) else { return }
        let (from, to) = (parent.y + 2 * Self.radius, station.y + Self.radius)
        let isBroken = [.error, .unknown, .skipped].contains(station.node.mark)
        let path =
            parent.x == station.x
            ? "M\(parent.x) \(from)V\(station.y)"
            : "M\(parent.x) \(from)V\(to - 6)Q\(parent.x) \(to) \(parent.x + 6) \(to)H\(station.x - Self.radius)"
        html.line(
            "path", [.class(isBroken ? "line broken" : "line"), HTMLAttribute("d", path)]
        ) { _ in }
    }

    private func draw(_ station: Placed, _ html: inout HTMLWriter) {
        let node = station.node
        html.block("g", [.class(node.mark.rawValue)]) { html in
            let (x, y) = (station.x, station.y + Self.radius)
            html.line(
                "circle",
                [HTMLAttribute("cx", "\(x)"), HTMLAttribute("cy", "\(y)"), HTMLAttribute("r", "\(Self.radius - 1)")]
            ) { _ in }
            html.line(
                "path",
                [
                    .class("mark"), HTMLAttribute("transform", "translate(\(x - 8) \(y - 8))"),
                    HTMLAttribute("d", node.mark.path),
                ]
            ) { _ in }
            var line = station.y + 15
            text("role", node.role, x: station.textX, y: line, &html)
            html.line(
                "text",
                [
                    .class("state"), HTMLAttribute("x", "\(Self.width - 4)"), HTMLAttribute("y", "\(line)"),
                    HTMLAttribute("text-anchor", "end"),
                ],
                words: node.state)
            for value in station.value {
                line += 17
                text("value name", value, x: station.textX, y: line, &html)
            }
            for reason in station.reason {
                line += 16
                text("why", reason, x: station.textX, y: line, &html)
            }
        }
    }

    private func text(_ style: String, _ words: String, x: Int, y: Int, _ html: inout HTMLWriter) {
        html.line("text", [.class(style), HTMLAttribute("x", "\(x)"), HTMLAttribute("y", "\(y)")], words: words)
    }
}
