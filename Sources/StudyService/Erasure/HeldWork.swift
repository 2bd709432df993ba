internal import StudyArchive
internal import StudyModel

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// What leaves this copy's history with somebody's erasure and is written again behind it: the file `.rir/held`.
///
/// It is there before history is replaced and until all of it stands in the new one, so that a kill in between loses nothing. It
/// is free of the words that were erased.
private struct HeldWork: Codable {
    struct File: Codable {
        var path: String
        var base: String?
        var ours: String
    }

    var erasures: [String]
    /// Leaves of this device's own that nothing opens any more.
    var lost: [String]
    /// The files of records.
    var records: [String]
    var files: [File]
}

extension StudyService {
    /// Holds back what quotes somebody who is erased, without them.
    ///
    /// - Throws: `storage.full`, `storage.failed`; nothing is changed then.
    func hold(
        records: [Record], files: [UnsentFile], without words: [ErasedWords], lost: [LeafRange],
        for erasures: [Erasure]
    ) throws(StudyError) {
        func clean(_ bytes: [UInt8]) -> String {
            words.reduce(String(decoding: bytes, as: UTF8.self)) { $1.withheld(in: $0) }
        }
        let held = HeldWork(
            erasures: erasures.map(\.id.rawValue), lost: lost.map(\.text),
            records: records.map { FrontMatter.text(of: $0.withheld(words)) },
            files: files.map { .init(path: $0.path, base: $0.base.map(clean), ours: clean($0.ours)) }
                // What names or quotes them still stays away.
                .filter { file in !words.contains { $0.stand(in: Array(file.ours.utf8)) } })
        do { try archive.folder.hold(Array(JSONEncoder().encode(held))) } catch let error as StudyError {
            throw error
        } catch {
            throw StudyError(.storageFailed, "What is held back could not be written.", cause: error)
        }
    }

    /// Leaves of this device's own that were lost with an erasure which was cut short.
    var heldLost: [LeafRange] { held?.lost.compactMap { LeafRange($0) } ?? [] }

    private var held: HeldWork? {
        archive.folder.held.flatMap { try? JSONDecoder().decode(HeldWork.self, from: Data($0)) }
    }

    /// Writes again what was held back, and lets go of it; of an erasure that did not come to be, it only lets go.
    ///
    /// For use inside ``writing(_:)``. Repeating it is safe.
    func bringBackHeld() async throws(StudyError) {
        guard archive.folder.held != nil else { return }
        if let held, Set(held.erasures).isSubset(of: try await erasures().map(\.id.rawValue)) {
            try await bringBack(held.records.compactMap { RecordReader.record(from: Array($0.utf8)) })
            try await bringBack(
                held.files.map {
                    UnsentFile(path: $0.path, base: $0.base.map { Array($0.utf8) }, ours: Array($0.ours.utf8))
                })
        }
        try archive.folder.hold(nil)
    }

    /// Writes records that quoted what was erased again, without it: they are this copy's own work.
    private func bringBack(_ records: [Record]) async throws(StudyError) {
        var operation = ArchiveOperation(
            id: surroundings.operationID(), act: .edit, by: archive.member, at: surroundings.now)
        for record in records {
            var next = record
            let now = try await reader.file(record.id.path).flatMap { RecordReader.record(from: $0) }
            if now?.body == next.body, now?.title == next.title { continue }
            next.advance(
                from: max(record.version, now?.version ?? 0), by: archive.member, at: operation.at,
                nonce: surroundings.nonce())
            operation.records.append(
                .init(
                    id: next.id, version: next.version, change: now == nil ? .created : .edited, record: next)
            )
        }
        if !operation.records.isEmpty { _ = try await commit([operation])[0].get() }
    }
}
