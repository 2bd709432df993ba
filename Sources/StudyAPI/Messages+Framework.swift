package import StudyModel

/// `GET /v1/matrices`: the framework matrices, by name.
package struct FrameworksReply: Codable, Sendable {
    package var matrices: [FrameworkHead]
    /// Files that are no part of a matrix as the format says, one sentence each; absent where there are none.
    package var unreadable: [String]?

    package init(matrices: [FrameworkHead], unreadable: [String]? = nil) {
        self.matrices = matrices
        self.unreadable = unreadable
    }
}

/// `POST /v1/matrices/{matrix}/file`: a table that was filled in a spreadsheet.
package struct FrameworkImportRequest: Codable, Sendable {
    /// The file's name, whose ending says what form of table it is.
    package var name: String
    package var base64: String
    package var dryRun: Bool?
    package var cleared: Bool?
    /// Cells that were changed in the study too and of which the table's summary is wanted, such as `SP66/access`; `all` for all.
    package var taken: [String]?

    package init(
        name: String, base64: String, dryRun: Bool? = nil, cleared: Bool? = nil, taken: [String]? = nil
    ) {
        self.name = name
        self.base64 = base64
        self.dryRun = dryRun
        self.cleared = cleared
        self.taken = taken
    }
}
