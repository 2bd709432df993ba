#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// Copies of files that survive a power cut, whatever their size.
enum FileCopy {
    enum Outcome {
        case done
        /// The name is taken; nothing was written.
        case taken
        /// The copy could not be made whole, and what was made of it is gone again.
        case failed
    }

    private static let pieceSize = 256 * 1024

    /// Copies a file under a new name, for its owner only, and flushes it.
    ///
    /// - Parameter compares: Whether the copy is read back and compared byte by byte. A file that is replaced
    ///   meanwhile makes no difference: both times the one that was opened is read.
    static func copy(_ path: String, to target: String, compares: Bool = false) -> Outcome {
        let source = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        guard source >= 0 else { return .failed }
        defer { close(source) }
        let copy = open(target, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard copy >= 0 else { return errno == EEXIST ? .taken : .failed }
        defer { close(copy) }
        guard fill(copy, from: source), fsync(copy) == 0,
            !compares
                || (lseek(source, 0, SEEK_SET) == 0 && lseek(copy, 0, SEEK_SET) == 0 && agree(source, copy))
        else {
            unlink(target)
            return .failed
        }
        return .done
    }

    /// Whether two files hold the same bytes; `nil` where one can't be read.
    static func isSame(_ one: String, _ other: String) -> Bool? {
        let first = open(one, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        guard first >= 0 else { return nil }
        defer { close(first) }
        let second = open(other, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        guard second >= 0 else { return nil }
        defer { close(second) }
        return agree(first, second)
    }

    /// Flushes the names in a folder.
    static func flushFolder(_ path: String) -> Bool {
        let folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folder >= 0 else { return false }
        defer { close(folder) }
        return fsync(folder) == 0
    }

    private static func fill(_ copy: Int32, from source: Int32) -> Bool {
        var buffer = [UInt8](repeating: 0, count: pieceSize)
        while let count = fill(&buffer, from: source) {
            if count == 0 { return true }
            let isWritten = buffer.withUnsafeBytes {
                Descriptor.write(UnsafeRawBufferPointer(rebasing: $0[..<count]), to: copy)
            }
            guard isWritten else { return false }
        }
        return false
    }

    private static func agree(_ one: Int32, _ other: Int32) -> Bool {
        var first = [UInt8](repeating: 0, count: pieceSize)
        var second = first
        while let count = fill(&first, from: one), count == fill(&second, from: other),
            first[..<count] == second[..<count]
        {
            if count == 0 { return true }
        }
        return false
    }

    /// How many bytes came; fewer than the buffer takes only at the end, `nil` where the system refuses.
    private static func fill(_ buffer: inout [UInt8], from descriptor: Int32) -> Int? {
        var filled = 0
        while filled < buffer.count {
            let count = buffer.withUnsafeMutableBytes { systemRead(descriptor, $0, from: filled) }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { return nil }
            if count == 0 { break }
            filled += count
        }
        return filled
    }
}

private func systemRead(_ descriptor: Int32, _ buffer: UnsafeMutableRawBufferPointer, from start: Int) -> Int
{
    read(descriptor, buffer.baseAddress.map { $0 + start }, buffer.count - start)
}
