import Crypto
import TransparencyLog

/// The recursive definitions of RFC 6962 section 2.1, word for word, to compare with.
enum NaiveTree {
    /// MTH.
    static func root(_ leaves: ArraySlice<[UInt8]>) -> [UInt8] {
        if leaves.isEmpty { return hash([]) }
        if leaves.count == 1 { return hash([0] + leaves[leaves.startIndex]) }
        let (left, right) = divided(leaves)
        return hash([1] + root(left) + root(right))
    }

    /// PATH.
    static func path(_ index: Int, _ leaves: ArraySlice<[UInt8]>) -> [[UInt8]] {
        if leaves.count == 1 { return [] }
        let (left, right) = divided(leaves)
        if index < left.count { return path(index, left) + [root(right)] }
        return path(index - left.count, right) + [root(left)]
    }

    /// PROOF.
    static func proof(_ size: Int, _ leaves: ArraySlice<[UInt8]>) -> [[UInt8]] {
        subproof(size, leaves, true)
    }

    private static func subproof(_ size: Int, _ leaves: ArraySlice<[UInt8]>, _ isKnown: Bool) -> [[UInt8]] {
        if size == leaves.count { return isKnown ? [] : [root(leaves)] }
        let (left, right) = divided(leaves)
        if size <= left.count { return subproof(size, left, isKnown) + [root(right)] }
        return subproof(size - left.count, right, false) + [root(left)]
    }

    /// Divides at the largest power of two that is smaller than the number of leaves.
    private static func divided(_ leaves: ArraySlice<[UInt8]>) -> (ArraySlice<[UInt8]>, ArraySlice<[UInt8]>) {
        var power = 1
        while power * 2 < leaves.count { power *= 2 }
        let middle = leaves.startIndex + power
        return (leaves[..<middle], leaves[middle...])
    }

    private static func hash(_ bytes: [UInt8]) -> [UInt8] { Array(SHA256.hash(data: bytes)) }
}
