import Foundation
import REFIQDA
import StudyArchive
import StudyModel
import StudyService
import Testing

/// Studies that give projects out and take them in.
enum ExchangeFixture {
    /// Nobody is asked for consent, and cases have two attributes.
    static let yaml = """
        policies:
          consent: off
        attributes:
          age:
            type: number
          place:
            values: [town, "the country"]
        handles:
          SP: "social prescriber"

        """

    static func study(_ yaml: String = yaml, names: NamePolicy = .off) async throws -> StudyFixture {
        try await StudyFixture(names: names, yaml: yaml)
    }

    @discardableResult
    static func bringIn(
        _ bytes: [UInt8], into service: StudyService, path: String = "team.qdpx", dryRun: Bool = false,
        cleared: Bool = false, offsets: String? = nil
    ) async throws -> ProjectReport {
        var options = ProjectImportOptions()
        (options.dryRun, options.cleared, options.offsets) = (dryRun, cleared, offsets)
        let file = ImportFile(path: path, bytes: bytes, modified: nil, overrides: .init())
        return try await service.importProject(file, options)
    }

    static func export(_ service: StudyService, _ profile: String = "standard") async throws -> [UInt8] {
        var options = ProjectExportOptions()
        options.profile = profile
        return try await service.projectFile(options).bytes
    }

    static func guid(_ number: Int) -> QDAGUID {
        QDAGUID(bytes: Array(repeating: 7, count: 14) + [UInt8(number >> 8), UInt8(number & 255)])
            .unsafelyUnwrapped
    }

    /// Two coders, two texts in odd scripts, comments, codings of a whole text, cases: as another program may write it.
    static func project() -> QDAProject {
        let (ann, ben, access, cost) = (guid(1), guid(2), guid(3), guid(4))
        let texts = [
            "She said 👩‍👩‍👧 it is far.\nשלום עולם, she said.\nThe e\u{301}clair was good",
            "No bus 😀 goes there.\n",
        ]
        var project = QDAProject(name: "Team", origin: "Elsewhere 1.0")
        project.users = [QDAUser(guid: ann, name: "Coder one"), QDAUser(guid: ben, name: "Coder two")]
        project.codes = [
            QDACode(
                guid: access, name: "Access", colour: QDAColour("#FF8800"), description: "Getting there",
                children: [QDACode(guid: cost, name: "Cost", description: "What it\ncosts")])
        ]
        var number = 100
        func selection(_ span: Range<Int>, _ code: QDAGUID, _ user: QDAGUID, _ text: String? = nil)
            -> QDASelection
        {
            number += 2
            let at = QDADateTime("2020-04-15T10:11:12Z")
            return QDASelection(
                guid: guid(number), span: span, description: text,
                stamp: QDAStamp(creator: user, created: at),
                codings: [QDACoding(guid: guid(number + 1), code: code, creator: user, created: at)])
        }
        let note = QDANote(guid: guid(40), name: "memo", body: QDAText("The whole text is about access."))
        project.notes = [note, QDANote(guid: guid(41), name: "free", body: QDAText("A free memo."))]
        let whole = QDACoding(
            guid: guid(50), code: access, creator: ann, created: QDADateTime("2020-04-16T00:00:00Z"),
            noteRefs: [note.guid])
        let bodies = [
            QDAText(
                texts[0],
                selections: [
                    selection(0..<14, access, ann, "as she began"), selection(0..<14, access, ben),
                    selection(26..<37, cost, ben, "in Hebrew\nand on two lines"),
                    selection(51..<58, access, ann), selection(5..<5, access, ann),
                ]),
            QDAText(texts[1], selections: [selection(3..<8, cost, ann)]),
        ]
        project.sources = bodies.enumerated().map { index, body in
            QDASource(
                guid: guid(10 + index), name: "Source \(index)",
                stamp: QDAStamp(creator: ben, created: QDADateTime("2020-04-1\(index)T09:00:00+02:00")),
                content: .text(body), codings: index == 0 ? [whole] : [])
        }
        project.variables = [
            QDAVariable(guid: guid(60), name: "Age", kind: .integer),
            QDAVariable(guid: guid(61), name: "Shoe size", kind: .integer),
        ]
        project.cases = [
            QDACase(
                guid: guid(70), name: "The first person",
                values: [
                    QDAVariableValue(variable: guid(60), value: .integer(54)),
                    QDAVariableValue(variable: guid(61), value: .integer(40)),
                ], sourceRefs: [guid(10)]), QDACase(guid: guid(71), name: "SP66", sourceRefs: [guid(11)]),
        ]
        return project
    }

    /// One text with an emoji in each sentence, and two words of each coded.
    static func interview(sentences: Int) -> QDAProject {
        var project = self.project()
        (project.cases, project.notes) = ([], [])
        let sentence = "The 😀 garden number N is open today.\n"
        let length = sentence.unicodeScalars.count
        let selections = (0..<sentences).map { index in
            QDASelection(
                guid: guid(2000 + index), span: (index * length + 6)..<(index * length + 19),
                codings: [
                    QDACoding(
                        guid: guid(3000 + index), code: project.codes[0].guid, creator: project.users[0].guid)
                ])
        }
        project.sources = [
            QDASource(
                guid: guid(10), name: "Gardens",
                content: .text(QDAText(String(repeating: sentence, count: sentences), selections: selections))
            )
        ]
        return project
    }

    static func bytes(_ project: QDAProject) throws -> [UInt8] { try QDAProjectFile.write(project).bytes }
}

extension StudyService {
    /// Everybody's codings of a record, as quotes by code.
    func quotes(of record: RecordID) async throws -> [(coder: CoderID, path: String, quote: String?)] {
        try await codings(of: record.rawValue).codings.map {
            ($0.coder, $0.path?.rawValue ?? "", $0.coding.anchor?.quote)
        }
    }
}
