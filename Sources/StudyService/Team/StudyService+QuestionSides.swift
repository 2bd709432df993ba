internal import Merging
internal import StudyArchive
internal import StudyModel
internal import Vault

/// What the sides of a question hold, as it may be read today.
extension StudyService {
    /// The files that a question names, by digest, and what both sides began with under the empty name.
    func sides(
        of question: MergeQuestion, at path: String?
    ) async throws(StudyError) -> [String: [UInt8]] {
        var found = try await versions(of: question, at: path)
        let git = GitProcess(folder: self.path)
        let raised = try await git.run([
            "log", "-m", "--format=%P", "--diff-filter=A", "--", question.path,
        ])
        // Joins have two parents; an undo may have brought the question back with one.
        let parents = raised.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
            .last { $0.count == 2 }
        guard let parents, let base = try? await git.run(["merge-base"] + parents) else { return found }
        let commit = base.split(separator: "\n").first.map(String.init)
        if let bytes = try await reader.file(question.about, at: commit) { found[""] = bytes }
        return found
    }

    /// The versions of the file that the question names, by digest, from the history of the study.
    private func versions(
        of question: MergeQuestion, at path: String?
    ) async throws(StudyError) -> [String: [UInt8]] {
        var wanted = Set([question.kept, question.other].compactMap(\.self))
        var found: [String: [UInt8]] = [:]
        var arguments = ["log", "--format=", "--raw", "--no-abbrev", "--no-renames", "-m", "--"]
        arguments += path == question.about || path == nil ? [path ?? question.about] : ["codebook"]
        let listing = try await GitProcess(folder: self.path).run(arguments)
        var seen: Set<String> = []
        for line in listing.split(separator: "\n") where !wanted.isEmpty {
            let words = line.split(whereSeparator: { $0 == " " || $0 == "\t" })
            guard words.count >= 5, seen.insert(String(words[3])).inserted,
                words[3].contains(where: { $0 != "0" })
            else { continue }
            let bytes = try await reader.blob(String(words[3]))
            let digest = Digest.hex(bytes)
            if wanted.remove(digest) != nil { found[digest] = bytes }
        }
        return found
    }

    /// A side's file without the words of people who withdrew since, and without names that were put out since.
    func cleared(_ bytes: [UInt8], at path: String) async throws(StudyError) -> [UInt8] {
        let people = try await withdrawnPeople().map(\.handle)
        let door = try await vault.isOpen ? door() : nil
        if RecordID(path: path) != nil, let record = try? FrontMatter.record(from: bytes) {
            return Array(FrontMatter.text(of: cleared(record, people, door)).utf8)
        }
        if let place = CodingText.place(ofPath: path), let codings = try? CodingText.codings(from: bytes) {
            let record = try await reader.record(place.record).record
            return CodingText.bytes(of: try await unsealed(codings, of: record))
        }
        var bytes = bytes
        for handle in people { bytes = WithheldFile.bytes(bytes, at: path, without: handle) ?? bytes }
        let text = String(decoding: bytes, as: UTF8.self)
        let withheld = people.reduce(text) { $0.withholding($1) }
        return withheld == text ? bytes : Array(withheld.utf8)
    }

    private func cleared(_ record: Record, _ people: [Handle], _ door: Door?) -> Record {
        var record = people.reduce(record) { $0.withholding($1) }
        if let door { record.rewrite { field, text in door.replacing(text, in: field).text } }
        return record
    }
}
