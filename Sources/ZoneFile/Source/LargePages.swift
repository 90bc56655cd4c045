#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Asks the kernel to back big tables by large pages: a look-up in a table of names that is bigger than the TLB reaches
/// otherwise costs a page walk, and filling it a fault every 4 KiB.
enum LargePages {
    /// Advises for the whole pages of the memory; does nothing for little memory, and nothing harmful ever.
    static func prefer(_ start: UnsafeMutableRawPointer, byteCount: Int) {
        guard byteCount >= 4 << 20 else { return }
        let page = 4096
        let offset = (page - Int(bitPattern: start) % page) % page
        _ = madvise(start + offset, (byteCount - offset) / page * page, MADV_HUGEPAGE)
    }
}
