internal import StudyArchive
internal import StudyModel
internal import Workflows

/// The framework matrices, and of codings what they have to know, kept at hand as the study now stands.
///
/// Emptied whenever somebody else moves `main`; filled again from git when it is asked for.
struct FrameworkMemory: Sendable {
    /// One coding of a file of codings.
    struct Mark: Sendable {
        var coding: CodingID
        var code: CodeID
        var words: String
    }

    private(set) var matrices: [FrameworkID: FrameworkMatrix] = [:]
    private(set) var rows: [FrameworkID: [CaseID: FrameworkRow]] = [:]
    /// Files that are none as the format says: study path to what is wrong, as a sentence.
    private(set) var unreadable: [String: String] = [:]
    /// The codings of files, by their paths.
    var marks: [String: [Mark]] = [:]
    var isFilled = false
    /// Grows with every change, so that what was read meanwhile is not taken for the newest.
    private(set) var changes = 0

    init() {}

    private init(changes: Int) { self.changes = changes }

    mutating func empty() { self = FrameworkMemory(changes: changes + 1) }

    /// Takes in what an operation wrote.
    mutating func take(in files: [String: [UInt8]?], records: [RecordID]) {
        for (path, bytes) in files {
            if marks.removeValue(forKey: path) != nil || CodingText.place(ofPath: path) != nil {
                changes += 1
            }
            guard path.hasPrefix("framework/") else { continue }
            changes += 1
            if isFilled { put(bytes, at: path) }
        }
        if records.isEmpty { return }
        // A coding of a whole record rests on all of its text.
        let changed = Set(records)
        changes += 1
        for path in marks.keys {
            if let place = CodingText.place(ofPath: path), changed.contains(place.record) {
                marks[path] = nil
            }
        }
    }

    /// Puts a file in the place of the one before; `nil` where there is none any more.
    mutating func put(_ bytes: [UInt8]?, at path: String) {
        unreadable[path] = nil
        do throws(PeopleTextFailure) {
            if let id = FrameworkID(path: path) {
                matrices[id] = nil
                guard let bytes else { return }
                let matrix = try FrameworkText.matrix(from: bytes)
                try Self.require(matrix.path == path)
                matrices[id] = matrix
            } else if let place = FrameworkRow.place(ofPath: path) {
                rows[place.matrix]?[place.caseID] = nil
                guard let bytes else { return }
                let row = try FrameworkText.row(from: bytes)
                try Self.require(row.path == path)
                rows[place.matrix, default: [:]][place.caseID] = row
            }
        } catch { unreadable[path] = error.sentence }
    }

    private static func require(_ isItself: Bool) throws(PeopleTextFailure) {
        guard !isItself else { return }
        throw PeopleTextFailure(line: nil, reason: "It is another one than its name says.")
    }

    /// What is wrong with files of matrices, one sentence each.
    var unreadableSentences: [String] {
        unreadable.sorted { $0.key < $1.key }.map { "'\($0.key)': \($0.value)" }
    }
}

extension StudyService {
    /// The framework matrices as the study now stands.
    func frameworkMemory() async throws(StudyError) -> FrameworkMemory {
        while !frameworks.isFilled {
            let start = frameworks.changes
            var found = frameworks
            for path in try await reader.files(below: "framework") {
                if let bytes = try await reader.file(path) { found.put(bytes, at: path) }
            }
            guard frameworks.changes == start, !frameworks.isFilled else { continue }
            found.isFilled = true
            frameworks = found
        }
        return frameworks
    }

    /// A framework matrix by any part of its name that no other has.
    ///
    /// - Throws: `matrix.not_found`, `matrix.ambiguous`; `matrix.invalid` where its file is not as the format says.
    func framework(named text: String) async throws(StudyError) -> FrameworkMatrix {
        let memory = try await frameworkMemory()
        let wanted = text.lowercased()
        if let exact = FrameworkID(rawValue: wanted).flatMap({ memory.matrices[$0] }) { return exact }
        let found = memory.matrices.keys.filter { !wanted.isEmpty && $0.rawValue.contains(wanted) }.sorted()
        if found.count == 1, let matrix = memory.matrices[found[0]] { return matrix }
        if let id = FrameworkID(rawValue: wanted) { try Self.requireReadable(id.path, in: memory) }
        if found.isEmpty {
            throw StudyError(
                .matrixNotFound, "There is no framework matrix '\(text.printable)'.",
                hint: "'rir matrix list' shows the matrices there are.")
        }
        throw StudyError(
            .matrixAmbiguous,
            "'\(text.printable)' could mean \(found.prefix(5).map(\.rawValue).joined(separator: ", ")).",
            hint: "Type more of the name.")
    }

    /// Refuses a file of a matrix that is not as the format says.
    ///
    /// - Throws: `matrix.invalid`.
    nonisolated func requireFramework(_ bytes: [UInt8], at path: String) throws(StudyError) {
        guard path.hasPrefix("framework/") else { return }
        var memory = FrameworkMemory()
        memory.put(bytes, at: path)
        try Self.requireReadable(path, in: memory)
    }

    static func requireReadable(_ path: String, in memory: FrameworkMemory) throws(StudyError) {
        guard let reason = memory.unreadable[path] else { return }
        throw StudyError(
            .matrixInvalid, "'\(path.printable)' is not as the format says: \(reason)",
            hint: "'git log -p' on the file shows what changed it; mend it and run 'rir adopt'.")
    }
}
