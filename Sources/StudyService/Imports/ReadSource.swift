internal import StudyArchive
internal import StudyModel

/// One source of a file, before and behind the door.
struct ReadSource: Sendable {
    /// As it came.
    var origin: RecordDraft
    /// With known names replaced.
    var draft: RecordDraft
    var admission: Admission
    /// The id it got in the inbox.
    var id: RecordID?
    /// Who brought it, and when, where it waited in the inbox since.
    var received: Provenance?

    /// The sealed original that it has from the inbox, where its commitment is not in the log yet.
    var original: String?

    /// What the vault keeps of its words; nothing where none was replaced.
    func witness(of file: ImportFile, digest: String) -> Witness? {
        guard case .passed(let passage) = admission, !passage.replaced.isEmpty else { return nil }
        // A note has no file whose original is kept.
        if file.path.isEmpty { return Witness(passage, of: origin) }
        return Witness(replaced: passage.replaced, digest: digest)
    }
}

/// Takes sources through the door, many at once.
struct Doorkeeper: Sendable {
    let policy: NamePolicy
    /// `nil` while the vault is locked, and where the study leaves names alone.
    let door: Door?
    let cleared: Bool

    func admit(_ draft: RecordDraft) async -> ReadSource {
        if policy == .off { return ReadSource(origin: draft, draft: draft, admission: .asItIs) }
        let admission = await StudyService.admit(draft, by: door, cleared: cleared)
        switch admission {
        case .passed(let passage), .waits(_, let passage?):
            return ReadSource(origin: draft, draft: passage.draft, admission: admission)
        case .asItIs, .waits(_, nil):
            return ReadSource(origin: draft, draft: draft, admission: admission)
        }
    }
}

extension StudyService {
    func doorkeeper(cleared: Bool) async throws(StudyError) -> Doorkeeper {
        let door = namePolicy == .off ? nil : try await door()
        return Doorkeeper(policy: namePolicy, door: door, cleared: cleared)
    }
}

extension RecordDraft {
    /// The draft with what the file and the person say of its day and title.
    func prepared(of file: ImportFile) -> RecordDraft {
        var draft = self
        if day == nil, let modified = file.modified {
            draft.day = modified.day
            draft.details[ContentDigest.dateSourceKey] = .text("file")
        }
        let told = file.overrides
        if told.title != nil {
            draft.details[ContentDigest.titleSourceKey] = .text("told")
        } else if guesses.contains(where: { $0.field == "title" && $0.basis == "the file's name" }) {
            draft.details[ContentDigest.titleSourceKey] = .text("file")
        }
        if told.day != nil { draft.details[ContentDigest.dateSourceKey] = .text("told") }
        if day == nil {
            let basis = file.modified == nil ? "today" : "when the file was last changed"
            draft.guesses.append(.init(field: "date", basis: basis, certainty: .unsure))
        }
        draft.parts = parts.map { $0.prepared(of: file) }
        return draft
    }
}
