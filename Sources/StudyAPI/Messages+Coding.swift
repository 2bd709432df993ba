package import StudyModel

/// `GET /v1/codebook`: the coding frame; query name `at`.
package struct CodebookReply: Codable, Sendable {
    /// Names this state of the frame: SHA-256 in hexadecimal.
    package var digest: String
    /// In the order of paths: each code before those below it.
    package var codes: [Codebook.Entry]
    /// Codings by code, where they were counted.
    package var codings: [String: Int]?

    package init(digest: String, codes: [Codebook.Entry], codings: [String: Int]? = nil) {
        self.digest = digest
        self.codes = codes
        self.codings = codings
    }

    package var codebook: Codebook { Codebook(codes) }
}

/// `POST /v1/codebook`: changes of the coding frame, all as one operation.
package struct CodebookRequest: Codable, Sendable {
    package var changes: [CodebookChange]
    package var reason: String?
    /// Whether only what would happen is said.
    package var dryRun: Bool?
    /// Whether a person says that what may look like a name in it is none.
    package var cleared: Bool?

    package init(
        changes: [CodebookChange], reason: String? = nil, dryRun: Bool? = nil, cleared: Bool? = nil
    ) {
        self.changes = changes
        self.reason = reason
        self.dryRun = dryRun
        self.cleared = cleared
    }
}

/// What changes of the coding frame did, or would do.
package struct CodebookChangeReply: Codable, Sendable {
    package var digest: String
    package var differences: [CodeDifference]
    /// Codings that became codings of another code.
    package var recoded: Int
    /// How many of those were joined with one on the same words.
    package var joined: Int
    /// Codings that wait for a look because of it.
    package var outdated: Int
    /// `nil` when nothing changed, or for a look ahead.
    package var operation: OperationID?
    /// What of a file that came in was left aside, one sentence each.
    package var remarks: [String]?

    package init(
        digest: String, differences: [CodeDifference], recoded: Int, joined: Int = 0, outdated: Int,
        operation: OperationID?, remarks: [String]? = nil
    ) {
        self.digest = digest
        self.differences = differences
        self.recoded = recoded
        self.joined = joined
        self.outdated = outdated
        self.operation = operation
        self.remarks = remarks
    }
}

/// `GET /v1/codebook/history`: every state of the coding frame, oldest first.
package struct CodebookHistoryReply: Codable, Sendable {
    package struct Version: Codable, Sendable {
        /// Counts from 1.
        package var number: Int
        package var digest: String
        package var operation: OperationSummary
        package var differences: [CodeDifference]

        package init(
            number: Int, digest: String, operation: OperationSummary, differences: [CodeDifference]
        ) {
            self.number = number
            self.digest = digest
            self.operation = operation
            self.differences = differences
        }
    }

    package var versions: [Version]

    package init(versions: [Version]) { self.versions = versions }
}

/// `GET /v1/codebook/diff`: what differs between two states; query names `from`, `to`.
package struct CodebookDiffReply: Codable, Sendable {
    package var from: String
    package var to: String
    package var differences: [CodeDifference]

    package init(from: String, to: String, differences: [CodeDifference]) {
        self.from = from
        self.to = to
        self.differences = differences
    }
}

/// `POST /v1/codebook/file`: a coding frame from a file.
package struct CodebookFileRequest: Codable, Sendable {
    /// `yaml`, `csv` or `qdc`.
    package var format: String
    package var base64: String
    package var reason: String?
    package var dryRun: Bool?
    /// Whether a person says that what may look like a name in it is none.
    package var cleared: Bool?

    package init(
        format: String, base64: String, reason: String? = nil, dryRun: Bool? = nil, cleared: Bool? = nil
    ) {
        self.format = format
        self.base64 = base64
        self.reason = reason
        self.dryRun = dryRun
        self.cleared = cleared
    }
}

/// A file the daemon made, for the client to write.
package struct FileReply: Codable, Sendable {
    /// A name for it, without a person's name in it.
    package var name: String
    package var base64: String
    /// What could not be put into it, one sentence each.
    package var remarks: [String]

    package init(name: String, base64: String, remarks: [String] = []) {
        self.name = name
        self.base64 = base64
        self.remarks = remarks
    }
}

/// `GET /v1/records/{record}/codings`: the codings of a record in the order of its text; query name `at`.
package struct CodingsReply: Codable, Sendable {
    package var record: RecordSummary
    package var version: Int
    /// Of the version, for what is coded next.
    package var sha256: String
    package var codings: [CodingView]

    package init(record: RecordSummary, version: Int, sha256: String, codings: [CodingView]) {
        self.record = record
        self.version = version
        self.sha256 = sha256
        self.codings = codings
    }
}

/// `POST /v1/records/{record}/codings`: coding, all changes as one operation.
package struct CodingRequest: Codable, Sendable {
    package var changes: [CodingChange]
    package var reason: String?
    /// Whether a person says that what may look like a name in it is none.
    package var cleared: Bool?
    /// The `sha256` of the version whose text was looked at; another newest version is `record.conflict`.
    package var base: String?

    package init(
        changes: [CodingChange], reason: String? = nil, cleared: Bool? = nil, base: String? = nil
    ) {
        self.changes = changes
        self.reason = reason
        self.cleared = cleared
        self.base = base
    }
}

/// What coding did.
package struct CodingReply: Codable, Sendable {
    package var record: RecordID
    /// Made or changed.
    package var codings: [CodingView]
    package var removed: [CodingView]
    /// Stood there already, so that nothing was added.
    package var repeated: [CodingView]
    /// `nil` when nothing changed.
    package var operation: OperationID?

    package init(
        record: RecordID, codings: [CodingView], removed: [CodingView], repeated: [CodingView],
        operation: OperationID?
    ) {
        self.record = record
        self.codings = codings
        self.removed = removed
        self.repeated = repeated
        self.operation = operation
    }
}

/// `GET /v1/codings/doubts`: the person's own codings that wait for a look.
package struct DoubtsReply: Codable, Sendable {
    package var codings: [CodingView]
    /// What the codes mean now, by their ids.
    package var definitions: [String: String]
    /// The paths that took a split code's place, by its id.
    package var choices: [String: [String]]

    package init(codings: [CodingView], definitions: [String: String], choices: [String: [String]]) {
        self.codings = codings
        self.definitions = definitions
        self.choices = choices
    }
}

/// `POST /v1/codings/table`: codings from a table.
package struct CodingTableRequest: Codable, Sendable {
    /// The file's name, whose ending says what form of table it is.
    package var name: String
    package var base64: String
    package var dryRun: Bool?
    package var cleared: Bool?

    package init(name: String, base64: String, dryRun: Bool? = nil, cleared: Bool? = nil) {
        self.name = name
        self.base64 = base64
        self.dryRun = dryRun
        self.cleared = cleared
    }
}

/// What became of a table of codings.
package struct CodingTableReply: Codable, Sendable {
    package var made: Int
    /// There already, on exactly these words.
    package var repeated: Int
    package var records: Int
    /// The rows that were left out.
    package var problems: [SheetProblem]
    package var operation: OperationID?

    package init(made: Int, repeated: Int, records: Int, problems: [SheetProblem], operation: OperationID?) {
        self.made = made
        self.repeated = repeated
        self.records = records
        self.problems = problems
        self.operation = operation
    }
}
