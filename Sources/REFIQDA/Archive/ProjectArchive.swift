import CArchive

/// The files of a `.qdpx` archive, unpacked in memory; nothing is ever written to a disk.
///
/// The container is that of the standard (§5.3, §8): one project file at the root, and a flat folder
/// `sources`. Real files call the project anything that ends in `.qde`, and the folder `Sources`.
struct ProjectArchive {
    /// The bytes of the project file.
    private(set) var project: [UInt8] = []
    /// What lies in the folder of sources.
    private(set) var sources = SourceFiles()

    init(_ bytes: [UInt8], limits: QDALimits, report: inout QDAReport) throws(QDAError) {
        let directory = try ZipDirectory(bytes, limits: limits)
        let place = try Self.project(in: directory)
        try bytes.withUnsafeBufferPointer { (buffer) throws(QDAError) in
            let stream = try ZipStream(UnsafeRawBufferPointer(buffer))
            for (index, entry) in directory.entries.enumerated() {
                try stream.advance(entry: index + 1)
                if index == place {
                    project = try stream.bytes(of: entry)
                } else if let name = Self.sourceName(entry) {
                    sources.add(name, try stream.bytes(of: entry), place: index + 1)
                } else if !entry.isSpecial || entry.size > 0 {
                    report.add(
                        .discarded, "archive", nil,
                        "entry \(index + 1) is neither the project at the root nor in the folder of sources")
                }
            }
        }
    }

    /// The place of the one project file.
    private static func project(in directory: ZipDirectory) throws(QDAError) -> Int {
        let places = directory.entries.indices.filter { index in
            let name = directory.entries[index].name
            return !name.contains("/") && !name.contains("\\") && !name.hasPrefix("._")
                && name.lowercased().hasSuffix(".qde") && !directory.entries[index].isSpecial
        }
        guard let place = places.first else { throw .noProject }
        guard places.count == 1 else { throw .severalProjects(count: places.count) }
        return place
    }

    /// The name within the folder of sources; `nil` for what lies elsewhere.
    private static func sourceName(_ entry: ZipDirectory.Entry) -> String? {
        let parts = entry.name.split(separator: "/", omittingEmptySubsequences: false)
        guard !entry.isSpecial, parts.count >= 2, parts[0].lowercased() == "sources",
            !parts.contains(".."), !parts.contains(""), !entry.name.contains("\\")
        else { return nil }
        return parts.dropFirst().joined(separator: "/")
    }
}

/// The internal files of a project, by name.
struct SourceFiles {
    private struct File {
        var bytes: [UInt8]
        var place: Int
        var ending: String
    }

    private var files: [String: File] = [:]
    /// The places of files that something asked for.
    private var used: Set<Int> = []

    init() {}

    /// Two names that differ in case only are two files; the first wins where a path does not tell them
    /// apart.
    mutating func add(_ name: String, _ bytes: [UInt8], place: Int) {
        let file = File(bytes: bytes, place: place, ending: Self.ending(of: name))
        if files[name] == nil { files[name] = file }
        if files[Self.key(name)] == nil { files[Self.key(name)] = file }
    }

    /// The bytes of an internal path, without its scheme.
    mutating func take(_ name: String) -> (bytes: [UInt8], ending: String)? {
        for key in [name, Self.key(name), Self.key(Self.unescaped(name))] {
            guard let file = files[key] else { continue }
            used.insert(file.place)
            return (file.bytes, file.ending)
        }
        return nil
    }

    /// The places in the archive of files that nothing asked for, and the endings of their names.
    var unused: [(place: Int, ending: String)] {
        Dictionary(files.values.filter { !used.contains($0.place) }.map { ($0.place, $0.ending) }) {
            first, _ in first
        }
        .sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    private static func key(_ name: String) -> String { "\u{0}" + name.lowercased() }

    /// The ending of a name, if it is of a kind that can be written again.
    static func ending(of name: String) -> String {
        guard let point = name.lastIndex(of: ".") else { return "" }
        let ending = name[name.index(after: point)...]
        let isPlain =
            (1...16).contains(ending.utf8.count)
            && ending.utf8.allSatisfy { WordBoundary.isWord(Unicode.Scalar($0)) && $0 < 0x80 && $0 != 0x5F }
        return isPlain ? String(ending) : ""
    }

    /// The name with `%20` and the like replaced.
    private static func unescaped(_ name: String) -> String {
        var bytes: [UInt8] = []
        var rest = Array(name.utf8)[...]
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "%"), rest.count >= 2,
                let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
            {
                bytes.append(value)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

/// The entries of an archive while they are unpacked one after the other; the archive's bytes must outlive
/// it.
private final class ZipStream {
    private let archive: OpaquePointer
    private var number = 0

    init(_ buffer: UnsafeRawBufferPointer) throws(QDAError) {
        guard let archive = archive_read_new() else { throw .archiveDamaged(entry: nil) }
        self.archive = archive
        archive_read_support_format_zip_seekable(archive)
        // macOS's resource forks would otherwise be merged into other entries.
        archive_read_set_option(archive, "zip", "mac-ext", nil)
        guard archive_read_open_memory(archive, buffer.baseAddress, buffer.count) == ARCHIVE_OK else {
            throw .archiveDamaged(entry: nil)
        }
    }

    deinit { archive_read_free(archive) }

    /// Goes on to the next entry, which is this one counted from 1.
    func advance(entry number: Int) throws(QDAError) {
        self.number = number
        var entry: OpaquePointer?
        let status = archive_read_next_header(archive, &entry)
        // A name that the C locale can't show is only a warning.
        guard status == ARCHIVE_OK || status == ARCHIVE_WARN else { throw .archiveDamaged(entry: number) }
    }

    /// The bytes of the current entry: exactly as many as the directory states, with the right checksum.
    func bytes(of entry: ZipDirectory.Entry) throws(QDAError) -> [UInt8] {
        var isWhole = false
        let result = [UInt8](unsafeUninitializedCapacity: entry.size) { buffer, count in
            isWhole = fill(UnsafeMutableRawBufferPointer(buffer))
            count = isWhole ? entry.size : 0
        }
        guard isWhole else { throw .archiveDamaged(entry: number) }
        return result
    }

    private func fill(_ buffer: UnsafeMutableRawBufferPointer) -> Bool {
        var filled = 0
        while filled < buffer.count {
            let rest = UnsafeMutableRawBufferPointer(rebasing: buffer[filled...])
            let count = archive_read_data(archive, rest.baseAddress, rest.count)
            guard count > 0 else { return false }
            filled += count
        }
        // The checksum is compared where the entry ends.
        return withUnsafeTemporaryAllocation(byteCount: 1, alignment: 1) {
            archive_read_data(archive, $0.baseAddress, 1) == 0
        }
    }
}
