import REFIQDA
import StudyModel
import StudyService

/// A study of odd texts, several coders and deep codes, the same for the same seed.
struct RandomStudy {
    private var random: Generator
    private var number = 0

    private struct Generator: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var mixed = state
            mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
            mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
            return mixed ^ (mixed >> 31)
        }
    }

    init(seed: UInt64) { random = Generator(state: seed) }

    private static let pieces = [
        "shop", "größer", "naïve", "e\u{301}clair", "שלום", "مرحبا", "👩‍👩‍👧", "😀", "𝒳", "日本語", "<b>", "&amp;",
        "]]>",
        "\"", "'", "\n", "\t", "  ", ".", "…", "\u{202E}", "x\u{FEFF}", "walk", "SP66: yes", "\u{1}",
        "\u{85}",
    ]

    private mutating func text(_ words: ClosedRange<Int>) -> String {
        let count = Int.random(in: words, using: &random)
        return (0..<count).map { _ in Self.pieces.randomElement(using: &random) ?? "" }.joined(separator: " ")
    }

    private mutating func guid() -> QDAGUID {
        number += 1
        return QDAGUID(namespace: ExchangeFixture.guid(1), name: "\(random.next())-\(number)")
    }

    private mutating func moment() -> QDADateTime {
        QDADateTime(secondsSince1970: Int.random(in: 1_500_000_000...1_700_000_000, using: &random)) ?? .epoch
    }

    private mutating func codes(_ depth: Int) -> [QDACode] {
        (0..<Int.random(in: 1...3, using: &random)).map { _ in
            QDACode(
                guid: guid(), name: text(1...3), isCodable: Bool.random(using: &random),
                colour: QDAColour("#0AF"), description: Bool.random(using: &random) ? text(1...6) : nil,
                children: depth > 0 && Bool.random(using: &random) ? codes(depth - 1) : [])
        }
    }

    private static func flat(_ codes: [QDACode]) -> [QDAGUID] {
        codes.flatMap { [$0.guid] + flat($0.children) }
    }

    private mutating func project() -> QDAProject {
        var project = QDAProject(name: text(1...3), origin: "Random")
        project.users = (0..<3).map { QDAUser(guid: guid(), name: "coder \($0) \(text(0...2))") }
        project.codes = codes(3)
        let codes = Self.flat(project.codes)
        for _ in 0..<Int.random(in: 1...4, using: &random) {
            project.sources.append(source(codes, project.users.map(\.guid), &project.notes))
        }
        for name in ["SP01", "SITE-A", text(1...2)] {
            let linked = project.sources.map(\.guid).filter { _ in Bool.random(using: &random) }
            project.cases.append(QDACase(guid: guid(), name: name, sourceRefs: linked))
        }
        return project
    }

    private mutating func source(_ codes: [QDAGUID], _ users: [QDAGUID], _ notes: inout [QDANote])
        -> QDASource
    {
        let body = "A \(text(3...40))"
        let length = QDAText.normalised(body).unicodeScalars.count
        var selections: [QDASelection] = []
        for _ in 0..<Int.random(in: 0...8, using: &random) {
            let start = Int.random(in: 0..<length, using: &random)
            let end = Int.random(in: start...length, using: &random)
            let stamp = QDAStamp(creator: users.randomElement(using: &random), created: moment())
            let entries = (0..<Int.random(in: 0...2, using: &random)).map { _ in
                QDACoding(
                    guid: guid(), code: codes.randomElement(using: &random) ?? guid(),
                    creator: users.randomElement(using: &random), created: moment())
            }
            selections.append(
                QDASelection(
                    guid: guid(), span: start..<end,
                    description: Bool.random(using: &random) ? text(0...4) : nil, stamp: stamp,
                    codings: entries))
        }
        var whole: [QDACoding] = []
        if Bool.random(using: &random) {
            let note = QDANote(guid: guid(), name: "memo", body: QDAText(QDAText.normalised(text(1...9))))
            notes.append(note)
            whole.append(
                QDACoding(
                    guid: guid(), code: codes[0], creator: users[0], created: moment(), noteRefs: [note.guid])
            )
        }
        return QDASource(
            guid: guid(), name: Bool.random(using: &random) ? "Twice" : text(1...4),
            stamp: QDAStamp(creator: users.randomElement(using: &random), created: moment()),
            content: .text(QDAText(QDAText.normalised(body), selections: selections)), codings: whole)
    }

    /// Puts another program's project into a study, and records and codings of its own.
    func fill(_ service: StudyService) async throws {
        var maker = self
        try await ExchangeFixture.bringIn(try ExchangeFixture.bytes(maker.project()), into: service)
        let codes = try await service.codebook(at: nil).entries.filter { $0.code.isUsable }
        for day in 1...3 {
            let body = "Note \(maker.text(4...30))\n"
            let record = try await service.capture(
                RecordDraft(
                    kind: RecordKind.allCases.randomElement(using: &maker.random) ?? .minutes,
                    day: CalendarDay(year: 2020, month: 4, day: day), title: "Twice",
                    participants: [Handle(rawValue: "SP0\(day)")].compactMap(\.self), body: body)
            ).record.id
            let length = body.unicodeScalars.count
            for _ in 0..<4 where !codes.isEmpty {
                let start = Int.random(in: 0..<length, using: &maker.random)
                let end = Int.random(in: (start + 1)...length, using: &maker.random)
                let code = codes.randomElement(using: &maker.random)?.code.id.rawValue ?? ""
                var change = CodingChange(.add, codes: [code], span: [start, end])
                if Bool.random(using: &maker.random) { change.comment = maker.text(1...5) }
                _ = try? await service.code(record.rawValue, [change])
            }
        }
    }
}
