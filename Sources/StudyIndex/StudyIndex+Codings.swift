package import StudyModel

extension StudyIndex {
    /// What queries need of every current record, in no order.
    package func recordFacts() async throws(StudyError) -> [RecordFacts] {
        try await gate.pass { files throws(StudyError) in try await files.recordFacts() }
    }

    /// The packed codings that were kept, in no order; whoever reads them checks the object each was packed from.
    package func packedFiles() async throws(StudyError) -> [PackedFile] {
        try await gate.pass { files throws(StudyError) in try await files.packedFiles() }
    }

    /// The codes whose numbers stand in packed codings, by number.
    package func codeNumbers() async throws(StudyError) -> [CodeID] {
        try await gate.pass { files throws(StudyError) in try await files.codeNumbers() }
    }

    /// Keeps packed codings, so that the next start need not read them from git.
    package func keep(_ packed: PackedCodingFiles) async throws(StudyError) {
        try await gate.pass { files throws(StudyError) in try await files.keep(packed) }
    }
}
