import StudyAPI
import StudyClient
import StudyModel

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// A file that a command makes for the person: new, readable by its owner, whole or not there.
enum NewFile {
    /// What machines are told of a file that was written.
    struct Written: Codable, Sendable {
        var file: String
        var bytes: Int
        var remarks: [String]
    }

    /// Writes what the daemon made and says where it is; `-` writes it to standard output.
    ///
    /// - Throws: `storage.failed`; an existing file is never overwritten.
    static func write(_ reply: FileReply, to file: String, _ session: Session) throws(StudyError) {
        guard let bytes = WireBytes.bytes(of: reply.base64) else {
            throw StudyError(.internalFault, "The daemon's file can't be read.")
        }
        let console = session.console
        if file == "-" {
            console.output.write(String(decoding: bytes, as: UTF8.self))
        } else {
            let path = session.absolute(file)
            try write(bytes, to: path, hint: "Name another file.")
            let written = Written(file: path, bytes: bytes.count, remarks: reply.remarks)
            try console.result(written) { [path] }
        }
        reply.remarks.forEach { console.note("note: \(VisibleText.line($0))") }
    }

    /// Whether there is something at a path already.
    static func stands(at path: String) -> Bool { access(path, F_OK) == 0 }

    /// - Parameter hint: what to do where there is such a file already.
    static func write(_ bytes: [UInt8], to path: String, hint: String) throws(StudyError) {
        let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard file >= 0 else {
            throw StudyError(
                .storageFailed, "'\(path)' can't be made (\(String(cString: strerror(errno)))).", hint: hint)
        }
        defer { close(file) }
        guard bytes.withUnsafeBytes({ Descriptor.write($0, to: file) }), fsync(file) == 0 else {
            unlink(path)
            throw StudyError(
                .storageFailed, "'\(path)' can't be written.", hint: "Name a file on another disk.")
        }
    }
}
