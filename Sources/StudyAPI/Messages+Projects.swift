package import StudyModel

/// The first line of the body of `POST /v1/projects`; exactly ``bytes`` bytes of the project follow it.
package struct ProjectFrame: Codable, Sendable {
    package static let mediaType = "application/vnd.rir.project"
    /// The line is at most 64 KiB.
    package static let largestHeader = 64 * 1024

    /// The file's path as the person gave it; it is never opened.
    package var path: String
    package var bytes: Int
    /// How positions in texts are counted: `utf16` or `codepoint`, with `-crlf1` and `-bom`; worked out without it.
    package var offsets: String?
    /// What the texts are; worked out without it.
    package var kind: RecordKind?
    /// Whether to say only what would become of it.
    package var dryRun: Bool?
    /// Whether a person says that what may look like a name in it is none.
    package var cleared: Bool?

    package init(path: String, bytes: Int) {
        self.path = path
        self.bytes = bytes
    }
}
