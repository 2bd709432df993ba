#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

extension UnsafeMutableRawBufferPointer {
    /// Fills the memory with zeros, by a call that the optimiser may not leave out.
    func wipe() {
        guard let baseAddress else { return }
        #if canImport(Darwin)
        memset_s(baseAddress, count, 0, count)
        #else
        explicit_bzero(baseAddress, count)
        #endif
    }
}

extension [UInt8] {
    /// Fills the array's own storage with zeros.
    ///
    /// Storage that is shared with another array is copied first and stays as it was, so this is for arrays that have
    /// one owner.
    mutating func wipe() { withUnsafeMutableBytes { $0.wipe() } }
}
