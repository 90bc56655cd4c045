import Testing
import ZoneFile

@Suite("Binary search")
struct PartitioningIndexTests {
    @Test("The partitioning index is the same as that of a linear search")
    func sameAsLinearSearch() {
        for count in 0...9 {
            let numbers = (0..<count).map { $0 * 2 }
            for limit in -1...20 {
                let expected = numbers.firstIndex { $0 >= limit } ?? numbers.endIndex
                #expect(numbers.partitioningIndex { $0 >= limit } == expected)
                let slice = numbers.dropFirst()
                #expect(slice.partitioningIndex { $0 >= limit } == slice.firstIndex { $0 >= limit } ?? slice.endIndex)
            }
        }
    }
}
