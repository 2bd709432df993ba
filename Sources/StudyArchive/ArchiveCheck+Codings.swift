internal import GitStore
internal import StudyModel

/// What a check says of codes, codings, memos and rounds as they stand now.
extension ArchiveCheck {
    /// Files that are read once it is known which codes and rounds there are.
    private struct Waiting {
        var codes: Set<CodeID> = []
        var rounds: Set<RoundID> = []
        var codings: [(path: String, blob: ObjectID)] = []
        var roundFiles: [(path: String, blob: ObjectID)] = []
        var versions: Set<OperationID> = []
        var cycles: [(path: String, blob: ObjectID)] = []
    }

    /// Reads every one of them, and looks for each coding's words where it says that they stand.
    func checkCodings(_ tree: ObjectID) throws(GitError) {
        var waiting = Waiting()
        for file in try editor.files(in: tree) {
            guard let blob = file.new else { continue }
            switch String(file.path.prefix { $0 != "/" }) {
            case "codebook": try checkCode(file.path, blob, into: &waiting.codes)
            case let folder where CodingText.folders.contains(folder):
                waiting.codings.append((file.path, blob))
            // Memos that came with a document have no form of their own.
            case "memos" where MemoText.owner(ofPath: file.path) != nil: try checkMemo(file.path, blob)
            case "findings": try checkFinding(file.path, blob, into: &waiting.versions)
            case "cycles": waiting.cycles.append((file.path, blob))
            case "framework": try checkFramework(file.path, blob)
            case "boards", "recommendations": try checkBoard(file.path, blob)
            case "drafts": try checkDraft(file.path, blob)
            case "rounds":
                if case .round(let round)? = RoundFile(path: file.path) { waiting.rounds.insert(round) }
                waiting.roundFiles.append((file.path, blob))
            default: continue
            }
        }
        for file in waiting.codings {
            goingOn(file.path) { () throws(GitError) in
                try checkCodings(file.path, file.blob, in: tree, waiting)
            }
        }
        for file in waiting.cycles {
            goingOn(file.path) { () throws(GitError) in
                try checkCycle(file.path, file.blob, of: waiting.versions)
            }
        }
        for file in waiting.roundFiles {
            goingOn(file.path) { () throws(GitError) in
                try checkRoundFile(file.path, file.blob, of: waiting.rounds)
            }
        }
    }

    private func checkCode(_ path: String, _ blob: ObjectID, into codes: inout Set<CodeID>) throws(GitError) {
        if let code = try? CodeText.code(from: try repository.blob(blob)) {
            codes.insert(code.id)
        } else {
            add("code.unreadable", "The file \(path) can't be read as a code.")
        }
    }

    private func checkMemo(_ path: String, _ blob: ObjectID) throws(GitError) {
        let bytes = try repository.blob(blob)
        if (try? MemoText.memo(from: bytes))?.path != path {
            add("memo.unreadable", "The file \(path) can't be read as the memo that its path names.")
        }
    }

    private func checkCodings(
        _ path: String, _ blob: ObjectID, in tree: ObjectID, _ known: Waiting
    ) throws(GitError) {
        guard let place = CodingText.place(ofPath: path),
            let codings = try? CodingText.codings(from: try repository.blob(blob))
        else { return add("coding.unreadable", "The file \(path) can't be read as codings of one record.") }
        if case .consensus(let round) = place.source, let round = RoundID(rawValue: round) {
            checkRound(round, of: path, among: known.rounds)
        }
        guard let record = try editor.find(place.record.path, in: tree),
            let body = RecordReader.record(from: try repository.blob(record))?.body
        else { return add("coding.record", "The codings of \(path) are of a record that is not there.") }
        let scalars = Array(body.unicodeScalars)
        for coding in codings {
            if !known.codes.contains(coding.code) {
                add("coding.code", "The coding \(coding.id) in \(path) names a code that is not there.")
            }
            guard coding.state != .lost, let anchor = coding.anchor else { continue }
            if Anchor(anchor.span, in: scalars)?.quote != anchor.quote {
                add("coding.words", "The words of the coding \(coding.id) in \(path) are not where it says.")
            }
        }
    }
}
