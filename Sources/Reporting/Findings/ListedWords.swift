extension [String] {
    /// "a", "a and b", "a, b and c". A comma precedes the last item if an item contains "and" itself.
    var listed: String {
        guard let last, count > 1 else { return first ?? "" }
        let isAmbiguous = contains { $0.contains(" and ") }
        return dropLast().joined(separator: ", ") + (isAmbiguous ? ", and " : " and ") + last
    }
}
