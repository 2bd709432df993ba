internal import CodingLogic
internal import StudyArchive
internal import StudyIndex
package import StudyModel

/// What a change of the coding frame did, or would do.
package struct CodebookOutcome: Sendable {
    package var codebook: Codebook
    package var differences: [CodeDifference]
    /// How many codings become codings of another code.
    package var recoded: Int
    /// How many of those are joined with one that stands on the same words.
    package var joined = 0
    /// How many codings are outdated by it and wait for a look.
    package var outdated: Int
    /// `nil` when nothing changed, or for a look ahead.
    package var operation: OperationID?
    /// What of a file was left aside, one sentence each.
    package var remarks: [String] = []
}

/// One state of the coding frame in its history.
package struct CodebookVersion: Sendable {
    /// Counts from 1 in the order of the study's history.
    package var number: Int
    package var digest: String
    package var operation: OperationSummary
    package var differences: [CodeDifference]
}

extension StudyService {
    /// The coding frame, as it now stands or stood at a moment.
    package func codebook(at moment: Timestamp?) async throws(StudyError) -> Codebook {
        try await refreshed()
        guard let moment else { return try await codebook() }
        guard let commit = try await reader.lastCommit(until: moment) else { return Codebook() }
        return try await codebook(atCommit: commit)
    }

    /// The coding frame as it now stands.
    func codebook() async throws(StudyError) -> Codebook {
        try await atHand(\.codebook) { () async throws(StudyError) in
            // One commit for all its files, whatever is written meanwhile.
            try await codebook(atCommit: await reader.position()?.commit)
        }
    }

    /// The coding frame as a commit holds it.
    ///
    /// - Throws: `codebook.invalid` for a file that is no code.
    func codebook(atCommit commit: String?) async throws(StudyError) -> Codebook {
        var entries: [Codebook.Entry] = []
        for path in try await reader.files(below: "codebook", at: commit) {
            guard let place = CodePath(file: path), let bytes = try await reader.file(path, at: commit) else {
                continue
            }
            entries.append(.init(path: place, code: try code(from: bytes, at: path)))
        }
        return Codebook(entries)
    }

    private func code(from bytes: [UInt8], at path: String) throws(StudyError) -> Code {
        if let code = readCode(bytes, at: path) { return code }
        throw StudyError(
            .codebookInvalid, "The file '\(path)' is no code as docs/reference/format.md describes it.",
            hint: "Mend it with an editor and run 'rir adopt'; 'git log -p' shows how it was.")
    }

    /// The code of a file, whatever form an editor left it in; `nil` for what is no code.
    func readCode(_ bytes: [UInt8], at path: String) -> Code? {
        CodeReader.code(
            from: bytes, id: codeID(of: path),
            entered: Provenance(by: archive.member, at: surroundings.now), nonce: surroundings.nonce())
    }

    /// An id for a code whose file was written by hand without one; the same at every reading.
    private func codeID(of path: String) -> CodeID {
        let digest = Array(Digest.hex(Array(path.utf8)).utf8)
        let letters = digest.prefix(10).map { RecordID.alphabet[Int($0) & 31] }
        // Ten characters of the alphabet are always a code's id.
        return CodeID(rawValue: "c-" + String(decoding: letters, as: UTF8.self)).unsafelyUnwrapped
    }

    // MARK: Changes

    /// Changes the coding frame, all changes as one operation.
    ///
    /// Known names in what is written are replaced; what may name somebody is refused unless a person has `cleared` it.
    ///
    /// - Throws: `code.not_found`, `code.ambiguous`, `code.exists`, `code.invalid`, `names.suspected`,
    ///   `vault.locked`; nothing is changed then.
    package func changeCodebook(
        _ changes: [CodebookChange], reason: String?, dryRun: Bool = false, cleared: Bool = false
    ) async throws(StudyError) -> CodebookOutcome {
        try await refreshed()
        return try await writing { () async throws(StudyError) -> CodebookOutcome in
            let before = try await codebook()
            let now = surroundings.now
            var editor = editor(of: before, at: now)
            for change in changes { try editor.apply(try await replacingNames(in: change, cleared)) }
            var operation = ArchiveOperation(
                id: surroundings.operationID(), act: .codebook, by: archive.member, at: now,
                reason: try await replacingNames(reason), files: Self.files(from: before, to: editor.codebook)
            )
            var outcome = CodebookOutcome(
                codebook: editor.codebook, differences: editor.codebook.differences(from: before),
                recoded: 0, outdated: 0)
            if operation.files.isEmpty { return outcome }
            try await recode(editor.recodings, in: editor.codebook, &operation, &outcome)
            outcome.outdated = try await outdated(from: before, to: editor.codebook)
            if dryRun { return outcome }
            _ = try await commit([operation])[0].get()
            outcome.operation = operation.id
            return outcome
        }
    }

    func editor(of codebook: Codebook, at time: Timestamp) -> CodebookEditor {
        CodebookEditor(
            codebook, by: Provenance(by: archive.member, at: time),
            newID: surroundings.codeID, newNonce: surroundings.nonce)
    }

    /// The files of a frame that differ from those of another.
    static func files(from before: Codebook, to after: Codebook) -> [String: [UInt8]?] {
        var files: [String: [UInt8]?] = [:]
        for entry in before.entries where after[entry.path] == nil {
            files.updateValue(nil, forKey: entry.path.file)
        }
        for entry in after.entries where before[entry.path]?.code != entry.code {
            files.updateValue(Array(CodeText.text(of: entry.code).utf8), forKey: entry.path.file)
        }
        return files
    }

    private func replacingNames(
        in change: CodebookChange, _ cleared: Bool
    ) async throws(StudyError) -> CodebookChange {
        var change = change
        change.name = try await replacingNames(change.name, in: "code name", cleared: cleared)
        change.definition = try await replacingNames(change.definition, in: "definition", cleared: cleared)
        change.useWhen = try await replacingNames(change.useWhen, in: "rule", cleared: cleared)
        change.notWhen = try await replacingNames(change.notWhen, in: "rule", cleared: cleared)
        change.example = try await replacingNames(change.example, in: "example", cleared: cleared)
        if let names = change.names {
            var replaced: [String] = []
            for name in names {
                replaced.append(try await replacingNames(name, in: "code name", cleared: cleared) ?? name)
            }
            change.names = replaced
        }
        return change
    }

    /// Brings the codings of merged codes to the code that took their place.
    private func recode(
        _ recodings: [(from: CodeID, to: CodeID)], in codebook: Codebook,
        _ operation: inout ArchiveOperation, _ outcome: inout CodebookOutcome
    ) async throws(StudyError) {
        if recodings.isEmpty { return }
        for (record, sources) in try await allSources().sorted(by: { $0.key < $1.key }) {
            for source in sources.sorted(by: { $0.rawValue < $1.rawValue }) {
                let after = try await codings(in: record, of: source).recoded(recodings, in: codebook)
                if after.recoded == 0 { continue }
                outcome.recoded += after.recoded
                outcome.joined += after.joined
                operation.files.updateValue(
                    CodingText.bytes(of: after.codings), forKey: CodingText.path(of: record, in: source))
            }
        }
    }

    /// How many codings a change makes doubtful that were not so before.
    private func outdated(from before: Codebook, to after: Codebook) async throws(StudyError) -> Int {
        let changed = Set(
            after.entries.filter { entry in
                guard let old = before[entry.code.id]?.code else { return false }
                return old.revision != entry.code.revision
                    || (entry.code.replacedBy.count > 1 && old.replacedBy.isEmpty)
            }.map(\.code.id))
        if changed.isEmpty { return 0 }
        var count = 0
        for (record, coders) in try await allCoders() {
            for coder in coders {
                count += try await codings(in: record, by: coder).count { changed.contains($0.code) }
            }
        }
        return count
    }

    // MARK: History

    /// Every state the coding frame has had, oldest first.
    package func codebookHistory() async throws(StudyError) -> [CodebookVersion] {
        try await refreshed()
        var versions: [CodebookVersion] = []
        var before = Codebook()
        for step in try await index.operations(below: "codebook") {
            let codebook = try await codebook(atCommit: step.commit)
            let differences = codebook.differences(from: before)
            before = codebook
            if differences.isEmpty { continue }
            versions.append(
                CodebookVersion(
                    number: versions.count + 1, digest: Self.digest(of: codebook), operation: step.operation,
                    differences: differences))
        }
        return versions
    }

    /// The digest that names a state of the frame: SHA-256 over paths and files, in hexadecimal.
    package static func digest(of codebook: Codebook) -> String {
        let text = codebook.entries.map { "\($0.path.file)\n\(CodeText.text(of: $0.code))" }.joined()
        return Digest.hex(Array(text.utf8))
    }

    /// What differs between two states of the frame, each named by number, digest, moment or `now`.
    ///
    /// - Throws: `request.invalid` for a name of none.
    package func codebookDifference(
        from first: String?, to second: String?
    ) async throws(StudyError) -> (from: String, to: String, differences: [CodeDifference]) {
        let versions = try await codebookHistory()
        let last = second ?? "now"
        let start = first ?? String(max(0, (Int(last) ?? versions.count) - 1))
        let old = try await codebook(named: start, versions)
        let new = try await codebook(named: last, versions)
        return (start, last, new.differences(from: old))
    }

    private func codebook(
        named name: String, _ versions: [CodebookVersion]
    ) async throws(StudyError) -> Codebook {
        if name == "now" { return try await codebook() }
        if name == "0" { return Codebook() }
        if let moment = Timestamp(rawValue: name) { return try await codebook(at: moment) }
        let found = versions.filter {
            String($0.number) == name || (name.utf8.count >= 6 && $0.digest.hasPrefix(name))
        }
        guard let version = found.last,
            let commit = try await index.files(of: version.operation.id).first(where: {
                $0.path.hasPrefix("codebook/")
            })?.commit
        else {
            throw StudyError(
                .requestInvalid, "'\(name.printable)' names no state of the codebook.",
                hint: "Give a number or a digest of 'rir codebook history', a day, or 'now'.")
        }
        return try await codebook(atCommit: commit)
    }
}
