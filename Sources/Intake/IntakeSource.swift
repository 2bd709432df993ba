package import StudyModel

/// One file as it arrives: its bytes, the path it was given by, and what the person says about it.
package struct IntakeSource: Sendable {
    /// A hint for the kind, the date and the title, never opened.
    package var path: String
    package var bytes: [UInt8]
    /// Wins over whatever an importer works out.
    package var overrides: RecordOverrides
    /// Gives the programs that read Word, PDF and other documents, once one is met; without it these are refused.
    package var tools: (@Sendable () async -> DocumentTools)?
    /// Opens a document that is protected with it.
    package var password: String?
    /// How many mails this one came inside of.
    var nesting = 0

    package init(
        path: String, bytes: [UInt8], overrides: RecordOverrides = .init(),
        tools: (@Sendable () async -> DocumentTools)? = nil, password: String? = nil
    ) {
        self.path = path
        self.bytes = bytes
        self.overrides = overrides
        self.tools = tools
        self.password = password
    }

    /// The largest file an importer reads: 128 MiB.
    ///
    /// A mailbox may be larger than one body; every record it gives still keeps to `Record.largestBody`.
    package static let largestSize = 128 * 1024 * 1024
}
