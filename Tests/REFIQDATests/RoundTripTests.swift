import Testing

@testable import REFIQDA

/// What is written comes back, and written again is the same to the byte.
@Suite struct RoundTripTests {
    private static let seeds: ClosedRange<UInt64> = 1...40

    @Test(arguments: QDAProfile.allCases)
    func completeProjects_comeBackAsTheyWere(_ profile: QDAProfile) throws {
        for seed in Self.seeds {
            var maker = RandomProject(seed: seed, isComplete: true)
            let project = maker.project()
            let written = try QDAProjectFile.write(project, options: QDAWriteOptions(profile: profile))
            #expect(written.project == project, "seed \(seed)")
            let changes = written.report.items.filter { ![.fragile, .dangling].contains($0.kind) }
            #expect(changes.isEmpty, "seed \(seed): \(changes.map(\.line))")
            let reading = try QDAProjectFile.read(written.bytes, offsets: profile.offsets)
            #expect(reading.project == project, "seed \(seed)")
            #expect(
                reading.report.items.allSatisfy { [.dangling, .guessed].contains($0.kind) },
                "seed \(seed): \(reading.report.lines)")
        }
    }

    @Test(arguments: QDAProfile.allCases)
    func projectsWithGaps_comeBackAsWritten(_ profile: QDAProfile) throws {
        for seed in Self.seeds {
            var maker = RandomProject(seed: seed, isComplete: false)
            let options = QDAWriteOptions(profile: profile, qualifiesCodeNames: seed % 2 == 0)
            let written = try QDAProjectFile.write(maker.project(), options: options)
            let reading = try QDAProjectFile.read(written.bytes, offsets: profile.offsets)
            #expect(reading.project == written.project, "seed \(seed)")
            #expect(reading.report.items(.discarded).isEmpty, "seed \(seed): \(reading.report.lines)")
            let again = try QDAProjectFile.write(
                reading.project, options: QDAWriteOptions(profile: profile))
            #expect(again.bytes == written.bytes, "seed \(seed)")
        }
    }

    @Test func everythingWritten_isValidByTheSchema() throws {
        for seed in Self.seeds {
            var maker = RandomProject(seed: seed, isComplete: seed % 2 == 0)
            let project = maker.project()
            let written = try QDAProjectFile.write(project)
            guard let faults = try Schema.faults(ofProject: written.bytes) else { return }
            #expect(faults.isEmpty, "seed \(seed): \(faults)")
            let codebook = QDACodebook(origin: project.origin, codes: project.codes, sets: project.sets)
            let book = try QDACodebookFile.write(codebook)
            #expect(try Schema.faults(book.bytes, .codebook) == [], "seed \(seed)")
            let reading = try QDACodebookFile.read(book.bytes)
            #expect(reading.codebook == book.codebook, "seed \(seed)")
            #expect(try QDACodebookFile.write(reading.codebook).bytes == book.bytes, "seed \(seed)")
        }
    }

    @Test func sameProject_givesTheSameBytes() throws {
        var maker = RandomProject(seed: 7, isComplete: true)
        let project = maker.project()
        for isPacked in [true, false] {
            let options = QDAWriteOptions(isPacked: isPacked)
            #expect(
                try QDAProjectFile.write(project, options: options).bytes
                    == QDAProjectFile.write(project, options: options).bytes)
        }
    }

    @Test(arguments: ["a\r\nb", "a\rb", "\u{FEFF}a"])
    func textsWithOtherLineEnds_areRefused(_ text: String) {
        let project = QDAProject(
            name: "x", sources: [QDASource(guid: .test(1), content: .text(QDAText(text)))])
        #expect(throws: QDAError.textNotNormalised(.test(1))) { try QDAProjectFile.write(project) }
        let normal = QDAText.normalised(text)
        #expect(!normal.unicodeScalars.contains("\r") && normal.unicodeScalars.first == "a")
    }

    @Test func spansOutsideOfTheirText_areRefused() {
        let selection = QDASelection(guid: .test(2), span: 0..<5)
        let project = QDAProject(
            name: "x",
            sources: [QDASource(guid: .test(1), content: .text(QDAText("four", selections: [selection])))])
        #expect(throws: QDAError.spanOutsideText(.test(2))) { try QDAProjectFile.write(project) }
    }

    @Test func sharedIdentifiers_areRefused() {
        let project = QDAProject(name: "x", users: [QDAUser(guid: .test(1)), QDAUser(guid: .test(1))])
        #expect(throws: QDAError.duplicateGUID(.test(1))) { try QDAProjectFile.write(project) }
    }

    @Test func codesThatLieTooDeep_areRefused_andDeepOnesComeBack() throws {
        func chain(_ depth: Int) -> QDACode {
            (1..<depth).reduce(QDACode(guid: .test(0), name: "0")) {
                QDACode(guid: .test($1), name: "\($1)", children: [$0])
            }
        }
        let project = QDAProject(name: "x", codes: [chain(240)])
        #expect(try QDAProjectFile.read(QDAProjectFile.write(project).bytes).project.codes == project.codes)
        #expect(throws: QDAError.codesTooDeep(limit: 240)) {
            try QDAProjectFile.write(QDAProject(name: "x", codes: [chain(241)]))
        }
    }

    @Test func codebookWithoutCodes_isRefused() {
        #expect(throws: QDAError.noCodes) { try QDACodebookFile.write(QDACodebook()) }
    }
}
