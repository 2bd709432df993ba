internal import StudyArchive
internal import StudyModel

/// A memo as it is kept: in git, or sealed for its writer alone.
struct StoredMemo: Sendable {
    var memo: Memo
    /// SHA-256 of its text in hexadecimal.
    var sha256: String
    var isPrivate: Bool

    init(_ memo: Memo, isPrivate: Bool) {
        self.memo = memo
        self.isPrivate = isPrivate
        sha256 = Digest.hex(Array(MemoText.text(of: memo).utf8))
    }
}

/// The memos in git, kept at hand as the study now stands.
///
/// Emptied whenever somebody else moves `main`; filled again from git when it is asked for.
struct MemoMemory {
    private(set) var memos: [MemoID: StoredMemo] = [:]
    /// Files that are no memo as the format says: study path to what is wrong, as a sentence.
    private(set) var unreadable: [String: String] = [:]
    var isFilled = false
    /// Grows with every change, so that what was read meanwhile is not taken for the newest.
    private(set) var changes = 0

    /// Takes in what an operation wrote.
    mutating func take(in files: [String: [UInt8]?]) {
        for (path, bytes) in files {
            guard let id = MemoText.owner(ofPath: path)?.memo else { continue }
            changes += 1
            guard isFilled else { continue }
            memos[id] = nil
            unreadable[path] = nil
            if let bytes { add(bytes, at: path) }
        }
    }

    mutating func add(_ bytes: [UInt8], at path: String) {
        do throws(PeopleTextFailure) {
            let memo = try MemoText.memo(from: bytes)
            if memo.path == path {
                memos[memo.id] = StoredMemo(memo, isPrivate: false)
            } else {
                unreadable[path] = "It is not the memo its path says."
            }
        } catch { unreadable[path] = error.sentence }
    }

    mutating func empty() { self = MemoMemory(changes: changes + 1) }

    init() {}

    private init(changes: Int) { self.changes = changes }
}

extension StudyService {
    /// The memos in git, as the study now stands.
    func memosInGit() async throws(StudyError) -> MemoMemory {
        while !memos.isFilled {
            let start = memos.changes
            var found = memos
            for path in try await reader.files(below: "memos") where MemoText.owner(ofPath: path) != nil {
                if let bytes = try await reader.file(path) { found.add(bytes, at: path) }
            }
            guard memos.changes == start, !memos.isFilled else { continue }
            found.isFilled = true
            memos = found
        }
        return memos
    }
}
