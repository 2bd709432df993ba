internal import CodingLogic
internal import Pseudonymisation
internal import StudyArchive
internal import StudyModel

extension StudyService {
    /// Replaces a name in everything that codings, coders, saved queries and the coding frame say in words of their own.
    ///
    /// Quotes of codings that stand in a text follow the text when the operation is written.
    func replaceInCodings(
        _ operation: inout ArchiveOperation, _ replacing: (String) -> String
    ) async throws(StudyError) {
        for (record, sources) in try await allSources() {
            for source in sources {
                let before = try await codings(in: record, of: source)
                let after = before.map { $0.rewritten(replacing) }
                guard after != before else { continue }
                operation.files.updateValue(
                    CodingText.bytes(of: after), forKey: CodingText.path(of: record, in: source))
            }
        }
        try await replaceInRounds(&operation, replacing)
        try await replaceInWorkflows(&operation, replacing)
        try await replaceInCheckpoints(&operation, replacing)
        if operation.act != .withdrawal {
            try await replaceInFeedback(&operation, replacing)
            try await replaceInFrameworks(&operation, replacing)
            try await replaceOnBoards(&operation, replacing)
            try await replaceInDrafts(&operation, replacing)
        }
        for coder in try await coders() {
            var next = coder
            next.name = replacing(coder.name)
            guard next != coder, Coder.isName(next.name) else { continue }
            next.nonce = surroundings.nonce()
            operation.files.updateValue(
                Array(CoderFileText.text(of: next).utf8), forKey: Coder.path(of: coder.id))
        }
        for var query in try await storedQueries() {
            let before = query
            (query.query, query.note) = (replacing(query.query), replacing(query.note))
            if query != before { operation.files.updateValue(Array(query.text.utf8), forKey: query.path) }
        }
        let before = try await codebook()
        var editor = editor(of: before, at: operation.at)
        for entry in before.entries { try editor.rewrite(entry.code, replacing) }
        operation.files.merge(Self.files(from: before, to: editor.codebook)) { $1 }
    }

    /// Takes a participant out of what codings say, and their codings with the records that go.
    func withholdInCodings(
        _ handle: Handle, from operation: inout ArchiveOperation
    ) async throws(StudyError) {
        try await replaceInCodings(&operation) { $0.withholding(handle) }
    }
}

extension CodebookEditor {
    /// Puts a code's name and texts through a function; what it means stays.
    fileprivate mutating func rewrite(_ code: Code, _ replacing: (String) -> String) throws(StudyError) {
        let name = replacing(code.name)
        if name != code.name {
            // Two codes that were told apart by the name alone are told apart by a number.
            for number in 1...99 {
                let change = CodebookChange(
                    .rename, code: code.id.rawValue, name: number == 1 ? name : "\(name) \(number)")
                if (try? apply(change)) != nil { break }
            }
        }
        var change = CodebookChange(.edit, code: code.id.rawValue)
        change.definition = replacing(code.definition)
        change.useWhen = replacing(code.useWhen)
        change.notWhen = replacing(code.notWhen)
        change.example = replacing(code.example)
        change.keepsMeaning = true
        try apply(change)
    }
}

extension Coding {
    /// The coding with its texts put through a function.
    ///
    /// A quote that no longer stands in its text is rewritten too; one that does is the text's own business.
    func rewritten(_ change: (String) -> String) -> Coding {
        var coding = self
        coding.comment = comment.map(change)
        coding.was = was.map(change)
        if state == .lost, let anchor {
            coding.anchor?.quote = change(anchor.quote)
            coding.anchor?.before = change(anchor.before)
            coding.anchor?.after = change(anchor.after)
        }
        return coding
    }
}
