#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// What the system says about a file, as far as the rules for sockets and logs need it.
package struct FileFacts: Sendable {
    package enum Kind: Sendable {
        case folder
        case socket
        case other
    }

    package let kind: Kind
    package let owner: UInt32
    /// The permission bits, the sticky bit included.
    package let permissions: UInt32
    package let size: Int
    package let device: UInt64
    package let inode: UInt64
    /// When the content was last changed, in nanoseconds since 1970.
    ///
    /// Inode numbers are used again; together with this they name one file.
    package let modified: Int64

    /// Looks at a path.
    ///
    /// - Parameter following: Whether a symbolic link stands for what it points to.
    /// - Returns: `nil` when the system refuses; `errno` says why.
    package init?(path: String, following: Bool) {
        var status = stat()
        guard (following ? stat(path, &status) : lstat(path, &status)) == 0 else { return nil }
        self.init(status)
    }

    /// Looks at an open file.
    package init?(descriptor: Int32) {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { return nil }
        self.init(status)
    }

    private init(_ status: stat) {
        switch status.st_mode & S_IFMT {
        case S_IFDIR: kind = .folder
        case S_IFSOCK: kind = .socket
        default: kind = .other
        }
        owner = status.st_uid
        permissions = UInt32(status.st_mode) & 0o7777
        size = Int(status.st_size)
        device = UInt64(truncatingIfNeeded: status.st_dev)
        inode = UInt64(status.st_ino)
        #if canImport(Darwin)
        let time = status.st_mtimespec
        #else
        let time = status.st_mtim
        #endif
        modified = Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }

    /// Whether everybody may put other things in the folder's place or into it.
    package var isOpenToEverybody: Bool { permissions & 0o002 != 0 && permissions & 0o1000 == 0 }
}
