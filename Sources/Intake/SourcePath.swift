import StudyModel

/// What a path says about a file, without opening it.
struct SourcePath {
    let full: String
    let fileName: String
    /// In lower case, without the dot; empty where there is none.
    let fileExtension: String
    /// The file name without its extension.
    let stem: String
    /// The two nearest folders in lower case, the nearest first.
    let folders: [String]

    init(_ path: String) {
        full = path
        let parts = path.split(whereSeparator: { $0 == "/" || $0 == "\\" })
        fileName = String(parts.last ?? "")
        folders = parts.dropLast().suffix(2).reversed().map { $0.lowercased() }
        let dot = fileName.lastIndex(of: ".")
        if let dot, dot > fileName.startIndex, Self.isExtension(fileName[fileName.index(after: dot)...]) {
            fileExtension = fileName[fileName.index(after: dot)...].lowercased()
            stem = String(fileName[..<dot])
        } else {
            fileExtension = ""
            stem = fileName
        }
    }

    private static func isExtension(_ text: Substring) -> Bool {
        (1...9).contains(text.utf8.count)
            && text.utf8.allSatisfy { Ascii.isLetter($0) || Ascii.isDigit($0) }
            && text.utf8.contains(where: Ascii.isLetter)
    }

    /// A name as Maildir gives it: `1382298775.002830:2,S`, or a file in a folder `cur` or `new`.
    ///
    /// Source: https://cr.yp.to/proto/maildir.html.
    var isMaildirName: Bool {
        if let folder = folders.first, folder == "cur" || folder == "new" { return true }
        return MaildirName.flags(of: fileName) != nil
    }

    /// The kind that the nearest telling folder or the file's own name gives.
    var kind: RecordKind? { folderKind ?? nameKind }

    var kindIsFolders: Bool { folderKind != nil }

    private var folderKind: RecordKind? {
        for folder in folders {
            if let kind = Self.kinds[folder.replacing("_", with: "-").replacing(" ", with: "-")] {
                return kind
            }
        }
        return nil
    }

    private var nameKind: RecordKind? {
        let words = stem.lowercased().split(whereSeparator: { !$0.isLetter })
        return words.lazy.compactMap { Self.nameWords[String($0)] }.first
    }

    /// The day in the file's name, `2020-04-15` or `20200415`; also behind the `GMT` that Zoom puts before it.
    var day: CalendarDay? {
        let name = stem.hasPrefix("GMT2") ? stem.dropFirst(3) : stem[...]
        return WrittenDate.first(in: Array(name.utf8), numericOnly: true)?.day
    }

    private static let kinds: [String: RecordKind] = [
        "minutes": .minutes, "meetings": .minutes,
        "meeting-notes": .meetingNote, "meeting-note": .meetingNote,
        "interviews": .interview, "interview": .interview, "transcripts": .interview,
        "conversations": .conversation, "conversation": .conversation, "chats": .conversation,
        "emails": .email, "email": .email, "mail": .email, "mails": .email,
        "reports": .report, "report": .report,
        "notes": .fieldNote, "field-notes": .fieldNote, "fieldnotes": .fieldNote, "field-note": .fieldNote,
        "surveys": .surveyResponse, "survey-responses": .surveyResponse, "survey-response": .surveyResponse,
    ]
    private static let nameWords: [String: RecordKind] = [
        "minutes": .minutes, "interview": .interview, "transcript": .interview, "fieldnote": .fieldNote,
        "fieldnotes": .fieldNote, "report": .report, "conversation": .conversation,
    ]
}
