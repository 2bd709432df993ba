/// All identifiers of a project, and all that refers to one.
struct References {
    /// What an identifier can belong to; the raw value is a word for people.
    enum Kind: String {
        case user, code, variable, source, note, selection, coding, link, set, graph, transcript
        case theCase = "case"
        case representation = "text of a source"
        case syncPoint = "synchronisation point"
        case vertex = "box of a graph"
        case edge = "line of a graph"
    }

    struct Reference {
        var element: String
        var owner: QDAGUID?
        var target: QDAGUID
        /// What it has to be; anything where this is empty.
        var expected: Set<Kind>
    }

    private(set) var identities: [(guid: QDAGUID, kind: Kind)] = []
    private(set) var references: [Reference] = []

    init(_ project: QDAProject) {
        add(project.stamp, "Project", nil)
        refer("NoteRef", nil, project.noteRefs, [.note])
        for user in project.users { own(user.guid, .user) }
        for code in project.codes { add(code) }
        for variable in project.variables { own(variable.guid, .variable) }
        for theCase in project.cases { add(theCase) }
        for source in project.sources { add(source) }
        for note in project.notes { add(note, "Note", .note) }
        for link in project.links { add(link) }
        for set in project.sets { add(set) }
        for graph in project.graphs { add(graph) }
    }

    init(_ codebook: QDACodebook) {
        for code in codebook.codes { add(code) }
        for set in codebook.sets { add(set) }
    }

    /// The identifiers that belong to more than one thing.
    var duplicates: [QDAGUID] {
        var seen: Set<QDAGUID> = []
        return identities.map(\.guid).filter { !seen.insert($0).inserted }
    }

    /// Adds what leads nowhere, or to something of another kind.
    func reportDangling(to report: inout QDAReport) {
        let kinds = Dictionary(identities.map { ($0.guid, $0.kind) }) { first, _ in first }
        for reference in references {
            guard let kind = kinds[reference.target] else {
                report.add(
                    .dangling, reference.element, reference.owner,
                    "it refers to \(reference.target), which isn't there")
                continue
            }
            if !reference.expected.isEmpty, !reference.expected.contains(kind) {
                report.add(
                    .dangling, reference.element, reference.owner,
                    "it refers to \(reference.target), which is a \(kind.rawValue)")
            }
        }
    }

    // MARK: - Walking

    private mutating func own(_ guid: QDAGUID, _ kind: Kind) { identities.append((guid, kind)) }

    private mutating func refer(
        _ element: String, _ owner: QDAGUID?, _ targets: [QDAGUID?], _ expected: Set<Kind>
    ) {
        for case let target? in targets {
            references.append(Reference(element: element, owner: owner, target: target, expected: expected))
        }
    }

    private mutating func add(_ stamp: QDAStamp, _ element: String, _ owner: QDAGUID?) {
        refer(element, owner, [stamp.creator, stamp.modifier], [.user])
    }

    private mutating func add(_ code: QDACode) {
        own(code.guid, .code)
        refer("NoteRef", code.guid, code.noteRefs, [.note])
        for child in code.children { add(child) }
    }

    private mutating func add(_ theCase: QDACase) {
        own(theCase.guid, .theCase)
        refer("CodeRef", theCase.guid, theCase.codeRefs, [.code])
        refer("VariableRef", theCase.guid, theCase.values.map(\.variable), [.variable])
        refer("SourceRef", theCase.guid, theCase.sourceRefs, [.source])
        refer("SelectionRef", theCase.guid, theCase.selectionRefs, [.selection])
    }

    private mutating func add(_ codings: [QDACoding]) {
        for coding in codings {
            own(coding.guid, .coding)
            refer("CodeRef", coding.guid, [coding.code], [.code])
            refer("Coding", coding.guid, [coding.creator], [.user])
            refer("NoteRef", coding.guid, coding.noteRefs, [.note])
        }
    }

    private mutating func add(_ text: QDAText) {
        for selection in text.selections {
            own(selection.guid, .selection)
            add(selection.stamp, "PlainTextSelection", selection.guid)
            add(selection.codings)
            refer("NoteRef", selection.guid, selection.noteRefs, [.note])
        }
    }

    private mutating func add(_ text: QDATextSource, _ element: String, _ kind: Kind) {
        own(text.guid, kind)
        add(text.stamp, element, text.guid)
        add(text.body)
        add(text.codings)
        refer("NoteRef", text.guid, text.noteRefs, [.note])
        refer("VariableRef", text.guid, text.values.map(\.variable), [.variable])
    }

    private mutating func add(_ source: QDASource) {
        own(source.guid, .source)
        add(source.stamp, "Source", source.guid)
        switch source.content {
        case .text(let text): add(text)
        case .pdf(let pdf):
            add(pdf.selections)
            if let text = pdf.representation { add(text, "Representation", .representation) }
        case .picture(let picture):
            add(picture.selections)
            if let text = picture.textDescription { add(text, "TextDescription", .representation) }
        case .audio(let recording), .video(let recording):
            for transcript in recording.transcripts { add(transcript) }
            add(recording.selections)
        }
        add(source.codings)
        refer("NoteRef", source.guid, source.noteRefs, [.note])
        refer("VariableRef", source.guid, source.values.map(\.variable), [.variable])
    }

    private mutating func add(_ selections: [QDARegionSelection]) {
        for selection in selections {
            own(selection.guid, .selection)
            add(selection.stamp, "Selection", selection.guid)
            add(selection.codings)
            refer("NoteRef", selection.guid, selection.noteRefs, [.note])
            if let text = selection.representation { add(text, "Representation", .representation) }
        }
    }

    private mutating func add(_ transcript: QDATranscript) {
        own(transcript.guid, .transcript)
        add(transcript.stamp, "Transcript", transcript.guid)
        add(transcript.body)
        for point in transcript.syncPoints { own(point.guid, .syncPoint) }
        for selection in transcript.selections {
            own(selection.guid, .selection)
            refer("TranscriptSelection", selection.guid, [selection.from, selection.to], [.syncPoint])
            add(selection.stamp, "TranscriptSelection", selection.guid)
            add(selection.codings)
            refer("NoteRef", selection.guid, selection.noteRefs, [.note])
        }
        refer("NoteRef", transcript.guid, transcript.noteRefs, [.note])
    }

    private mutating func add(_ link: QDALink) {
        own(link.guid, .link)
        refer("Link", link.guid, [link.origin, link.target], [])
        refer("NoteRef", link.guid, link.noteRefs, [.note])
    }

    private mutating func add(_ set: QDASet) {
        own(set.guid, .set)
        refer("MemberCode", set.guid, set.codes, [.code])
        refer("MemberSource", set.guid, set.sources, [.source])
        refer("MemberNote", set.guid, set.notes, [.note])
    }

    private mutating func add(_ graph: QDAGraph) {
        own(graph.guid, .graph)
        for vertex in graph.vertices {
            own(vertex.guid, .vertex)
            refer("Vertex", vertex.guid, [vertex.represented], [])
        }
        for edge in graph.edges {
            own(edge.guid, .edge)
            refer("Edge", edge.guid, [edge.represented], [])
            refer("Edge", edge.guid, [edge.source, edge.target], [.vertex])
        }
    }
}
