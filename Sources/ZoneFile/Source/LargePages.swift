#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Asks the kernel to back large tables with large pages. Without them, a look-up in a table of names that the TLB does
/// not cover costs a page walk, and filling the table a page fault every 4 KiB.
enum LargePages {
    /// Advises the kernel for the whole pages of the memory. Does nothing below 4 MiB. Errors are ignored.
    static func prefer(_ start: UnsafeMutableRawPointer, byteCount: Int) {
        guard byteCount >= 4 << 20 else { return }
        let page = 4096
        let offset = (page - Int(bitPattern: start) % page) % page
        _ = madvise(start + offset, (byteCount - offset) / page * page, MADV_HUGEPAGE)
    }
}
