internal import REFIQDA
internal import StudyModel

/// One text of a project that can become a record, with everything that was said of it.
struct ProjectText: Sendable {
    /// What the study knows it by.
    var guid: QDAGUID
    /// What cases may call it: its source, where it is the text of a PDF or a recording.
    var source: QDAGUID
    var name: String?
    var stamp: QDAStamp
    /// Ends with a line feed, as bodies of records do.
    var body: String
    var selections: [QDASelection]
    /// The codes of the text as a whole.
    var codings: [QDACoding]
    var values: [QDAVariableValue]

    /// Those of the text as a whole, and of its selections.
    var allCodings: [QDACoding] { codings + selections.flatMap(\.codings) }
}

/// The texts of a project, and what of its sources can't become a record.
struct ProjectTexts: Sendable {
    private(set) var texts: [ProjectText] = []
    private(set) var losses = ProjectLosses()

    init(_ project: QDAProject) {
        for source in project.sources { add(source) }
    }

    private mutating func add(_ source: QDASource) {
        if source.description?.isEmpty == false { losses.count("description of a source") }
        switch source.content {
        case .text(let text):
            add(text, source, codings: source.codings)
            if text.richText != nil { losses.count("formatted copy of a text (it is in the file)") }
        case .pdf(let pdf):
            losses.regions(pdf.selections, "page of a PDF")
            losses.count("PDF (its text becomes the record; the PDF is in the file)")
            add(pdf.representation, source)
        case .picture(let picture):
            losses.regions(picture.selections, "part of a picture")
            losses.count("picture")
            add(picture.textDescription, source)
        case .audio(let recording), .video(let recording): add(recording, source)
        }
    }

    private mutating func add(_ text: QDATextSource?, _ source: QDASource) {
        guard let text else { return losses.codings(source.codings, "source without a text") }
        add(text.body, source, codings: source.codings + text.codings, values: text.values)
    }

    private mutating func add(_ recording: QDARecording, _ source: QDASource) {
        losses.regions(recording.selections, "time of a recording")
        losses.count("recording")
        if recording.transcripts.isEmpty { losses.codings(source.codings, "source without a text") }
        for (number, transcript) in recording.transcripts.enumerated() {
            var body = transcript.body
            body.selections += Self.selections(of: transcript, &losses)
            add(
                body, source, guid: transcript.guid, name: transcript.name,
                codings: number == 0 ? source.codings : [])
        }
    }

    /// Selections of a transcript whose times have places in the text.
    private static func selections(
        of transcript: QDATranscript, _ losses: inout ProjectLosses
    ) -> [QDASelection] {
        let places = Dictionary(
            transcript.syncPoints.compactMap { point in point.position.map { (point.guid, $0) } }
        ) { first, _ in first }
        return transcript.selections.compactMap { selection in
            guard let from = selection.from.flatMap({ places[$0] }),
                let to = selection.to.flatMap({ places[$0] }), from < to
            else {
                losses.codings(selection.codings, "time of a recording")
                return nil
            }
            return QDASelection(
                guid: selection.guid, span: from..<to, name: selection.name,
                description: selection.description, stamp: selection.stamp, codings: selection.codings,
                noteRefs: selection.noteRefs)
        }
    }

    private mutating func add(
        _ text: QDAText, _ source: QDASource, guid: QDAGUID? = nil, name: String? = nil,
        codings: [QDACoding], values: [QDAVariableValue] = []
    ) {
        guard let body = text.text, body.utf8.contains(where: { $0 > 0x20 }),
            body.utf8.count < Record.largestBody
        else {
            losses.count("source without a text, or with one larger than 16 MiB")
            return losses.codings(codings + text.selections.flatMap(\.codings), "source without a text")
        }
        texts.append(
            ProjectText(
                guid: guid ?? source.guid, source: source.guid, name: name ?? source.name,
                stamp: source.stamp, body: body.utf8.last == 0x0A ? body : body + "\n",
                selections: text.selections, codings: codings, values: source.values + values))
    }
}

/// What of a project has no place in the study: counted, without any words of it.
struct ProjectLosses: Sendable {
    private var counts: [(what: String, count: Int)] = []
    private var others: [String] = []
    /// How many codings were left out.
    private(set) var codings = 0

    /// Adds things of a kind, said in the singular.
    mutating func count(_ what: String, _ count: Int = 1) {
        guard count > 0 else { return }
        if let place = counts.firstIndex(where: { $0.what == what }) {
            counts[place].count += count
        } else {
            counts.append((what, count))
        }
    }

    mutating func say(_ sentence: String) {
        if !others.contains(sentence) { others.append(sentence) }
    }

    mutating func codings(_ codings: [QDACoding], _ place: String) {
        leave(codings.count, "coding of a \(place)")
    }

    /// Adds codings that are left out.
    mutating func leave(_ count: Int, _ what: String) {
        codings += count
        self.count(what, count)
    }

    mutating func regions(_ regions: [QDARegionSelection], _ place: String) {
        codings(regions.flatMap(\.codings), place)
        count("selection without a code", regions.count { $0.codings.isEmpty })
    }

    var sentences: [String] {
        counts.map { "discarded: \($0.count) x \($0.what)" } + others
    }
}
