import Foundation
import Testing

@testable import REFIQDA

/// Hostile files are refused by name or do nothing, in bounded time.
@Suite(.timeLimit(.minutes(2))) struct HostileTests {
    private static let project = "<Project xmlns=\"urn:QDA-XML:project:1.0\" name=\"x\"/>"

    private func refusal(_ bytes: [UInt8], limits: QDALimits = QDALimits()) -> QDAError? {
        do {
            _ = try QDAProjectFile.read(bytes, limits: limits)
            return nil
        } catch { return error }
    }

    @Test func corpusOfHostileFiles_isRefusedOrInert() throws {
        guard try Corpora.require() else { return }
        let expected: [(String, QDAError?)] = [
            ("billion_laughs", .xmlDeclaresType), ("xxe", .xmlDeclaresType), ("zipslip", nil),
            ("abs_path_source", nil), ("many_entries", nil),
            ("mutated/truncated_aqda_interviews", .archiveDamaged(entry: nil)),
            ("mutated/truncated_qc_demo", .archiveDamaged(entry: nil)),
        ]
        for (name, error) in expected {
            #expect(refusal(try Corpora.bytes("hostile/\(name).qdpx")) == error, "\(name)")
        }
        for name in ["aqda_interviews", "qc_demo"] {
            #expect(refusal(try Corpora.bytes("hostile/mutated/bitflip_\(name).qdpx")) != nil, "\(name)")
        }
        let reading = try QDAProjectFile.read(Corpora.bytes("hostile/zipslip.qdpx"))
        #expect(reading.project.bodies.map(\.body.text) == [nil])
        #expect(reading.report.counts == [.missing: 1, .discarded: 3])
        #expect(!FileManager.default.fileExists(atPath: "/tmp/evil.txt"))
    }

    @Test func bombs_areRefusedBeforeTheyUnpack() throws {
        let zeros = [UInt8](repeating: 0, count: 20 << 20)
        let bomb = try Zip.project(Self.project, [("sources/a.txt", zeros)])
        #expect(refusal(bomb) == .limitExceeded(.ratio, limit: 400))
        var limits = QDALimits()
        limits.ratio = 1 << 20
        #expect(refusal(bomb, limits: limits) == nil)
        limits.entryBytes = 1 << 20
        #expect(refusal(bomb, limits: limits) == .limitExceeded(.entryBytes, limit: 1 << 20))
        limits.entryBytes = 1 << 30
        limits.totalBytes = 20 << 20
        #expect(refusal(bomb, limits: limits) == .limitExceeded(.totalBytes, limit: 20 << 20))
        limits = QDALimits()
        limits.entries = 1
        #expect(refusal(bomb, limits: limits) == .limitExceeded(.entries, limit: 1))
    }

    @Test func liesAboutSizes_areFound() throws {
        let text = [UInt8](repeating: 65, count: 5000)
        let honest = try Zip.project(Self.project, [("sources/a.txt", text)])
        let entry = try #require(honest.lastRange(of: [0x50, 0x4B, 1, 2]))
        for size in [0, 10, 4999, 5001, 500_000] {
            var lie = honest
            for byte in 0..<4 { lie[entry + 24 + byte] = UInt8(truncatingIfNeeded: size >> (8 * byte)) }
            #expect(refusal(lie) == .archiveDamaged(entry: 2), "\(size)")
        }
    }

    @Test func cutArchives_areRefused() throws {
        let whole = try Zip.project(Self.project, [("sources/a.txt", Array("one two".utf8))])
        for length in 0..<whole.count { #expect(refusal(Array(whole.prefix(length))) != nil, "\(length)") }
        #expect(refusal(Array("no zip".utf8)) == .notArchive)
    }

    @Test func damagedArchives_neverTrap() throws {
        var random = SeededGenerator(1)
        var maker = RandomProject(seed: 4, isComplete: true)
        let whole = try QDAProjectFile.write(maker.project()).bytes
        for _ in 0..<400 {
            var bytes = whole
            for _ in 0..<Int.random(in: 1...12, using: &random) {
                bytes[Int.random(in: 0..<bytes.count, using: &random)] ^=
                    1 << UInt8.random(in: 0...7, using: &random)
            }
            _ = refusal(bytes)
        }
    }

    @Test func damagedXML_neverTraps() throws {
        var random = SeededGenerator(2)
        var maker = RandomProject(seed: 5, isComplete: true)
        var report = QDAReport()
        let archive = try ProjectArchive(
            QDAProjectFile.write(maker.project()).bytes, limits: QDALimits(), report: &report)
        let whole = archive.project
        let pieces = ["guid=\"x\"", "\"", "-1", "99999999999999999999", "<Code/>", "2.5", "&#0;", ""]
        for _ in 0..<400 {
            var bytes = whole
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                let start = Int.random(in: 0..<bytes.count, using: &random)
                let end = min(bytes.count, start + Int.random(in: 0...6, using: &random))
                bytes.replaceSubrange(
                    start..<end, with: Array((pieces.randomElement(using: &random) ?? "").utf8))
            }
            guard let found = try? QDAProjectFile.read(projectXML: bytes) else { continue }
            // What could be read can be written.
            let written = try QDAProjectFile.write(found.project)
            #expect(try QDAProjectFile.read(written.bytes).project == written.project)
        }
    }

    @Test func protectedArchive_isRefusedByName() throws {
        var bytes = try Zip.project(Self.project)
        let entry = try #require(bytes.lastRange(of: [0x50, 0x4B, 1, 2]))
        bytes[entry + 8] |= 1
        #expect(refusal(bytes) == .archiveEncrypted(entry: 1))
    }

    @Test func contradictoryArchives_areRefused() throws {
        let project = Array(Self.project.utf8)
        #expect(
            refusal(try Zip.project(Self.project, [("sources/a.txt", [1]), ("sources/a.txt", [2])]))
                == .archiveRefused(.duplicateName))
        #expect(
            refusal(try Zip.archive([("a.qde", project), ("b.qde", project)])) == .severalProjects(count: 2))
        #expect(refusal(try Zip.archive([("folder/a.qde", project)])) == .noProject)
        var overlapping = try Zip.project(Self.project, [("sources/a.txt", [1])], isPacked: false)
        let entry = try #require(overlapping.lastRange(of: [0x50, 0x4B, 1, 2]))
        for byte in 0..<4 { overlapping[entry + 42 + byte] = 0 }
        #expect(refusal(overlapping) == .archiveRefused(.overlap))
    }

    @Test(arguments: [1_000, 10_000, 200_000])
    func deepXML_isRefused(_ depth: Int) throws {
        let xml =
            Self.project.dropLast(2) + ">" + String(repeating: "<Code>", count: depth)
            + String(repeating: "</Code>", count: depth) + "</Project>"
        #expect(throws: QDAError.self) { try QDAProjectFile.read(projectXML: Array(xml.utf8)) }
    }

    @Test(arguments: [
        "<!DOCTYPE Project []>", "\n <!-- <a> --> <?x y?>\n<!DOCTYPE Project SYSTEM \"file:///etc/passwd\">",
        "<!DOCTYPE Project [<!ENTITY a \"b\">]>",
    ])
    func documentTypes_areRefused(_ type: String) {
        for head in ["", "\u{FEFF}", "<?xml version=\"1.0\"?>"] {
            #expect(throws: QDAError.xmlDeclaresType) {
                try QDAProjectFile.read(projectXML: Array((head + type + Self.project).utf8))
            }
        }
    }

    @Test func documentTypeInAnotherEncoding_doesNothing() throws {
        // In UTF-7 this would be a document type declaration.
        let xml = "<?xml version=\"1.0\" encoding=\"UTF-7\"?>+ADwAIQ-DOCTYPE p []>" + Self.project
        #expect(throws: QDAError.self) { try QDAProjectFile.read(projectXML: Array(xml.utf8)) }
        #expect(throws: QDAError.xmlNotUTF8) {
            try QDAProjectFile.read(
                projectXML: Self.project.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] })
        }
        let text =
            Self.project.dropLast(2) + "><Description><![CDATA[<!DOCTYPE html>]]></Description></Project>"
        #expect(
            try QDAProjectFile.read(projectXML: Array(text.utf8)).project.description == "<!DOCTYPE html>")
    }

    @Test func manyElements_areLimited() throws {
        let xml =
            Self.project.dropLast(2) + "><Users>" + String(repeating: "<User/>", count: 2000)
            + "</Users></Project>"
        var limits = QDALimits()
        limits.elements = 1000
        #expect(throws: QDAError.limitExceeded(.elements, limit: 1000)) {
            try QDAProjectFile.read(projectXML: Array(xml.utf8), limits: limits)
        }
        limits.xmlBytes = 100
        #expect(throws: QDAError.limitExceeded(.xmlBytes, limit: 100)) {
            try QDAProjectFile.read(projectXML: Array(xml.utf8), limits: limits)
        }
    }

    @Test func manySelectionsAndSources_takeTimeInProportion() throws {
        let text = String(repeating: "one 😀 two\n", count: 20_000)
        let selections = (0..<20_000).map { QDASelection(guid: .test($0), span: $0 * 10..<$0 * 10 + 3) }
        var sources = [QDASource(guid: .test(-1), content: .text(QDAText(text, selections: selections)))]
        sources += (0..<5000).map { QDASource(guid: .test(-2 - $0), content: .text(QDAText("a"))) }
        let written = try QDAProjectFile.write(QDAProject(name: "x", sources: sources))
        let reading = try QDAProjectFile.read(written.bytes)
        #expect(reading.project == written.project)
    }

    @Test func errors_areSentencesWithoutContents() {
        let errors: [QDAError] = [
            .notArchive, .archiveDamaged(entry: nil), .archiveDamaged(entry: 3), .archiveEncrypted(entry: 2),
            .archiveRefused(.overlap), .limitExceeded(.depth, limit: 256), .noProject,
            .severalProjects(count: 2),
            .xmlDamaged(line: 7), .xmlDeclaresType, .xmlNotUTF8, .wrongRoot(expected: .codebook),
            .duplicateGUID(.test(1)), .textNotNormalised(.test(1)), .spanOutsideText(.test(1)), .noCodes,
            .codesTooDeep(limit: 240), .fileTooLarge(.test(1)), .notWritten,
        ]
        for error in errors { #expect(error.description.hasSuffix("."), "\(error)") }
        #expect(Set(errors.map(\.description)).count == errors.count)
    }
}

extension [UInt8] {
    /// Where some bytes occur last.
    fileprivate func lastRange(of wanted: [UInt8]) -> Int? {
        indices.reversed().first { self[$0...].starts(with: wanted) }
    }
}
