internal import Merging
internal import StudyArchive
package import StudyModel

/// A question with what both sides had.
package struct QuestionView: Sendable {
    package var question: MergeQuestion
    /// The study path of the file it is about, as it now stands; `nil` where there is none any more.
    package var path: String?
    /// The file whose words stand where both changed the same.
    package var kept: String
    /// The other one; `nil` where it was taken away.
    package var other: String?
}

extension StudyService {
    /// The questions that wait for an answer, by id.
    package func questions() async throws(StudyError) -> [MergeQuestion] {
        try await refreshed()
        return try await storedQuestions()
    }

    /// The questions as the study holds them, for use inside ``writing(_:)``.
    func storedQuestions() async throws(StudyError) -> [MergeQuestion] {
        var questions: [MergeQuestion] = []
        for path in try await reader.files(below: "questions") {
            guard let bytes = try await reader.file(path),
                let question = try? MergeQuestionText.question(from: bytes), question.path == path
            else { continue }
            questions.append(question)
        }
        return questions.sorted { $0.id < $1.id }
    }

    /// A question with both sides' files.
    ///
    /// - Throws: `question.not_found`.
    package func question(_ name: String) async throws(StudyError) -> QuestionView {
        try await refreshed()
        return try await view(ofQuestion: name)
    }

    private func view(ofQuestion name: String) async throws(StudyError) -> QuestionView {
        let all = try await storedQuestions()
        let found = all.filter { $0.id.rawValue == name || $0.id.rawValue.hasSuffix(name) }
        guard found.count == 1, let question = found.first else {
            throw StudyError(
                .questionNotFound, "There is no question '\(VisibleText.line(name))', or more than one.",
                hint: "'rir conflicts' lists them.")
        }
        let path = try await place(of: question)
        let sides = try await sides(of: question, at: path)
        var texts: [String: String] = [:]
        for (digest, bytes) in sides where path != nil {
            texts[digest] = String(decoding: try await cleared(bytes, at: path ?? ""), as: UTF8.self)
        }
        return QuestionView(
            question: question, path: path, kept: texts[question.kept] ?? "",
            other: question.other.map { texts[$0] ?? "" })
    }

    /// Where the file lies now: a code may have moved.
    private func place(of question: MergeQuestion) async throws(StudyError) -> String? {
        let parts = question.about.split(separator: "/")
        if parts.count == 2, parts[0] == "codebook", let id = CodeID(rawValue: String(parts[1])) {
            return try await codebook()[id]?.path.file
        }
        return try await reader.file(question.about) == nil ? nil : question.about
    }

    /// How a question is answered.
    package enum Answer: String, Hashable, Sendable, Codable, CaseIterable {
        /// It is well as it stands now, changed by hand meanwhile or not.
        case keep
        /// The other side's file stands instead.
        case other
    }

    /// Answers a question.
    ///
    /// - Throws: `question.not_found`; `request.invalid` where there is no other side to take; whatever a write throws. Nothing is
    ///   changed then.
    package func answer(
        _ name: String, with answer: Answer, reason: String?
    ) async throws(StudyError) -> OperationID {
        try await refreshed()
        return try await writing { () async throws(StudyError) -> OperationID in
            let view = try await view(ofQuestion: name)
            var operation = ArchiveOperation(
                id: surroundings.operationID(), act: .edit, by: archive.member, at: surroundings.now,
                reason: try await replacingNames(reason))
            operation.files.updateValue(nil, forKey: view.question.path)
            if answer == .other { try await take(view, into: &operation) }
            return try await commit([operation])[0].get().summary.id
        }
    }

    private func take(_ view: QuestionView, into operation: inout ArchiveOperation) async throws(StudyError) {
        let path = view.path ?? view.question.about
        if view.question.cause == .changedAndRemoved {
            if let id = RecordID(path: path) {
                let record = try await reader.record(id).record
                operation.records.append(
                    .init(id: id, version: record.version + 1, change: .removed, record: nil))
            } else {
                operation.files.updateValue(nil, forKey: path)
            }
            return
        }
        let sides = try await sides(of: view.question, at: view.path)
        guard view.path != nil, view.question.cause == .bothChanged,
            let other = view.question.other.flatMap({ sides[$0] })
        else { throw Self.nothingToTake(view.question) }
        if let id = RecordID(path: path) {
            return try await take(sides, of: id, view.question, into: &operation)
        }
        if let draft = try await takenDraft(
            sides, at: path, try await reader.file(path) ?? [], view.question)
        {
            operation.files.updateValue(draft, forKey: path)
            return
        }
        operation.files.updateValue(try await taken(other, at: path, view.question), forKey: path)
    }

    private static func nothingToTake(_ question: MergeQuestion) -> StudyError {
        StudyError(
            .requestInvalid, "The other side can't be taken in one word.",
            hint: "Change it by the commands for it, then answer with 'rir resolve \(question.id) --keep'.")
    }

    private func take(
        _ sides: [String: [UInt8]], of id: RecordID, _ question: MergeQuestion,
        into operation: inout ArchiveOperation
    ) async throws(StudyError) {
        func side(_ digest: String?) async throws(StudyError) -> Record? {
            guard let bytes = digest.flatMap({ sides[$0] }) else { return nil }
            return try? FrontMatter.record(from: try await cleared(bytes, at: id.path))
        }
        guard let kept = try await side(question.kept), let other = try await side(question.other) else {
            throw StudyError(
                .recordInvalid, "The other side of \(id) is no record.", hint: "Run 'rir check'.")
        }
        let current = try await reader.record(id).record
        var record = AnswerMerge.record(
            .init(base: try await side(""), kept: kept, other: other), fields: question.fields, now: current)
        record.advance(
            from: current.version, by: archive.member, at: surroundings.now, nonce: surroundings.nonce())
        operation.records.append(.init(id: id, version: record.version, change: .edited, record: record))
    }

    /// Another file than a record with the other side's values of what was asked about.
    private func taken(
        _ other: [UInt8], at path: String, _ question: MergeQuestion
    ) async throws(StudyError) -> [UInt8] {
        let (now, other) = (try await reader.file(path) ?? [], try await cleared(other, at: path))
        if CodingText.place(ofPath: path) != nil, let mine = try? CodingText.codings(from: now),
            let theirs = try? CodingText.codings(from: other)
        {
            return CodingText.bytes(
                of: AnswerMerge.codings(other: theirs, ids: question.fields, now: mine))
        }
        if CaseID(path: path) != nil, let mine = try? CaseText.value(from: now),
            let theirs = try? CaseText.value(from: other)
        {
            var value = AnswerMerge.value(other: theirs, fields: question.fields, now: mine)
            value.nonce = surroundings.nonce()
            return Array(CaseText.text(of: value).utf8)
        }
        if let feedback = try await takenFeedback(other, at: path, now, question) { return feedback }
        if let row = try await takenFramework(other, at: path, now, question) { return row }
        if let board = takenBoard(other, at: path, now, question) { return board }
        // The team is nobody's question to answer in one word.
        if path == "study.yaml" { throw Self.nothingToTake(question) }
        return other
    }
}
