internal import StudyArchive
package import StudyModel

/// What an adoption saved and what it left alone.
package struct Adoption: Sendable {
    /// `nil` when there was nothing to adopt.
    package var operation: OperationID?
    package var records: [RecordSummary]
    /// Study paths of the other files that were saved.
    package var files: [String]
    package var left: [HandEdit]
}

extension StudyService {
    /// Files in the folder that differ from what the study holds.
    ///
    /// git compares them, with the stat cache of its own index, which is brought up to date first.
    func handEdits() async throws(StudyError) -> [HandEdit] {
        let git = GitProcess(folder: path)
        try await git.run(["read-tree", "--reset", "HEAD"])
        let listing = try await git.run([
            "status", "--porcelain=v1", "-z", "--no-renames", "--untracked-files=all",
        ])
        return listing.split(separator: "\0").compactMap { entry in
            guard entry.utf8.count > 3 else { return nil }
            let file = String(entry.dropFirst(3))
            let id = RecordID(path: file)
            switch entry.dropFirst().first {
            case "M", "T":
                let isBroken =
                    id.map(isBroken)
                    ?? (isBrokenSurvey(file) || isBrokenCase(file) || isBrokenCoding(file)
                        || isBrokenMemo(file))
                return HandEdit(path: file, change: isBroken ? .broken : .changed, record: id)
            case "D": return HandEdit(path: file, change: .deleted, record: id)
            case "?":
                return file.hasPrefix("records/") || CodePath(file: file) != nil
                    ? HandEdit(path: file, change: .added, record: id) : nil
            default: return nil
            }
        }
    }

    private func isBroken(_ id: RecordID) -> Bool {
        guard let bytes = StudyFolder(path: path).read(id) else { return true }
        return RecordReader.record(from: bytes)?.id != id
    }

    private func isBrokenCase(_ file: String) -> Bool {
        guard let id = CaseID(path: file) else { return false }
        guard let bytes = StudyFolder(path: path).read(file) else { return true }
        let added = Provenance(by: archive.member, at: surroundings.now)
        return CaseReader.value(from: bytes, added: added, nonce: surroundings.nonce())?.id != id
    }

    /// Whether a code's or a coder's file was changed so that it can't be read any more.
    private func isBrokenCoding(_ file: String) -> Bool {
        let bytes = StudyFolder(path: path).read(file) ?? []
        if CodingText.owner(ofPath: file) != nil { return (try? CodingText.codings(from: bytes)) == nil }
        if let id = Coder.id(ofPath: file) { return (try? CoderFileText.coder(from: bytes))?.id != id }
        guard CodePath(file: file) != nil else { return false }
        return readCode(bytes, at: file) == nil
    }

    private func isBrokenMemo(_ file: String) -> Bool {
        MemoText.owner(ofPath: file) != nil && workingMemo(file)?.path != file
    }

    /// Whether a survey's file was changed so that the survey can't be read any more.
    private func isBrokenSurvey(_ file: String) -> Bool {
        let parts = file.split(separator: "/")
        guard parts.count == 3, parts[0] == "surveys", let id = SurveyID(rawValue: String(parts[1])) else {
            return false
        }
        let folder = StudyFolder(path: path)
        guard let variables = folder.read(id.variablesPath), let answers = folder.read(id.answersPath),
            let codebook = try? SurveyVariableText.codebook(from: variables), codebook.id == id
        else { return true }
        return (try? SurveyAnswerText.answers(from: answers, to: codebook.variables)) == nil
    }

    /// Saves changes made by hand as new versions, by this member.
    ///
    /// Known names in them are replaced; the file then reads as the study has it.
    ///
    /// - Parameters:
    ///   - paths: study paths or record ids; `nil` adopts every change that can be adopted.
    ///   - cleared: whether a person says that what may look like a name in them is none.
    /// - Throws: `record.not_found` for a path that was not changed; `names.suspected` where a change brings what may
    ///   be a name, `names.found` where another file than a record holds a known one, `vault.locked`; nothing is
    ///   adopted then.
    package func adopt(paths: [String]?, reason: String?, cleared: Bool = false) async throws(StudyError)
        -> Adoption
    {
        let adoption = try await writing { () async throws(StudyError) -> Adoption in
            let edits = try await handEdits()
            let wanted = try Self.select(edits, paths)
            let now = surroundings.now
            let reason = try await replacingNames(reason)
            var operation = ArchiveOperation(
                id: surroundings.operationID(), act: .adopt, by: archive.member, at: now, reason: reason)
            var left = edits.filter { !wanted.contains($0) }
            for edit in wanted {
                if let change = try await adopted(edit, at: now, cleared: cleared) {
                    operation.records.append(change)
                } else if edit.record == nil,
                    edit.change == .changed || (edit.change == .added && CodePath(file: edit.path) != nil),
                    let bytes = StudyFolder(path: path).read(edit.path)
                {
                    guard let adopted = try await adopted(bytes, edit.path, cleared: cleared) else {
                        left.append(edit)
                        continue
                    }
                    operation.files.updateValue(adopted, forKey: edit.path)
                    operation.adopting[edit.path] = Digest.hex(bytes)
                } else {
                    left.append(edit)
                }
            }
            if operation.records.isEmpty, operation.files.isEmpty {
                return Adoption(operation: nil, records: [], files: [], left: left)
            }
            let applied = try await commit([operation])[0].get()
            let records = applied.changes.compactMap { $0.record.map(RecordSummary.init) }
            return Adoption(
                operation: operation.id, records: records, files: operation.files.keys.sorted(), left: left)
        }
        for record in adoption.records {
            announce(
                .recordChanged,
                SavedRecord(
                    record: record, operation: adoption.operation ?? surroundings.operationID(), changed: true
                ))
        }
        return adoption
    }

    /// What becomes of another file than a record; `nil` where this member may not change it.
    private func adopted(
        _ bytes: [UInt8], _ path: String, cleared: Bool
    ) async throws(StudyError) -> [UInt8]? {
        if MemoText.owner(ofPath: path) != nil { return try await adoptedMemo(path, cleared: cleared) }
        try await requireNoNames(in: bytes, of: path)
        if ReportDraftID(path: path) != nil { return try await adoptedDraft(bytes, path, cleared: cleared) }
        try requireFeedback(bytes, at: path)
        try requireFramework(bytes, at: path)
        try requireBoard(bytes, at: path)
        return try await canonical(bytes, path)
    }

    /// A file as the study writes it; a case or a code that a person's editor left in another form is brought to its own.
    private func canonical(_ bytes: [UInt8], _ path: String) async throws(StudyError) -> [UInt8] {
        if CodePath(file: path) != nil {
            guard var code = readCode(bytes, at: path) else { return bytes }
            if let old = try await codebook()[code.id]?.code {
                let isRedefined = !code.means(theSameAs: old) && code.revision <= old.revision
                code.revision = isRedefined ? old.revision + 1 : code.revision
            }
            code.changed = Provenance(by: archive.member, at: surroundings.now)
            return Array(CodeText.text(of: code).utf8)
        }
        guard CaseID(path: path) != nil else { return bytes }
        let added = Provenance(by: archive.member, at: surroundings.now)
        guard var value = CaseReader.value(from: bytes, added: added, nonce: surroundings.nonce()) else {
            return bytes
        }
        value.nonce = surroundings.nonce()
        return Array(CaseText.text(of: value).utf8)
    }

    private static func select(_ edits: [HandEdit], _ paths: [String]?) throws(StudyError) -> [HandEdit] {
        guard let paths else { return edits }
        var wanted: [HandEdit] = []
        for path in paths {
            let found = edits.filter { $0.path == path || $0.record?.rawValue.contains(path) == true }
            guard found.count == 1 else {
                throw StudyError(
                    .recordNotFound, "'\(path.printable)' names no file that was changed by hand.",
                    hint: "Run 'rir status' to see them.")
            }
            wanted += found
        }
        return wanted
    }

    /// The version that a hand edit becomes, or `nil` when it can't become one.
    private func adopted(
        _ edit: HandEdit, at now: Timestamp, cleared: Bool
    ) async throws(StudyError) -> ArchiveOperation.RecordChange? {
        guard edit.change == .changed, let id = edit.record, let bytes = await reader.workingFile(id),
            var record = RecordReader.record(from: bytes), record.id == id
        else { return nil }
        let known = try await reader.record(id).record
        record = try await admitted(record, insteadOf: known, cleared: cleared)
        record.captured = known.captured
        record.advance(from: known.version, by: archive.member, at: now, nonce: surroundings.nonce())
        return .init(
            id: id, version: record.version, change: .adopted, record: record, adopting: Digest.hex(bytes))
    }
}
