internal import Intake
internal import Reports
internal import StudyArchive
package import StudyModel

/// What a pack is written as.
package enum PackFormat: String, Sendable {
    case html
    case docx
}

extension StudyService {
    /// What a participant is given to look through.
    ///
    /// - Returns: a name for the file, and its bytes.
    /// - Throws: `participant.not_found`; `names.found` where a known name would go out with it, `vault.locked` while
    ///   nobody can tell; `import.unsupported` for a docx on a machine without pandoc.
    package func pack(
        for text: String, as format: PackFormat
    ) async throws(StudyError) -> (name: String, bytes: [UInt8]) {
        let held = try await everything(about: text)
        let handle = held.participant.handle
        let name = "\(handle.rawValue)-\(surroundings.now.day.rawValue).\(format.rawValue)"
        let html = pack(of: held).html
        try await requireNoNames(in: Array(html.utf8), of: name)
        switch format {
        case .html: return (name, Array(html.utf8))
        case .docx:
            let tools = await Toolbox.tools(workingIn: "\(path)/.rir")
            return (name, try await tools.docx(fromHTML: Array(html.utf8)))
        }
    }

    private func pack(of held: HeldAbout) -> ParticipantPack {
        let participant = held.participant
        let labels = archive.description.attributes
        return ParticipantPack(
            study: title, handle: participant.handle, made: surroundings.now.day,
            attributes: participant.attributes.sorted { $0.key < $1.key }.map { name, value in
                let label = labels[name]?.label ?? ""
                return (label.isEmpty ? name : label, value.words)
            },
            consent: ConsentPurpose.allCases.map {
                ($0, (participant.consent[$0] ?? .neverAsked).sentence)
            },
            sources: held.records.map { entry in
                .init(
                    id: entry.record.id, kind: entry.record.kind, day: entry.record.date,
                    title: entry.record.title, takesPart: entry.takesPart,
                    passages: held.passages.filter { $0.record == entry.record.id }.map {
                        ($0.text, $0.isOwn)
                    })
            }, answers: held.answers.count, originals: held.originals)
    }
}

extension ConsentState {
    /// As a participant reads it.
    fileprivate var sentence: String {
        switch self {
        case .granted(let event): "Yes, since \(event.at.day.rawValue)"
        case .refused(let event): "No, since \(event.at.day.rawValue)"
        case .withdrawn(let event): "You withdrew on \(event.at.day.rawValue)"
        case .expired(let event): "Your agreement of \(event.at.day.rawValue) has run out"
        case .neverAsked: "You were not asked yet"
        }
    }
}
