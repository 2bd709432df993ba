internal import CPosix

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Darwin)
internal import Darwin
#endif
#if canImport(System)
internal import System
#else
internal import SystemPackage
#endif

/// What a program reads on its standard input: an open file without a name.
///
/// Not a pipe: a program that ends without reading would break it, and the library that writes into it takes that for
/// a mistake of ours and ends the daemon. And a program that needs to seek can.
enum ToolInput {
    /// An open file at its start that holds some bytes; whoever runs the program closes it.
    ///
    /// - Parameter folder: Where a file is made and unlinked on systems that have none in memory.
    /// - Throws: `Errno`.
    static func file(holding bytes: [UInt8], folder: String?) throws -> FileDescriptor {
        let file = try unnamedFile(folder: folder)
        do {
            try file.writeAll(bytes)
            try file.seek(offset: 0, from: .start)
        } catch {
            try? file.close()
            throw error
        }
        return file
    }

    #if os(Linux)
    private static func unnamedFile(folder: String?) throws -> FileDescriptor {
        let raw = rir_memory_file()
        guard raw >= 0 else { throw Errno(rawValue: errno) }
        return FileDescriptor(rawValue: raw)
    }
    #else
    private static func unnamedFile(folder: String?) throws -> FileDescriptor {
        guard let folder else { throw Errno.noSuchFileOrDirectory }
        let path = "\(folder)/document-\(UInt64.random(in: 0 ... .max))"
        let file = try FileDescriptor.open(
            FilePath(path), .readWrite, options: [.create, .exclusiveCreate, .closeOnExec],
            permissions: .ownerReadWrite)
        unlink(path)
        return file
    }
    #endif
}
