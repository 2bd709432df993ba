import Foundation
import Testing

@testable import REFIQDA

/// Files of other programs come in whole, or what doesn't is named.
@Suite struct CorpusTests {
    /// What another reader found in a file (`MANIFEST.tsv`).
    private struct Facts: Decodable {
        var origin: String?
        var projectName: String?
        var users: Int?
        var codes: Int?
        var textSources: Int?
        var pdfSources: Int?
        var pictures: Int?
        var textSelections: Int?
        var pdfSelections: Int?
        var codings: Int?
        var notes: Int?
        var cases: Int?
        var codeNames: [String]?
        var codeDepth: Int?

        enum CodingKeys: String, CodingKey {
            case origin
            case projectName = "project_name"
            case users = "User"
            case codes = "Code"
            case textSources = "TextSource"
            case pdfSources = "PDFSource"
            case pictures = "PictureSource"
            case textSelections = "PlainTextSelection"
            case pdfSelections = "PDFSelection"
            case codings = "Coding"
            case notes = "Note"
            case cases = "Case"
            case codeNames = "code_names"
            case codeDepth = "code_depth"
        }
    }

    private static func facts() throws -> [(path: String, facts: Facts)] {
        let text = String(decoding: try Corpora.bytes("MANIFEST.tsv"), as: UTF8.self)
        return try text.split(separator: "\n").compactMap { line in
            let columns = line.split(separator: "\t", omittingEmptySubsequences: false)
            guard columns.count == 9, columns[0].hasPrefix("qda/"),
                columns[0].hasSuffix(".qdpx") || columns[0].hasSuffix(".qdc")
            else { return nil }
            return (String(columns[0]), try JSONDecoder().decode(Facts.self, from: Data(columns[8].utf8)))
        }
    }

    @Test func everyProject_hasWhatOtherReadersFound() throws {
        guard try Corpora.require() else { return }
        let listed = try Self.facts().filter { $0.path.hasSuffix(".qdpx") }
        #expect(listed.count >= 4)
        for (path, facts) in listed {
            let project = try QDAProjectFile.read(Corpora.bytes(path)).project
            let codings =
                project.selections.flatMap(\.codings).count + project.sources.flatMap(\.codings).count
                + project.regions.flatMap(\.codings).count
            #expect(project.origin == facts.origin, "\(path)")
            #expect(project.name == facts.projectName, "\(path)")
            #expect(project.users.count == facts.users ?? 0, "\(path)")
            #expect(project.allCodes.count == facts.codes ?? 0, "\(path)")
            #expect(project.allCodes.map(\.name).starts(with: facts.codeNames ?? []), "\(path)")
            #expect(project.codes.map(\.depth).max() == facts.codeDepth, "\(path)")
            #expect(
                project.count(where: { if case .text = $0 { true } else { false } }) == facts.textSources
                    ?? 0, "\(path)")
            #expect(
                project.count(where: { if case .pdf = $0 { true } else { false } }) == facts.pdfSources ?? 0,
                "\(path)")
            #expect(
                project.count(where: { if case .picture = $0 { true } else { false } }) == facts.pictures
                    ?? 0, "\(path)")
            #expect(project.selections.count == facts.textSelections ?? 0, "\(path)")
            #expect(project.regions.count == facts.pdfSelections ?? 0, "\(path)")
            #expect(codings == facts.codings ?? 0, "\(path)")
            #expect(project.notes.count == facts.notes ?? 0, "\(path)")
            #expect(project.cases.count == facts.cases ?? 0, "\(path)")
        }
    }

    @Test func everyCodebook_hasWhatOtherReadersFound() throws {
        guard try Corpora.require() else { return }
        for (path, facts) in try Self.facts() where path.hasSuffix(".qdc") {
            let reading = try QDACodebookFile.read(Corpora.bytes(path))
            let codes = reading.codebook.codes.flatMap(\.withChildren)
            #expect(reading.codebook.origin == facts.origin)
            #expect(codes.count == facts.codes)
            #expect(codes.map(\.name) == facts.codeNames)
            #expect(reading.codebook.codes.map(\.depth).max() == facts.codeDepth)
            #expect(reading.report.isEmpty, "\(path): \(reading.report.lines)")
        }
    }

    @Test func everyFile_isReadAndLosesOnlyWhatIsNamed() throws {
        guard try Corpora.require() else { return }
        for path in try Corpora.files(["qdpx", "qde", "qdc"]) {
            let bytes = try Corpora.bytes(path)
            if path.hasSuffix(".qdc") {
                #expect(try QDACodebookFile.read(bytes).report.items(.discarded).isEmpty, "\(path)")
                continue
            }
            let reading =
                try path.hasSuffix(".qde")
                ? QDAProjectFile.read(projectXML: bytes) : QDAProjectFile.read(bytes)
            print(
                "\(path): \(reading.report.counts.sorted { $0.key.rawValue < $1.key.rawValue }.map { "\($0.key) \($0.value)" })"
            )
            for line in reading.evidence { print("  \(line.line)") }
            // Only the annex of Transana's draft has what the schema doesn't know: creators of sets.
            let isDraft = path.hasSuffix("annexA3_project.qde")
            let lost = reading.report.items(.discarded).filter { !isDraft || $0.element != "Set" }
            #expect(lost.isEmpty, "\(path): \(lost.map(\.line))")
        }
    }
}

extension QDAProject {
    /// The selections of pages, pictures and recordings.
    var regions: [QDARegionSelection] {
        sources.flatMap { source -> [QDARegionSelection] in
            switch source.content {
            case .text: []
            case .pdf(let pdf): pdf.selections
            case .picture(let picture): picture.selections
            case .audio(let recording), .video(let recording): recording.selections
            }
        }
    }

    func count(where isWanted: (QDASource.Content) -> Bool) -> Int { sources.count { isWanted($0.content) } }
}
