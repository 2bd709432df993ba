internal import CPosix

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Darwin)
internal import Darwin
#endif

/// Reading files without following a last symbolic link.
package enum Files {
    /// How the names of half-written files begin; git ignores and later removes such files among its objects.
    package static let temporaryPrefix = "tmp_obj_rir_"

    /// A file's bytes, or `nil` when there is no such plain file or it cannot be read.
    package static func read(_ path: String, limit: Int = .max) -> [UInt8]? {
        let descriptor = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var information = stat()
        guard fstat(descriptor, &information) == 0, information.st_mode & S_IFMT == S_IFREG else {
            return nil
        }
        let size = Int(information.st_size)
        guard size <= limit else { return nil }
        var complete = true
        let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
            while count < size {
                let got = readBytes(
                    descriptor, UnsafeMutableRawPointer(buffer.baseAddress), count, size - count)
                if got < 0, errno == EINTR { continue }
                if got <= 0 { break }
                count += got
            }
            complete = count == size
        }
        return complete ? bytes : nil
    }

    /// The first bytes of a file, or `nil` when it cannot be read.
    package static func readHead(_ path: String, count: Int) -> [UInt8]? {
        let descriptor = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        return [UInt8](unsafeUninitializedCapacity: count) { buffer, done in
            done = max(0, readBytes(descriptor, UnsafeMutableRawPointer(buffer.baseAddress), 0, count))
        }
    }

    /// A file's length in bytes; 0 when there is none.
    package static func size(_ path: String) -> Int {
        var information = stat()
        return lstat(path, &information) == 0 ? Int(information.st_size) : 0
    }

    /// Whether a path leads to a folder and not to a link to one.
    package static func isFolder(_ path: String) -> Bool {
        var facts = stat()
        return lstat(path, &facts) == 0 && facts.st_mode & S_IFMT == S_IFDIR
    }

    package static func exists(_ path: String) -> Bool {
        var information = stat()
        return lstat(path, &information) == 0
    }

    /// The names in a folder, sorted; empty when there is none.
    package static func names(in folder: String) -> [String] {
        guard let handle = opendir(folder) else { return [] }
        defer { closedir(handle) }
        var names: [String] = []
        while let entry = readdir(handle) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names.sorted()
    }
}

private func readBytes(_ descriptor: Int32, _ buffer: UnsafeMutableRawPointer?, _ offset: Int, _ count: Int)
    -> Int
{
    read(descriptor, buffer?.advanced(by: offset), count)
}

extension Files {
    /// Opens (and makes) a file to lock, 0600, closed on exec; negative on failure.
    package static func openForLock(_ path: String) -> Int32 { rir_open_lock(path, 0o600) }
}
