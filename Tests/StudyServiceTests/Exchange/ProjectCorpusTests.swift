import Foundation
import REFIQDA
import StudyModel
import StudyService
import Testing

/// Real files of other programs come in whole, or what doesn't is said.
@Suite("Projects of other programs, as they really are", .serialized)
struct ProjectCorpusTests {
    private static let root: URL = {
        if let path = ProcessInfo.processInfo.environment["RIR_CORPORA"] { return URL(filePath: path) }
        var repository = URL(filePath: #filePath).resolvingSymlinksInPath()
        for _ in 0..<4 { repository.deleteLastPathComponent() }
        return repository.deletingLastPathComponent().appending(path: "shared/data")
    }()

    /// Fails in CI where the data is absent, so that a skipped test can't stay skipped unnoticed.
    private static func require() throws -> Bool {
        if FileManager.default.fileExists(atPath: root.appending(path: "qda").path) { return true }
        try #require(ProcessInfo.processInfo.environment["CI"] != "true", "The corpora are absent.")
        print("skipped: no corpora at \(root.path); set RIR_CORPORA")
        return false
    }

    private static func bytes(_ path: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: root.appending(path: path)))
    }

    private static func files(below folder: String) throws -> [String] {
        let names = try FileManager.default.subpathsOfDirectory(atPath: root.appending(path: folder).path)
        return names.sorted().map { "\(folder)/\($0)" }
    }

    private static func isProject(_ path: String) -> Bool {
        ["qdpx", "qde", "qda", "sqlite3"].contains(URL(filePath: path).pathExtension)
            && (try? root.appending(path: path).resourceValues(forKeys: [.isDirectoryKey]).isDirectory)
                != true
    }

    @Test func everyProject_comesInWithAReport_andGoesOutAgain() async throws {
        guard try Self.require() else { return }
        var seen = 0
        for path in try Self.files(below: "qda") where Self.isProject(path) {
            seen += 1
            let fixture = try await ExchangeFixture.study()
            let report = try await ExchangeFixture.bringIn(
                try Self.bytes(path), into: fixture.service, path: path)
            print(
                "\(path): \(report.records.made) records, \(report.codes.made) codes, \(report.codings.made) codings (\(report.codings.leftOut) left out), \(report.coders.made) coders, \(report.cases.made) cases; \(report.remarks.count) remarks"
            )
            #expect(report.codes.made > 0 && report.program != "", "\(path)")
            #expect(report.codings.leftOut == 0 || !report.remarks.isEmpty)
            let again = try await ExchangeFixture.bringIn(
                try Self.bytes(path), into: fixture.service, path: path)
            #expect(again.operation == nil, "\(path): \(again)")
            let first = try await ExchangeFixture.export(fixture.service)
            let other = try await ExchangeFixture.study()
            let back = try await ExchangeFixture.bringIn(first, into: other.service)
            #expect(back.codings.made == report.codings.made, "\(path): \(back)")
            #expect(try await ExchangeFixture.export(other.service) == first, "\(path)")
            #expect(try await fixture.service.isSound())
            try await fixture.service.close()
            try await other.service.close()
        }
        #expect(seen >= 8)
    }

    @Test func projectsOfREFI_haveTheQuotesOfTheirFiles() async throws {
        guard try Self.require() else { return }
        for path in try Self.files(below: "qda") where path.hasSuffix(".qdpx") {
            let project = try QDAProjectFile.read(Self.bytes(path)).project
            var wanted: [String] = []
            for source in project.sources {
                guard case .text(let text) = source.content else { continue }
                wanted += text.selections.filter { !$0.span.isEmpty }.flatMap { selection in
                    selection.codings.map { _ in text.quotation(of: selection.span) ?? "" }
                }
            }
            let found = try await Self.quotes(path)
            #expect(found.sorted() == wanted.sorted(), "\(path)")
        }
    }

    /// The quotes of all codings of a file that was brought in.
    private static func quotes(_ path: String) async throws -> [String] {
        let fixture = try await ExchangeFixture.study()
        let report = try await ExchangeFixture.bringIn(try bytes(path), into: fixture.service, path: path)
        var quotes: [String] = []
        for record in report.made {
            quotes += try await fixture.service.quotes(of: record.id).compactMap(\.quote)
        }
        try await fixture.service.close()
        return quotes
    }

    @Test func taguette_hasTheWordsThatItExports() async throws {
        guard try Self.require() else { return }
        let found = try await Self.quotes("qda/taguette_project.sqlite3")
        let table = String(decoding: try Self.bytes("qda/taguette_highlights.csv"), as: UTF8.self)
        // Its own export has the words of each highlight in the last column.
        let wanted = CSVRows.rows(table).dropFirst().compactMap(\.last)
        #expect(found.count == 8)
        #expect(Set(found.map(Self.words)) == Set(wanted.map(Self.words)))
    }

    /// Words alone: blanks and line ends between blocks are each program's own.
    private static func words(_ text: String) -> String {
        text.split { $0.isWhitespace || $0.isNewline }.joined(separator: " ")
    }

    @Test func qualCoder_hasTheWordsThatItKeeps() async throws {
        guard try Self.require() else { return }
        let path = "qda/AutSPACEs_usertests.qda/data.qda"
        let found = try await Self.quotes(path)
        // The database keeps the words beside the places; SQLite stores texts as they are.
        let bytes = Data(try Self.bytes(path))
        #expect(found.count == 24)
        for quote in found {
            let quote = quote.hasSuffix("\n") ? String(quote.dropLast()) : quote
            #expect(bytes.range(of: Data(quote.utf8)) != nil, "'\(quote)'")
        }
    }

    @Test func hostileFiles_areRefusedOrEmpty() async throws {
        guard try Self.require() else { return }
        let fixture = try await ExchangeFixture.study()
        for path in try Self.files(below: "hostile") where Self.isProject(path) {
            do {
                let report = try await ExchangeFixture.bringIn(
                    try Self.bytes(path), into: fixture.service, path: path)
                print("\(path): \(report.records.made) records, \(report.remarks.count) remarks")
                #expect(report.remarks.count <= 250)
            } catch let error as StudyError {
                #expect([.importUnreadable, .importUnsupported].contains(error.code), "\(path): \(error)")
            }
        }
        #expect(try await fixture.service.isSound())
        try await fixture.service.close()
    }
}

/// The rows of a small table.
private enum CSVRows {
    static func rows(_ text: String) -> [[String]] {
        var rows: [[String]] = [[]]
        var cell = ""
        var isQuoted = false
        for character in text.unicodeScalars {
            switch character {
            case "\"": isQuoted.toggle()
            case "," where !isQuoted:
                rows[rows.count - 1].append(cell)
                cell = ""
            case "\n" where !isQuoted:
                rows[rows.count - 1].append(cell)
                cell = ""
                rows.append([])
            case "\r" where !isQuoted: break
            default: cell.unicodeScalars.append(character)
            }
        }
        return rows.filter { !$0.isEmpty }
    }
}
