import Testing

@testable import REFIQDA

/// What is written is in the form that other programs read, and what that changes is named.
@Suite struct WritingTests {
    private let ann = QDAUser(guid: .test(1), name: "Ann")
    private let ben = QDAUser(guid: .test(2), name: "Ben")
    private let code = QDACode(guid: .test(3), name: "cost")

    private func coding(_ number: Int, by user: QDAUser?, notes: [QDAGUID] = []) -> QDACoding {
        QDACoding(
            guid: .test(number), code: code.guid, creator: user?.guid,
            created: QDADateTime(secondsSince1970: number), noteRefs: notes)
    }

    private func project(_ selections: [QDASelection], _ text: String = "The shop closed.") -> QDAProject {
        let source = QDASource(
            guid: .test(9), name: "a", stamp: QDAStamp(created: .epoch),
            content: .text(QDAText(text, selections: selections)))
        return QDAProject(
            name: "p", origin: "o", stamp: QDAStamp(created: .epoch), basePath: "", users: [ann, ben],
            codes: [code],
            sources: [source])
    }

    @Test func sharedSelection_isDividedByCoder() throws {
        let shared = QDASelection(
            guid: .test(10), span: 4..<8, stamp: QDAStamp(creator: ann.guid, created: .epoch),
            codings: [coding(11, by: ann), coding(12, by: ben)])
        var project = project([shared])
        project.cases = [QDACase(guid: .test(20), selectionRefs: [shared.guid])]
        let written = try QDAProjectFile.write(project)
        let parts = written.project.selections
        #expect(parts.map(\.span) == [4..<8, 4..<8])
        #expect(parts.map(\.stamp.creator) == [ann.guid, ben.guid])
        #expect(parts.map { $0.codings.map(\.creator) } == [[ann.guid], [ben.guid]])
        #expect(parts.first?.guid == shared.guid)
        #expect(parts.last?.guid == QDAGUID(namespace: shared.guid, name: "\(QDAGUID.test(12))"))
        #expect(written.project.cases.first?.selectionRefs == parts.map(\.guid))
        #expect(written.report.counts == [.changed: 2, .added: 1])
    }

    @Test func memos_areFilesAndCopiedToDescriptions() throws {
        var project = project([
            QDASelection(
                guid: .test(10), span: 4..<8, stamp: QDAStamp(creator: ann.guid, created: .epoch),
                codings: [coding(11, by: ann, notes: [.test(30)])])
        ])
        project.notes = [
            QDANote(
                guid: .test(30), name: "m", stamp: QDAStamp(created: .epoch), body: QDAText("why\nindeed"))
        ]
        let written = try QDAProjectFile.write(project)
        #expect(written.project.selections.map(\.description) == ["why\nindeed"])
        let entries = try entries(written.bytes)
        #expect(entries["sources/\(QDAGUID.test(30)).txt"] == Array("why\nindeed".utf8))
        let xml = String(decoding: try #require(entries["project.qde"]), as: UTF8.self)
        #expect(!xml.contains("PlainTextContent"))
    }

    @Test func whatIsMissing_isAddedAndNamed() throws {
        let bare = QDAProject(
            name: "p",
            sources: [
                QDASource(guid: .test(1), content: .text(QDAText(""))),
                QDASource(guid: .test(2), name: "x", content: .text(QDAText(""))),
                QDASource(guid: .test(3), name: "x", content: .text(QDAText(""))),
            ])
        let moment = try #require(QDADateTime("2020-04-15T10:00:00Z"))
        let written = try QDAProjectFile.write(
            bare, options: QDAWriteOptions(origin: "rir", defaultMoment: moment))
        #expect(written.project.origin == "rir")
        #expect(written.project.basePath == "")
        #expect(written.project.sources.map(\.name) == [QDAGUID.test(1).description, "x", "x (2)"])
        #expect(written.project.sources.allSatisfy { $0.stamp.created == moment })
        #expect(written.report.counts == [.added: 6, .changed: 1])
    }

    @Test(arguments: [
        (QDAProfile.standard, 7, 11, "é 😀\nthe shop"), (.atlasti, 7, 11, "é 😀\nthe shop"),
        (.maxqda, 7, 11, "é 😀\r\nthe shop"), (.nvivo, 9, 13, "é 😀\r\nthe shop"),
    ])
    func profiles_countInTheirWay(_ profile: QDAProfile, _ start: Int, _ end: Int, _ file: String) throws {
        let selection = QDASelection(guid: .test(10), span: 7..<11)
        let written = try QDAProjectFile.write(
            project([selection], "é 😀\nthe shop"), options: QDAWriteOptions(profile: profile))
        let entries = try entries(written.bytes)
        #expect(entries.keys.sorted() == ["project.qde", "sources/\(QDAGUID.test(9)).txt"])
        #expect(entries["sources/\(QDAGUID.test(9)).txt"] == Array(file.utf8))
        let xml = String(decoding: try #require(entries["project.qde"]), as: UTF8.self)
        #expect(xml.contains("startPosition=\"\(start)\" endPosition=\"\(end)\""))
        #expect(xml.hasPrefix("<?xml"))
    }

    @Test func codesOfOneName_areQualifiedWhenAsked() throws {
        let inner = QDACode(guid: .test(41), name: "cost")
        var project = QDAProject(
            name: "p", codes: [code, QDACode(guid: .test(40), name: "access", children: [inner])])
        project.codes[1].children.append(QDACode(guid: .test(42), name: "time"))
        let plain = try QDAProjectFile.write(project)
        #expect(plain.project.codes == project.codes)
        #expect(
            plain.report.items(.fragile).map(\.guid)
                == [code.guid, inner.guid].sorted { $0 == inner.guid || $1 != inner.guid }
                || plain.report.items(.fragile).count == 2)
        let qualified = try QDAProjectFile.write(project, options: QDAWriteOptions(qualifiesCodeNames: true))
        #expect(qualified.project.allCodes.map(\.name) == ["cost", "access", "access / cost", "time"])
    }

    @Test func whatTheFormatCannotHold_isNamed() throws {
        var project = project([QDASelection(guid: .test(10), span: 3..<3)])
        project.name = "bell \u{7} and \u{FFFF}"
        project.sources[0].name = nil
        project.notes = [
            QDANote(
                guid: .test(30), name: "n", stamp: QDAStamp(created: .epoch),
                body: QDAText("t", richText: QDAFile([1], ending: "txt")))
        ]
        let written = try QDAProjectFile.write(project)
        #expect(written.project.name == "bell \u{FFFD} and \u{FFFD}")
        #expect(written.report.counts == [.changed: 1, .fragile: 1, .discarded: 1, .added: 2])
        let codebook = QDACodebook(
            codes: [QDACode(guid: .test(1), name: "c", noteRefs: [.test(30)])],
            sets: [QDASet(guid: .test(2), name: "s", codes: [.test(1)], sources: [.test(9)])])
        #expect(try QDACodebookFile.write(codebook).report.counts == [.discarded: 2])
    }

    private func entries(_ bytes: [UInt8]) throws -> [String: [UInt8]] {
        let directory = try ZipDirectory(bytes, limits: QDALimits())
        var report = QDAReport()
        let archive = try ProjectArchive(bytes, limits: QDALimits(), report: &report)
        var sources = archive.sources
        var result: [String: [UInt8]] = [:]
        for name in directory.entries.map(\.name) {
            result[name] =
                name == "project.qde" ? archive.project : sources.take(String(name.dropFirst(8)))?.bytes
        }
        return result
    }
}
