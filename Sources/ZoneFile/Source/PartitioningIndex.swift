extension RandomAccessCollection {
    /// The index of the first element for which `belongsInSecondPartition` is true; `endIndex` if there is none.
    ///
    /// A binary search: the elements for which it is false must all come before those for which it is true. The name is
    /// that of swift-algorithms, which is not worth a dependency of its own for this.
    @inlinable
    package func partitioningIndex(where belongsInSecondPartition: (Element) throws -> Bool) rethrows -> Index {
        var low = startIndex
        var length = count
        while length > 0 {
            let half = length / 2
            let middle = index(low, offsetBy: half)
            if try belongsInSecondPartition(self[middle]) {
                length = half
            } else {
                low = index(after: middle)
                length -= half + 1
            }
        }
        return low
    }
}
