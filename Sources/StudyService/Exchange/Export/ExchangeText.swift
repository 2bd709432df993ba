internal import CodingLogic
internal import REFIQDA
internal import StudyModel

/// A record with its codings as a text of a project.
struct ExchangeText: Sendable {
    var record: Record
    /// Everybody's codings that stand in its text.
    var codings: [CoderID: [Coding]]

    private(set) var guid: QDAGUID

    init(_ record: Record, _ codings: [CoderID: [Coding]]) {
        self.record = record
        self.codings = codings
        guid = ExchangeGUID.of(record)
        normalise()
    }

    /// Brings a body with line ends of other systems, which only an editor can have left, into the form of the files.
    private mutating func normalise() {
        let body = QDAText.normalised(record.body)
        guard body != record.body else { return }
        for (coder, own) in codings {
            codings[coder] =
                CodingAnchors.reanchored(
                    own, from: record.body, to: body, version: record.version, sha256: ""
                ).codings.filter { $0.state != .lost }
        }
        record.body = body
    }

    /// How many words of a quotation stand in a selection's name.
    private static let nameLength = 60

    /// The record as a source, its codings each as a selection of its own.
    func source(
        named name: String, _ codebook: Codebook, _ users: ExchangeUsers, _ notes: inout [QDANote]
    ) -> QDASource {
        let created = record.details.text(ExchangeGUID.createdKey).flatMap { QDADateTime($0) }
        let creator = record.details.text(ExchangeGUID.userKey).flatMap { QDAGUID($0) }
        let stamp = QDAStamp(
            creator: creator ?? users.user(CoderID(record.captured.by)).guid,
            created: created ?? record.captured.at.exchanged)
        var whole: [QDACoding] = []
        var selections: [QDASelection] = []
        for (coder, coding) in sorted {
            guard let code = codebook[coding.code]?.code else { continue }
            let user = users.user(coder).guid
            var entry = QDACoding(
                guid: ExchangeGUID.of(coding), code: ExchangeGUID.of(code), creator: user,
                created: coding.at.exchanged)
            if let anchor = coding.anchor {
                selections.append(Self.selection(anchor, coding, entry))
            } else {
                if let note = Self.note(coding, entry) {
                    entry.noteRefs = [note.guid]
                    notes.append(note)
                }
                whole.append(entry)
            }
        }
        return QDASource(
            guid: guid, name: name, stamp: stamp,
            content: .text(QDAText(record.body, selections: selections)), codings: whole, values: values)
    }

    private static func selection(_ anchor: Anchor, _ coding: Coding, _ entry: QDACoding) -> QDASelection {
        QDASelection(
            guid: ExchangeGUID.of("selection", entry.guid.description), span: anchor.span,
            name: name(of: anchor.quote), description: comment(coding),
            stamp: QDAStamp(creator: entry.creator, created: entry.created), codings: [entry])
    }

    /// How the quotation begins, in one line.
    private static func name(of quote: String) -> String {
        let line = quote.split { $0.isWhitespace || $0.isNewline }.joined(separator: " ")
        return line.count <= nameLength ? line : String(line.prefix(nameLength)) + "…"
    }

    /// What is noted about a coding of the record as a whole, which has no selection to say it.
    private static func note(_ coding: Coding, _ entry: QDACoding) -> QDANote? {
        guard let comment = comment(coding) else { return nil }
        let guid = ExchangeGUID.of("comment", entry.guid.description)
        return QDANote(
            guid: guid, name: guid.description,
            stamp: QDAStamp(creator: entry.creator, created: entry.created), body: QDAText(comment))
    }

    private static func comment(_ coding: Coding) -> String? {
        let text = coding.comment.map { QDAText.normalised($0) } ?? ""
        return text.isEmpty ? nil : text
    }

    /// In the order of the text; what stands on the same words, by identifier.
    private var sorted: [(CoderID, Coding)] {
        codings.flatMap { coder, own in own.map { (coder, $0) } }.sorted { left, right in
            let (a, b) = (left.1.anchor?.span ?? 0..<0, right.1.anchor?.span ?? 0..<0)
            return (a.lowerBound, a.upperBound, ExchangeGUID.of(left.1))
                < (b.lowerBound, b.upperBound, ExchangeGUID.of(right.1))
        }
    }

    private var values: [QDAVariableValue] {
        [
            QDAVariableValue(variable: ExchangeGUID.kindVariable, value: .text(record.kind.rawValue)),
            QDAVariableValue(
                variable: ExchangeGUID.dateVariable, value: QDADate(record.day.rawValue).map { .date($0) }),
        ]
    }

    static let variables = [
        QDAVariable(
            guid: ExchangeGUID.kindVariable, name: "kind", kind: .text,
            description: "What kind of source it is"),
        QDAVariable(
            guid: ExchangeGUID.dateVariable, name: "date", kind: .date, description: "The day it belongs to"),
    ]
}
