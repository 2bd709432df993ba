package import StudyModel

/// One file in the body of `POST /v1/imports`, media type ``mediaType``.
///
/// The body is a sequence of frames: one line of JSON (this type), a line feed, then exactly ``bytes`` bytes of the
/// file. A client reads the files itself; the daemon never opens a path that a request names.
package struct ImportFrame: Codable, Sendable {
    package static let mediaType = "application/vnd.rir.import"
    /// A header line is at most 64 KiB.
    package static let largestHeader = 64 * 1024
    /// A file is at most 64 MiB.
    package static let largestFile = 64 * 1024 * 1024

    /// The file's path as the person gave it: names it in the summary and hints at kind and date.
    package var path: String
    package var bytes: Int
    /// When the file was last changed; the date of last resort.
    package var modified: Timestamp?
    /// What the person said about this file.
    package var overrides: RecordOverrides?
    /// Opens an encrypted file; never kept or logged.
    package var password: String?

    package init(
        path: String, bytes: Int, modified: Timestamp?, overrides: RecordOverrides?, password: String? = nil
    ) {
        self.path = path
        self.bytes = bytes
        self.modified = modified
        self.overrides = overrides
        self.password = password
    }
}
