import Federation
import ZoneFile

extension JSONWriter {
    /// The writer for reports. Bytes of a path that are not UTF-8 are written as `\xFF`.
    static func report(_ layout: Layout) -> JSONWriter {
        JSONWriter(layout) { scalar in PathText.byte(of: scalar).map(PathText.shown) }
    }
}
