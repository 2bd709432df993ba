#if canImport(Glibc)
import Glibc

/// Gives freed memory back to the system after large work; glibc keeps it otherwise, and an idle daemon shows
/// its peak.
func returnFreedMemory() {
    typealias Trim = @convention(c) (Int) -> Int32
    guard let symbol = dlsym(nil, "malloc_trim") else { return }
    _ = unsafeBitCast(symbol, to: Trim.self)(0)
}
#else
/// Other systems' allocators give freed memory back themselves.
func returnFreedMemory() {}
#endif
