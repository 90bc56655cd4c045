#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

extension SourceFile {
    /// The offset of the next occurrence of an octet, from `start` on.
    public func nextOffset(of octet: UInt8, from start: Int) -> Int? {
        guard start < count, let found = memchr(base + start, Int32(octet), count - start) else { return nil }
        return UnsafeRawPointer(found) - UnsafeRawPointer(base)
    }
}
