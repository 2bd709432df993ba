@testable import REFIQDA

/// Makes projects of everything that the format can hold.
struct RandomProject {
    private var random: SeededGenerator
    /// Whether nothing is left out that writing would add, and nothing is there that it would change.
    private let isComplete: Bool
    private var number = 0
    private var users: [QDAGUID] = []
    private var codes: [QDAGUID] = []
    private var variables: [QDAGUID] = []
    private var notes: [QDAGUID] = []

    init(seed: UInt64, isComplete: Bool) {
        random = SeededGenerator(seed)
        self.isComplete = isComplete
    }

    mutating func project() -> QDAProject {
        users = many(1...3) { $0.guid() }
        codes = many(1...6) { $0.guid() }
        variables = many(1...6) { $0.guid() }
        notes = many(1...4) { $0.guid() }
        var project = QDAProject(
            name: text(), origin: isComplete ? "tests" : maybe { $0.text() },
            description: maybe { $0.text() },
            stamp: stamp(), basePath: isComplete ? "" : nil)
        project.users = users.map { QDAUser(guid: $0, name: maybe { $0.text() }, id: maybe { $0.text() }) }
        project.codes = codeTree()
        project.variables = zip(variables, QDAVariable.Kind.allCases).map { guid, kind in
            QDAVariable(guid: guid, name: text(), kind: kind, description: maybe { $0.text() })
        }
        variables = project.variables.map(\.guid)
        project.notes = notes.map { textSource($0) }
        project.sources = many(0...5) { $0.source() }
        let selections = project.selections.map(\.guid)
        project.cases = many(0...3) { $0.theCase(project.sources.map(\.guid), selections) }
        project.links = many(0...3) { $0.link(selections) }
        project.sets = many(0...3) { maker in
            QDASet(
                guid: maker.guid(), name: maker.text(), description: maker.maybe { $0.text() },
                codes: maker.some(maker.codes), sources: maker.some(project.sources.map(\.guid)),
                notes: maker.some(maker.notes))
        }
        project.graphs = many(0...2) { $0.graph() }
        project.noteRefs = some(notes)
        return project
    }

    // MARK: - Small things

    private mutating func guid() -> QDAGUID {
        number += 1
        return QDAGUID(namespace: .zero, name: "\(random.next())")
    }

    private mutating func many<T>(_ range: ClosedRange<Int>, _ make: (inout RandomProject) -> T) -> [T] {
        (0..<Int.random(in: range, using: &random)).map { _ in make(&self) }
    }

    private mutating func maybe<T>(_ make: (inout RandomProject) -> T) -> T? {
        Bool.random(using: &random) ? make(&self) : nil
    }

    private mutating func some(_ guids: [QDAGUID]) -> [QDAGUID] {
        guids.filter { _ in Bool.random(using: &random) }
    }

    private mutating func choice<T>(_ items: [T], or other: T) -> T {
        items.randomElement(using: &random) ?? other
    }

    /// Words of many scripts, with emoji, combining marks, line feeds, markup and blanks in odd places.
    private mutating func text(_ words: ClosedRange<Int> = 0...8) -> String {
        let pieces = [
            "shop", "größer", "naïve", "e\u{301}clair", "שלום", "مرحبا", "👩‍👩‍👧", "😀", "𝒳", "日本語", "<b>", "&amp;",
            "]]>",
            "\"", "'", "\n", "\r", "\r\n", "\t", "  ", ".", "…", "\u{202E}", "\u{FEFF}x",
        ]
        let chosen = many(words) { $0.choice(pieces, or: "") }
        let joined = chosen.joined(separator: Bool.random(using: &random) ? " " : "")
        return joined.unicodeScalars.first == "\u{FEFF}" ? "a" + joined : joined
    }

    private mutating func uniqueText() -> String {
        number += 1
        return text() + " \(number)"
    }

    private mutating func moment() -> QDADateTime {
        QDADateTime(secondsSince1970: Int.random(in: -5_000_000_000...9_000_000_000, using: &random))
            ?? .epoch
    }

    private mutating func stamp() -> QDAStamp {
        QDAStamp(
            creator: isComplete ? users.first : maybe { $0.choice($0.users, or: .zero) },
            created: isComplete ? moment() : maybe { $0.moment() },
            modifier: maybe { $0.choice($0.users, or: .zero) },
            modified: maybe { $0.moment() })
    }

    private mutating func colour() -> QDAColour? {
        maybe {
            QDAColour("#" + String(UInt32.random(in: 0x100000...0xFFFFFF, using: &$0.random), radix: 16))
        } ?? nil
    }

    private mutating func codeTree() -> [QDACode] {
        var tree: [QDACode] = []
        for guid in codes {
            var code = QDACode(
                guid: guid, name: isComplete ? uniqueText() : text(), isCodable: Bool.random(using: &random),
                colour: colour(), description: maybe { $0.text() }, noteRefs: some(notes))
            if Bool.random(using: &random) {
                code.children = tree
                tree = []
            }
            tree.append(code)
        }
        return tree
    }

    private mutating func value(_ variable: QDAGUID) -> QDAVariableValue {
        let values: [QDAVariableValue.Value?] = [
            .text(text()), .boolean(Bool.random(using: &random)),
            .integer(Int.random(in: -9...9, using: &random)),
            QDADecimal(plain: Double.random(in: -1...1, using: &random)).map { .decimal($0) },
            QDADate("2026-02-28").map { .date($0) }, .dateTime(moment()), nil,
        ]
        return QDAVariableValue(variable: variable, value: choice(values, or: nil))
    }

    private mutating func values() -> [QDAVariableValue] { some(variables).map { value($0) } }

    // MARK: - Texts

    private mutating func codings(_ creator: QDAGUID?) -> [QDACoding] {
        let most = isComplete ? 1 : 3
        return many(0...most) { maker in
            QDACoding(
                guid: maker.guid(), code: maker.choice(maker.codes, or: .zero),
                creator: maker.isComplete ? creator : maker.maybe { $0.choice($0.users, or: .zero) },
                created: maker.isComplete ? maker.moment() : maker.maybe { $0.moment() },
                noteRefs: maker.some(maker.notes))
        }
    }

    private mutating func span(in count: Int) -> Range<Int> {
        let ends = [Int.random(in: 0...count, using: &random), Int.random(in: 0...count, using: &random)]
            .sorted()
        return ends[0]..<ends[1]
    }

    private mutating func body(hasSelections: Bool = true) -> QDAText {
        let text = QDAText.normalised(text(0...40))
        let count = text.unicodeScalars.count
        return QDAText(
            text,
            richText: maybe { QDAFile([1, 2, UInt8.random(in: 0...9, using: &$0.random)], ending: "docx") },
            selections: hasSelections ? many(0...5) { $0.selection(in: count) } : [])
    }

    private mutating func selection(in count: Int) -> QDASelection {
        let stamp = stamp()
        return QDASelection(
            guid: guid(), span: span(in: count), name: maybe { $0.text() },
            description: isComplete ? text() : maybe { $0.text() }, stamp: stamp,
            codings: codings(stamp.creator),
            noteRefs: some(notes))
    }

    private mutating func textSource(_ guid: QDAGUID) -> QDATextSource {
        QDATextSource(
            guid: guid, name: isComplete ? uniqueText() : maybe { $0.text() },
            description: maybe { $0.text() },
            stamp: stamp(), body: body(), codings: codings(users.first), noteRefs: some(notes),
            values: values())
    }

    // MARK: - Sources

    private mutating func source() -> QDASource {
        let contents: [QDASource.Content] = [
            .text(body()),
            .pdf(
                QDAPDF(
                    file: file("pdf"), selections: many(0...2) { $0.region(.page(2, $0.rectangle())) },
                    representation: maybe { $0.textSource($0.guid()) })),
            .picture(
                QDAPicture(
                    file: file("png"), selections: many(0...2) { $0.region(.picture($0.rectangle())) },
                    textDescription: maybe { $0.textSource($0.guid()) })),
            .audio(recording("m4a")), .video(recording("mp4")),
        ]
        return QDASource(
            guid: guid(), name: isComplete ? uniqueText() : maybe { $0.text() },
            description: maybe { $0.text() },
            stamp: stamp(), content: choice(contents, or: contents[0]), codings: codings(users.first),
            noteRefs: some(notes), values: values())
    }

    private mutating func file(_ ending: String) -> QDAFile? {
        if isComplete || Bool.random(using: &random) {
            return QDAFile([0, 255, UInt8.random(in: 0...255, using: &random)], ending: ending)
        }
        return maybe {
            QDAFile(elsewhere: "relative:///far/away.\(ending)", currentPath: $0.maybe { $0.text() })
        }
    }

    private mutating func rectangle() -> QDARectangle {
        QDARectangle(firstX: 0, firstY: -3, secondX: Int.random(in: 0...900, using: &random), secondY: 7)
    }

    private mutating func region(_ region: QDARegion) -> QDARegionSelection {
        var representation: QDATextSource?
        if case .page = region { representation = maybe { $0.textSource($0.guid()) } }
        return QDARegionSelection(
            guid: guid(), region: region, name: maybe { $0.text() },
            description: isComplete ? text() : maybe { $0.text() }, stamp: stamp(),
            codings: codings(users.first),
            noteRefs: some(notes), representation: representation)
    }

    private mutating func recording(_ ending: String) -> QDARecording {
        QDARecording(
            file: file(ending), transcripts: many(0...2) { $0.transcript() },
            selections: many(0...2) { $0.region(.time(begin: 5, end: 1_000_000)) })
    }

    private mutating func transcript() -> QDATranscript {
        let body = body(hasSelections: false)
        let count = body.text?.unicodeScalars.count ?? 0
        let points = many(0...4) { maker in
            QDASyncPoint(
                guid: maker.guid(), milliseconds: maker.maybe { Int.random(in: 0...99, using: &$0.random) },
                position: maker.maybe { $0.span(in: count).lowerBound })
        }
        return QDATranscript(
            guid: guid(), name: maybe { $0.text() }, description: maybe { $0.text() }, stamp: stamp(),
            body: body,
            syncPoints: points,
            selections: many(0...2) { maker in
                QDATranscriptSelection(
                    guid: maker.guid(), from: points.first?.guid, to: points.last?.guid,
                    name: maker.maybe { $0.text() },
                    description: maker.isComplete ? maker.text() : maker.maybe { $0.text() },
                    stamp: maker.stamp(),
                    codings: maker.codings(maker.users.first), noteRefs: maker.some(maker.notes))
            }, noteRefs: some(notes))
    }

    // MARK: - The rest

    private mutating func theCase(_ sources: [QDAGUID], _ selections: [QDAGUID]) -> QDACase {
        QDACase(
            guid: guid(), name: maybe { $0.text() }, description: maybe { $0.text() }, codeRefs: some(codes),
            values: values(), sourceRefs: some(sources), selectionRefs: some(selections))
    }

    private mutating func link(_ ends: [QDAGUID]) -> QDALink {
        QDALink(
            guid: guid(), name: maybe { $0.text() },
            direction: QDADirection.allCases.randomElement(using: &random),
            colour: colour(), origin: ends.randomElement(using: &random), target: notes.first,
            noteRefs: some(notes))
    }

    private mutating func graph() -> QDAGraph {
        let vertices = many(1...3) { maker in
            QDAVertex(
                guid: maker.guid(), represented: maker.codes.first, name: maker.maybe { $0.text() },
                firstX: 1,
                firstY: 2, secondX: maker.maybe { _ in 3 }, secondY: maker.maybe { _ in 4 },
                shape: QDAVertex.Shape.allCases.randomElement(using: &maker.random), colour: maker.colour())
        }
        let edges = many(0...2) { maker in
            QDAEdge(
                guid: maker.guid(), represented: nil, name: maker.maybe { $0.text() },
                source: vertices[0].guid,
                target: vertices[vertices.count - 1].guid, colour: maker.colour(),
                direction: QDADirection.allCases.randomElement(using: &maker.random),
                style: QDAEdge.Style.allCases.randomElement(using: &maker.random))
        }
        return QDAGraph(guid: guid(), name: maybe { $0.text() }, vertices: vertices, edges: edges)
    }
}
