import StudyAPI
package import StudyModel

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// The body of an import: one frame per file, each file read when its turn comes.
///
/// Holds one file at a time, at most ``ImportFrame/largestFile`` bytes. A file that can't be read becomes a
/// refusal in ``refused`` and the import goes on with the next.
package final class ImportBody: RequestStream {
    /// Bytes already at hand under a name, as from standard input.
    package struct Given: Sendable {
        package var name: String
        package var bytes: [UInt8]

        package init(name: String, bytes: [UInt8]) {
            self.name = name
            self.bytes = bytes
        }
    }

    private static let pieceSize = 256 * 1024

    /// Files that could not be sent, in order.
    package private(set) var refused: [ImportOutcome] = []
    private let overrides: RecordOverrides?
    private let password: String?
    private var given: [Given]
    private let paths: [String]
    private var position = 0

    /// - Parameter password: opens those of the files that are encrypted.
    package init(
        paths: [String], given: [Given] = [], overrides: RecordOverrides?, password: String? = nil
    ) {
        self.paths = paths
        self.given = given
        self.overrides = overrides
        self.password = password
    }

    package func next() throws(StudyError) -> [UInt8]? {
        var piece: [UInt8] = []
        while piece.count < Self.pieceSize {
            if let source = given.popLast() {
                piece += try frame(path: source.name, modified: nil, content: source.bytes)
            } else if position < paths.count {
                let path = paths[position]
                position += 1
                do throws(StudyError) {
                    let (content, modified) = try SourceBytes.read(path)
                    piece += try frame(path: path, modified: modified, content: content)
                } catch {
                    refused.append(ImportOutcome(path: path, result: .refused, error: StudyErrorBody(error)))
                }
            } else {
                return piece.isEmpty ? nil : piece
            }
        }
        return piece
    }

    private func frame(path: String, modified: Timestamp?, content: [UInt8]) throws(StudyError) -> [UInt8] {
        let header = ImportFrame(
            path: path, bytes: content.count, modified: modified, overrides: overrides,
            password: password)
        return try WireJSON.encode(header) + [UInt8(ascii: "\n")] + content
    }
}

/// Reads whole sources, up to the size an import takes.
package enum SourceBytes {
    /// A file's bytes and when it was last changed.
    ///
    /// - Throws: `import.unreadable`, `import.too_large`.
    package static func read(_ path: String) throws(StudyError) -> (bytes: [UInt8], modified: Timestamp?) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw unreadable(path) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw unreadable(path) }
        #if canImport(Darwin)
        let seconds = status.st_mtimespec.tv_sec
        #else
        let seconds = status.st_mtim.tv_sec
        #endif
        let isFile = status.st_mode & S_IFMT == S_IFREG
        let expected = isFile ? Int(status.st_size) : 0
        guard expected <= ImportFrame.largestFile else { throw tooLarge(path) }
        let bytes = try read(descriptor, named: path, expecting: expected)
        return (bytes, isFile ? Timestamp(secondsSinceEpoch: seconds) : nil)
    }

    /// All bytes of an open file, pipe or terminal.
    package static func read(_ descriptor: Int32, named name: String, expecting: Int = 0) throws(StudyError)
        -> [UInt8]
    {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(expecting + 1)
        var buffer = [UInt8](repeating: 0, count: max(4096, min(expecting + 1, 1 << 20)))
        while true {
            let count = buffer.withUnsafeMutableBytes { systemRead(descriptor, $0) }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw unreadable(name) }
            guard count > 0 else { return bytes }
            bytes += buffer[..<count]
            guard bytes.count <= ImportFrame.largestFile else { throw tooLarge(name) }
        }
    }

    private static func unreadable(_ path: String) -> StudyError {
        StudyError(.importUnreadable, "'\(path)' can't be read (\(String(cString: strerror(errno)))).")
    }

    private static func tooLarge(_ path: String) -> StudyError {
        let limit = ImportFrame.largestFile / (1024 * 1024)
        return StudyError(.importTooLarge, "'\(path)' is larger than \(limit) MiB, the most an import takes.")
    }
}

private func systemRead(_ descriptor: Int32, _ buffer: UnsafeMutableRawBufferPointer) -> Int {
    read(descriptor, buffer.baseAddress, buffer.count)
}
