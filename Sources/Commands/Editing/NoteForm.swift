import StudyClient
import StudyModel

/// One of a study's forms for notes: `notes/<name>.md`, which the team may change.
struct NoteForm {
    let template: NoteTemplate
    /// A form for meetings makes a meeting note.
    let kind: RecordKind?

    /// - Throws: `template.unknown`, naming those there are.
    init(named name: String, study: String) throws(StudyError) {
        let isName = !name.isEmpty && name.utf8.allSatisfy { $0 != UInt8(ascii: "/") && $0 != 0 }
        let path = "\(study)/notes/\(name).md"
        guard isName, !name.hasPrefix("."), Paths.kind(of: path, following: false) == .file else {
            let known = SourceFiles(["\(study)/notes"]).paths.compactMap { path in
                path.split(separator: "/").last.flatMap { $0.hasSuffix(".md") ? String($0.dropLast(3)) : nil }
            }
            throw StudyError(
                .templateUnknown, "This study has no form '\(name)' for notes.",
                hint: known.isEmpty
                    ? "Put one into the study's folder 'notes', such as notes/observation.md."
                    : "The forms are: \(known.joined(separator: ", ")).")
        }
        template = NoteTemplate(String(decoding: try SourceBytes.read(path).bytes, as: UTF8.self))
        kind = name == "meeting" ? .meetingNote : nil
    }
}
