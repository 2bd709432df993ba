import StudyClient
import StudyModel

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// A folder that a command makes for the person: readable by its owner, whole or not there.
enum NewFolder {
    /// Refuses a folder that holds something, and one that lies in a study.
    ///
    /// - Throws: `usage`.
    static func requireFree(_ target: String) throws(StudyError) {
        if StudyLocation.isInStudy(target) {
            throw StudyError(
                .usage, "'\(target)' lies in a study; what is made there would go where the study goes.",
                hint: "Name a folder elsewhere.")
        }
        guard NewFile.stands(at: target) else { return }
        guard Paths.kind(of: target, following: false) == .folder, rmdir(target) == 0 else {
            throw StudyError(
                .usage, "'\(target)' is there already and not an empty folder.",
                hint: "Name a new or an empty folder.")
        }
    }

    /// Writes files beside the folder's place, brings them to the disk, and then gives the folder its name.
    ///
    /// - Throws: `storage.failed`; then nothing is left.
    static func write(_ files: [(path: String, bytes: [UInt8])], to target: String) throws(StudyError) {
        let name = target.split(separator: "/").last.map(String.init) ?? "export"
        let parent = String(target.dropLast(name.utf8.count + 1))
        var template = Array("\(parent)/.\(name).XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw failure(target) }
        let folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        do throws(StudyError) {
            var made: Set<String> = [folder]
            for file in files { try write(file.bytes, to: "\(folder)/\(file.path)", &made) }
            sync()
            guard rename(folder, target) == 0 else { throw failure(target) }
        } catch {
            remove(folder)
            throw error
        }
    }

    private static func write(
        _ bytes: [UInt8], to path: String, _ made: inout Set<String>
    ) throws(StudyError) {
        try makeParents(of: path, &made)
        let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard file >= 0 else { throw failure(path) }
        let isWritten = bytes.withUnsafeBytes { Descriptor.write($0, to: file) }
        guard close(file) == 0, isWritten else { throw failure(path) }
    }

    private static func makeParents(of path: String, _ made: inout Set<String>) throws(StudyError) {
        let folder = String(path.prefix(upTo: path.lastIndex(of: "/") ?? path.startIndex))
        if made.contains(folder) { return }
        try makeParents(of: folder, &made)
        guard mkdir(folder, 0o700) == 0 else { throw failure(folder) }
        made.insert(folder)
    }

    /// Removes what was begun; what can't be removed is left under its dotted name.
    private static func remove(_ folder: String) {
        for path in SourceFiles([folder]).paths { unlink(path) }
        for path in folders(in: folder).reversed() { rmdir(path) }
    }

    private static func folders(in folder: String) -> [String] {
        guard let stream = opendir(folder) else { return [] }
        defer { closedir(stream) }
        var found = [folder]
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            let path = "\(folder)/\(name)"
            if name != ".", name != "..", Paths.kind(of: path, following: false) == .folder {
                found += folders(in: path)
            }
        }
        return found
    }

    private static func failure(_ path: String) -> StudyError {
        StudyError(
            .storageFailed, "'\(path)' can't be written (\(String(cString: strerror(errno)))).",
            hint: "Name a folder on another disk.")
    }
}
