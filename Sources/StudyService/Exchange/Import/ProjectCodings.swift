internal import CodingLogic
internal import REFIQDA
internal import StudyModel

/// One coding of a project on the text as the file has it, and who made it.
struct ProjectCoding: Sendable {
    var coder: CoderID
    var coding: Coding
}

/// Makes codings of selections.
struct ProjectCodings: Sendable {
    private(set) var losses = ProjectLosses()
    private let codes: ProjectCodes
    private let notes: [QDAGUID: String]
    /// Notes that became comments.
    private(set) var used: Set<QDAGUID> = []
    private let now: Timestamp
    private let newID: @Sendable () -> CodingID

    init(
        _ project: QDAProject, _ codes: ProjectCodes, at now: Timestamp,
        newID: @escaping @Sendable () -> CodingID
    ) {
        self.codes = codes
        notes = Dictionary(
            project.notes.compactMap { note in note.body.text.map { (note.guid, $0) } }
        ) { first, _ in first }
        self.now = now
        self.newID = newID
    }

    /// The codings of one text that the study does not know yet.
    ///
    /// - Parameters:
    ///   - known: identifiers of codings that are there already.
    ///   - coder: finds who made one.
    mutating func codings(
        of text: ProjectText, known: Set<QDAGUID>, coder: (QDAGUID?) -> CoderID
    ) -> (made: [ProjectCoding], held: Int) {
        let scalars = Array(text.body.unicodeScalars)
        var made: [ProjectCoding] = []
        var held = 0
        func add(_ entry: QDACoding, _ selection: QDASelection?) {
            if known.contains(entry.guid) {
                held += 1
                used.formUnion(entry.noteRefs + (selection?.noteRefs ?? []))
                return
            }
            guard let code = codes.byGUID[entry.code] else {
                return losses.leave(1, "coding with a code that the file does not have")
            }
            var anchor: Anchor?
            if let selection {
                anchor = Anchor(selection.span, in: scalars)
                if anchor == nil { return losses.leave(1, "coding of no text, or outside of its text") }
            }
            let creator = entry.creator ?? selection?.stamp.creator ?? text.stamp.creator
            var coding = Coding(
                id: newID(), code: code, anchor: anchor, version: 1, sha256: "",
                revision: codes.revision(of: code), origin: .import, at: moment(entry, selection, text))
            coding.comment = comment(entry, selection)
            coding.guid = entry.guid.description
            made.append(ProjectCoding(coder: coder(creator), coding: coding))
        }
        for entry in text.codings { add(entry, nil) }
        for selection in text.selections {
            if selection.codings.isEmpty { losses.count("selection without a code") }
            for entry in selection.codings { add(entry, selection) }
        }
        return (made, held)
    }

    private func moment(_ entry: QDACoding, _ selection: QDASelection?, _ text: ProjectText) -> Timestamp {
        let moments = [entry.created, selection?.stamp.created, text.stamp.created]
        return moments.lazy.compactMap { $0.flatMap { Timestamp($0) } }.first ?? now
    }

    /// What is noted about the selection, then the notes about it and its coding.
    private mutating func comment(_ entry: QDACoding, _ selection: QDASelection?) -> String? {
        var parts = [selection?.description ?? ""].filter { !$0.isEmpty }
        for guid in (selection?.noteRefs ?? []) + entry.noteRefs {
            used.insert(guid)
            // Some programs copy a note into the description.
            guard let note = notes[guid], !note.isEmpty, !parts.contains(where: { $0.contains(note) }) else {
                continue
            }
            parts.append(note)
        }
        return parts.isEmpty ? nil : parts.joined(separator: "\n\n")
    }
}

extension ProjectDoor {
    /// Leads codings from the text of a file to the record's.
    ///
    /// - Returns: the codings that found a place, and how many did not.
    mutating func led(
        _ made: [ProjectCoding], from source: String, passed: String, to record: Record, sha256: String
    ) -> (codings: [ProjectCoding], lost: Int) {
        var codings = made.map(\.coding)
        if passed != source {
            let door = self
            codings =
                CodingAnchors.reanchored(
                    codings, from: source, to: passed, version: record.version, sha256: sha256,
                    isRenaming: true, replacingNames: { door.replacing($0) }
                ).codings
        }
        if record.body != passed {
            codings =
                CodingAnchors.reanchored(
                    codings, from: passed, to: record.body, version: record.version, sha256: sha256
                ).codings
        }
        var led: [ProjectCoding] = []
        for (entry, coding) in zip(made, codings) where coding.state != .lost {
            var coding = coding
            (coding.version, coding.sha256) = (record.version, sha256)
            coding.comment = coding.comment.map { text($0) }
            coding.was = coding.was.map { text($0) }
            led.append(ProjectCoding(coder: entry.coder, coding: coding))
        }
        return (led, made.count - led.count)
    }
}
