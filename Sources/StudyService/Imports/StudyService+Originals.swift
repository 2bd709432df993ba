internal import StudyArchive
internal import StudyModel
internal import Vault

/// The sealed originals of a batch of files.
struct BatchOriginals: Sendable {
    /// Commitments that go to the log with the batch.
    var logged: [String] = []
    /// By the number of the file, the original's id.
    var ids: [Int: String] = [:]

    /// A source for the inbox with the original of its file.
    func holding(_ source: HeldSource, file: Int) -> HeldSource {
        var source = source
        source.original = ids[file]
        return source
    }
}

extension StudyService {
    /// Seals the files that something new came of, each once, before anything of it is written.
    func sealOriginals(
        of readings: [ImportRun.Reading], _ sorting: ImportSorting, in operation: OperationID
    ) async throws(StudyError) -> BatchOriginals {
        var originals = BatchOriginals()
        guard namePolicy != .off else { return originals }
        var batch = VaultBatch()
        let created = Dictionary(grouping: sorting.created, by: \.file)
        let waiting = Dictionary(grouping: sorting.waiting, by: \.file)
        for (number, reading) in readings.enumerated() {
            let made = created[number, default: []].map(\.record.id)
            let held = waiting[number, default: []].map(\.source.id)
            guard !(made.isEmpty && held.isEmpty) else { continue }
            if reading.file.bytes.isEmpty {
                try await logOriginals(of: reading, to: &originals, &batch)
                continue
            }
            let original = SealedOriginal(
                name: reading.file.path, records: made + held, salt: surroundings.nonce(),
                bytes: reading.file.bytes)
            let id = sealedID(operation)
            try batch.add(original, id: id, at: surroundings.now, isLogged: !made.isEmpty)
            originals.ids[number] = id
            if !made.isEmpty { originals.logged.append(original.commitment) }
        }
        try await keep(batch)
        return originals
    }

    /// A source from the inbox has its original sealed already; its commitment goes to the log once.
    private func logOriginals(
        of reading: ImportRun.Reading, to originals: inout BatchOriginals, _ batch: inout VaultBatch
    ) async throws(StudyError) {
        guard case .success(let sources) = reading.result else { return }
        for id in sources.compactMap(\.original) {
            guard let bytes = vault.note(.originals, id) else { continue }
            var note: OriginalNote = try SealedJSON.value(of: bytes)
            guard !note.isLogged else { continue }
            note.isLogged = true
            originals.logged.append(note.commitment)
            batch.notes.append((.originals, id, try SealedJSON.bytes(of: note)))
        }
    }
}
