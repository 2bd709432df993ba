import Testing

@testable import REFIQDA

/// How a file counts positions is found out, and the choice is shown.
@Suite struct OffsetTests {
    private static let readings = QDAOffsetReading.all

    @Test(arguments: readings)
    func reading_ofEachKind_isFoundAndSpansAreRight(_ reading: QDAOffsetReading) throws {
        let texts = (1...3).map { ForeignProject.interview(seed: $0, spans: 40) }
        let file = try ForeignProject(reading: reading, hasCRLF: true, hasMark: true, texts: texts).archive()
        let found = try QDAProjectFile.read(file)
        #expect(found.evidence.count == 4)
        for evidence in found.evidence {
            #expect(evidence.reading == reading)
            #expect(evidence.decision == .fit)
            #expect(evidence.onBoundaries == evidence.spans)
            let next = try #require(evidence.runnerUp)
            #expect(next.onBoundaries < evidence.onBoundaries)
        }
        for (text, body) in zip(texts, found.project.bodies) {
            #expect(body.body.text == text.text)
            #expect(body.body.selections.map(\.span) == text.spans)
        }
        #expect(found.report.items(.guessed).count == 3)
    }

    /// An export of NVivo for Windows 12.6 has 295 of 303 spans on word boundaries when read its way.
    @Test func reading_nvivoWindows_putsSpansOnWordBoundaries() throws {
        var text = ForeignProject.interview(seed: 11, spans: 303)
        // People let go of the mouse inside of words too.
        for index in stride(from: 0, to: 303, by: 40) {
            text.spans[index] = text.spans[index].lowerBound + 1..<text.spans[index].upperBound
        }
        let file = try ForeignProject(
            reading: .nvivoWindows, hasCRLF: true, hasMark: true, folder: "Sources", texts: [text]
        ).archive()
        let found = try QDAProjectFile.read(file)
        let evidence = try #require(found.evidence.first)
        print("as NVivo for Windows: \(evidence.line)")
        #expect(evidence.reading == .nvivoWindows)
        #expect(evidence.onBoundaries == 295)
        #expect(found.project.selections.map(\.span) == text.spans)
        let forced = try QDAProjectFile.read(file, offsets: .standard)
        #expect(forced.evidence.allSatisfy { $0.decision == .forced && $0.reading == .standard })
        #expect(try #require(forced.evidence.first).onBoundaries < 100)
        #expect(forced.report.items(.guessed).count == 1)
    }

    @Test func reading_realExportsOfNVivo_putsSpansOnWordBoundaries() throws {
        guard try Corpora.require() else { return }
        var count = 0
        for path in try Corpora.files(["qdpx"]) {
            let found = try QDAProjectFile.read(Corpora.bytes(path))
            guard found.project.origin?.hasPrefix("NVivo") == true, let all = found.evidence.first else {
                continue
            }
            count += 1
            #expect(all.onBoundaries * 303 >= all.spans * 295, "\(path): \(all.line)")
        }
        if count == 0 { print("skipped: no export of NVivo among the corpora") }
    }

    @Test func reading_textWithoutWords_isFoundByNames() throws {
        let text = "😀一二三四五六七八九十😀天地玄黄宇宙洪荒😀日月盈昃辰宿列张"
        let spans = [3..<7, 12..<16, 22..<26]
        let body = QDAText(text)
        let names = spans.map { span in body.quotation(of: span).map { $0 + "…" } }
        let file = try ForeignProject(
            reading: QDAOffsetReading(unit: .utf16),
            texts: [ForeignProject.Text(text: text, spans: spans, names: names)]
        ).archive()
        let found = try QDAProjectFile.read(file)
        #expect(found.project.selections.map(\.span) == spans)
        #expect(found.evidence.last?.namesMatched == 3)
        #expect(found.evidence.last?.names == 3)
        #expect(found.evidence.first?.namesMatched == 3)
    }

    @Test func reading_tiedText_followsTheProject() throws {
        // In the second text the span comes before everything that readings differ in.
        let texts = [
            ForeignProject.interview(seed: 3, spans: 30),
            ForeignProject.Text(text: "one two 😀", spans: [0..<3]),
        ]
        let found = try QDAProjectFile.read(
            ForeignProject(reading: QDAOffsetReading(unit: .utf16), texts: texts).archive())
        #expect(found.evidence.map(\.decision) == [.fit, .fit, .project])
        #expect(found.evidence.last?.reading.unit == .utf16)
    }

    @Test func reading_tiedProject_followsTheStandard() throws {
        let found = try QDAProjectFile.read(
            ForeignProject(texts: [ForeignProject.Text(text: "one two 😀", spans: [0..<3])]).archive())
        #expect(found.evidence.first?.decision == .standard)
        #expect(found.evidence.last?.reading == .standard)
    }

    @Test func reading_textThatReadingsDoNotDifferIn_leavesNothingToGuess() throws {
        let found = try QDAProjectFile.read(
            ForeignProject(texts: [ForeignProject.interview(seed: 5, spans: 9, astral: false)]).archive())
        #expect(found.evidence.allSatisfy { $0.decision == .onlyOne && $0.runnerUp == nil })
        #expect(found.report.isEmpty)
    }

    @Test func reading_inclusiveEnds_areShownAndNotFollowed() throws {
        let text = ForeignProject.interview(seed: 6, spans: 30, astral: false)
        let found = try QDAProjectFile.read(ForeignProject(isInclusive: true, texts: [text]).archive())
        let evidence = try #require(found.evidence.first)
        #expect(evidence.chosen.onBoundariesIfInclusive == 30)
        #expect(evidence.onBoundaries == 0)
        #expect(evidence.line.contains("30 if the end were included"))
        #expect(found.project.selections.map(\.span.upperBound) == text.spans.map { $0.upperBound - 1 })
        #expect(found.report.items(.guessed).count == 1)
    }

    @Test(arguments: [
        (-3, 2, 0..<2, QDAReport.Kind.outside), (2, 99, 2..<8, .outside), (50, 60, 8..<8, .outside),
        (5, 2, 2..<5, .changed), (0, 8, 0..<8, nil), (4, 4, 4..<4, nil), (Int.min, Int.max, 0..<8, .outside),
    ])
    func positionsOutsideOfTheText_areMovedAndNamed(
        _ start: Int, _ end: Int, _ span: Range<Int>, _ kind: QDAReport.Kind?
    ) throws {
        let xml = """
            <Project name="x"><Sources><TextSource guid="\(QDAGUID.test(1))" name="a"><PlainTextContent>one twoo</PlainTextContent>
            <PlainTextSelection guid="\(QDAGUID.test(2))" startPosition="\(start)" endPosition="\(end)"/>
            </TextSource></Sources></Project>
            """
        let found = try QDAProjectFile.read(projectXML: Array(xml.utf8))
        #expect(found.project.selections.map(\.span) == [span])
        #expect(found.report.items.map(\.kind) == (kind.map { [$0] } ?? []))
    }

    @Test func positionsInsideOfCharacters_growToWholeOnes() throws {
        let text = RawText("a😀\r\nb")
        let map = OffsetMap(text, reading: .nvivoWindows, offsets: 0...7)
        #expect((0...7).map { map[$0].index } == [0, 1, 1, 2, 2, 3, 4, 4])
        #expect((0...7).map { map[$0].isExact } == [true, true, false, true, false, true, true, false])
    }
}
