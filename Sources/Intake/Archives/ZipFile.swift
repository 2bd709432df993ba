import CArchive
import StudyModel

/// A zip archive held in memory, read entry by entry through libarchive; nothing is ever written to a disk.
///
/// The directory is checked before anything is unpacked: at most ``Limits/entries`` entries, none of which overlap
/// another, carry another's name or need zip64; their sizes together within ``Limits/total``; nothing that unpacks to
/// more than ``Limits/ratio`` times its packed size once it is larger than 1 MiB. An entry that unpacks to more than the
/// directory states, or whose checksum is wrong, is refused when it is read. Names are compared with and never used
/// as paths.
///
/// ## Concurrency
/// A value; may be read from any number of threads at once.
struct ZipFile: Sendable {
    /// Bounds an archive has to keep to, sizes in bytes.
    struct Limits: Sendable {
        var entries = 2000
        /// Of one entry, unpacked.
        var entry = 256 << 20
        /// Of all entries together, unpacked.
        var total = 512 << 20
        var ratio = 400
    }

    private let bytes: [UInt8]
    private let path: String
    private let entries: [ZipDirectory.Entry]
    private let places: [String: Int]

    /// Checks an archive's directory.
    ///
    /// - Parameter path: Names the archive in errors.
    /// - Throws: `import.unreadable` for bytes that are no whole archive or contradict themselves, `import.too_large`
    ///   beyond the limits.
    init(_ bytes: [UInt8], path: String, limits: Limits = Limits()) throws(StudyError) {
        self.bytes = bytes
        self.path = path
        do {
            entries = try ZipDirectory(bytes, mostEntries: limits.entries).entries
        } catch {
            throw Self.refusal(error, path: path, limits: limits)
        }
        places = Dictionary(uniqueKeysWithValues: entries.enumerated().map { ($1.name, $0) })
        var total = 0
        for entry in entries {
            total += entry.size
            let isBomb = entry.size > 1 << 20 && entry.size / limits.ratio > entry.packedSize
            guard entry.size <= limits.entry, total <= limits.total, !isBomb else {
                throw StudyError(
                    .importTooLarge, "'\(path)' unpacks to more than its size allows.",
                    hint: "Open it in the program that wrote it, save it anew and import that.")
            }
        }
    }

    /// The names of all entries, folders among them with a `/` at their end, in the order of the archive.
    var names: [String] { entries.map(\.name) }

    func contains(_ name: String) -> Bool { places[name] != nil }

    /// The unpacked bytes of an entry; `nil` where the archive has none of that name.
    ///
    /// - Throws: `import.encrypted` for an entry that needs a password, `import.unreadable` for a damaged one.
    func bytes(of name: String) throws(StudyError) -> [UInt8]? {
        guard let place = places[name] else { return nil }
        let size = entries[place].size
        return try withStream(of: name) { (stream) throws(StudyError) -> [UInt8] in
            var isWhole = false
            let out = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
                isWhole = stream.fill(UnsafeMutableRawBufferPointer(buffer))
                count = isWhole ? size : 0
            }
            guard isWhole else { throw damaged }
            return out
        }
    }

    /// Gives an entry as a stream, so that it need not be held whole; `nil` where the archive has none of that name.
    ///
    /// - Throws: As ``bytes(of:)``, and what `body` throws.
    func withStream<Result>(
        of name: String, _ body: (ZipStream) throws(StudyError) -> Result
    ) throws(StudyError) -> Result? {
        guard let place = places[name] else { return nil }
        guard !entries[place].isEncrypted else { throw encrypted }
        return try bytes.withUnsafeBufferPointer { (buffer) throws(StudyError) -> Result in
            guard let stream = ZipStream(UnsafeRawBufferPointer(buffer), place: place, of: entries) else {
                throw damaged
            }
            return try body(stream)
        }
    }

    var encrypted: StudyError {
        StudyError(
            .importEncrypted, "'\(path)' is protected with a password.",
            hint: "Save it without a password and import that.")
    }

    var damaged: StudyError {
        StudyError(
            .importUnreadable, "'\(path)' is a damaged archive.",
            hint: "Open it in the program that wrote it, save it anew and import that.")
    }

    private static func refusal(_ failure: ZipDirectory.Failure, path: String, limits: Limits) -> StudyError {
        let hint = "Open it in the program that wrote it, save it anew and import that."
        return switch failure {
        case .damaged: StudyError(.importUnreadable, "'\(path)' is a damaged archive.", hint: hint)
        case .contradictory:
            StudyError(
                .importUnreadable, "'\(path)' is an archive whose directory contradicts itself.", hint: hint)
        case .tooMany:
            StudyError(
                .importTooLarge, "'\(path)' holds more than \(limits.entries) files.",
                hint: "Import what it holds one by one.")
        }
    }
}

/// One entry while it is unpacked.
///
/// The bytes must outlive it.
final class ZipStream {
    private let archive: OpaquePointer
    /// Bytes that the directory promises and that have not come yet.
    private var remaining: Int

    /// Moves to an entry; `nil` where libarchive sees other entries than the directory has.
    init?(_ buffer: UnsafeRawBufferPointer, place: Int, of entries: [ZipDirectory.Entry]) {
        guard let archive = archive_read_new() else { return nil }
        self.archive = archive
        remaining = entries[place].size
        archive_read_support_format_zip_seekable(archive)
        // macOS's resource forks would otherwise be merged into other entries.
        archive_read_set_option(archive, "zip", "mac-ext", nil)
        guard archive_read_open_memory(archive, buffer.baseAddress, buffer.count) == ARCHIVE_OK else {
            return nil
        }
        var entry: OpaquePointer?
        for index in 0...place {
            let status = archive_read_next_header(archive, &entry)
            // A name that the C locale can't show is only a warning.
            guard status == ARCHIVE_OK || status == ARCHIVE_WARN else { return nil }
            if archive_entry_size_is_set(entry) != 0, archive_entry_size(entry) != Int64(entries[index].size)
            {
                return nil
            }
        }
    }

    deinit { archive_read_free(archive) }

    /// Fills a buffer as far as it can: the count of bytes, 0 at the end, -1 where the entry is damaged.
    func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
        let count = archive_read_data(archive, buffer.baseAddress, buffer.count)
        guard count >= 0, count <= remaining else { return -1 }
        remaining -= count
        return count == 0 && remaining > 0 ? -1 : count
    }

    /// Whether the entry fills a buffer of its size exactly and is undamaged.
    func fill(_ buffer: UnsafeMutableRawBufferPointer) -> Bool {
        var filled = 0
        while filled < buffer.count {
            let count = read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[filled...]))
            guard count > 0 else { return false }
            filled += count
        }
        // The checksum is compared where the entry ends.
        return withUnsafeTemporaryAllocation(byteCount: 1, alignment: 1) { read(into: $0) == 0 }
    }
}
