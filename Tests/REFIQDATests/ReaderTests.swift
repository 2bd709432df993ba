import Foundation
import ProgramFixture
import Testing

@testable import REFIQDA

/// An independent reader, pyrefiqda, finds in our files what was put in.
@Suite(.serialized) struct ReaderTests {
    private struct Found: Decodable, Equatable {
        struct Code: Decodable, Equatable {
            var guid: String
            var path: String
            var isCodable: Bool
        }

        struct Selection: Decodable, Equatable {
            var guid: String
            var coder: String?
            var codes: [String]
            var start: Int
            var end: Int
            var quote: String
        }

        var users: [String?]
        var codes: [Code]
        var selections: [Selection]
        var notes: [String]
    }

    /// The Python that `RIR_PYTHON` names, which has to have the reader where CI is true; otherwise any that
    /// has it.
    private static func python() throws -> String? {
        let environment = ProcessInfo.processInfo.environment
        let program = environment["RIR_PYTHON"] ?? "python3"
        if try run(program, ["-c", "import pyrefiqda"]).status == 0 { return program }
        let isNeeded = environment["RIR_PYTHON"] != nil && environment["CI"] == "true"
        try #require(!isNeeded, "The Python of RIR_PYTHON has no pyrefiqda.")
        print("skipped: \(program) has no pyrefiqda; set RIR_PYTHON")
        return nil
    }

    private static func run(_ program: String, _ arguments: [String]) throws -> (status: Int32, output: Data)
    {
        let outcome = try Program.run([program] + arguments)
        return (outcome.status, Data(outcome.bytes))
    }

    private static func found(
        in bytes: [UInt8], ending: String, counting: String, python: String
    ) throws -> Found {
        let file = FileManager.default.temporaryDirectory.appending(
            path: "refi-\(UUID().uuidString).\(ending)")
        defer { try? FileManager.default.removeItem(at: file) }
        try Data(bytes).write(to: file)
        let script = URL(filePath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
            .appending(path: "Readers/check_pyrefiqda.py")
        let (status, output) = try run(python, [script.path, file.path, counting])
        try #require(status == 0, "pyrefiqda refuses the file")
        return try JSONDecoder().decode(Found.self, from: output)
    }

    private static func codes(_ codes: [QDACode], above: String = "") -> [Found.Code] {
        codes.flatMap { code in
            [Found.Code(guid: "\(code.guid)", path: above + code.name, isCodable: code.isCodable)]
                + Self.codes(code.children, above: above + code.name + "/")
        }
    }

    /// Two coders on one passage, emoji, combining marks and right-to-left text, and a memo.
    private static let project: QDAProject = {
        let (ann, ben) = (QDAGUID.test(1), QDAGUID.test(2))
        let text = "Ann 👩‍👩‍👧: the café\u{301} closed.\nשלום, 𝒳 said.\nThe end"
        let scalars = Array(text.unicodeScalars)
        func span(_ quote: String) -> Range<Int> {
            let wanted = Array(quote.unicodeScalars)
            let start = scalars.indices.first { scalars[$0...].starts(with: wanted) } ?? 0
            return start..<start + wanted.count
        }
        let quotes = ["👩‍👩‍👧", "the café\u{301} closed", "closed.\nשלום", "𝒳 said", "The end"]
        let selections = quotes.enumerated().map { index, quote in
            QDASelection(
                guid: .test(100 + index), span: span(quote),
                codings: [ann, ben].enumerated().map { coder, user in
                    QDACoding(guid: .test(200 + 2 * index + coder), code: .test(11), creator: user)
                })
        }
        let inner = QDACode(guid: .test(11), name: "cost & <time>", colour: QDAColour("#33cc33"))
        return QDAProject(
            name: "p", users: [QDAUser(guid: ann, name: "Ann"), QDAUser(guid: ben, name: "Ben ☂")],
            codes: [QDACode(guid: .test(10), name: "access", isCodable: false, children: [inner])],
            sources: [
                QDASource(guid: .test(20), name: "a", content: .text(QDAText(text, selections: selections)))
            ],
            notes: [QDANote(guid: .test(30), name: "memo", body: QDAText("why?\nso"))])
    }()

    @Test(arguments: QDAProfile.allCases)
    func everyProfile_isReadWithTheRightQuotations(_ profile: QDAProfile) throws {
        guard let python = try Self.python() else { return }
        let counting =
            switch profile {
            case .standard, .atlasti: "codepoint"
            case .nvivo: "utf16"
            case .maxqda: "translated"
            }
        let written = try QDAProjectFile.write(Self.project, options: QDAWriteOptions(profile: profile))
        let found = try Self.found(in: written.bytes, ending: "qdpx", counting: counting, python: python)
        #expect(found.users == ["Ann", "Ben ☂"])
        #expect(found.codes == Self.codes(Self.project.codes))
        let lineEnd = profile == .nvivo ? "\r\n" : "\n"
        let body = try #require(written.project.bodies.first?.body)
        #expect(found.selections.count == 10)
        for (theirs, ours) in zip(found.selections, body.selections) {
            let quote = try #require(body.quotation(of: ours.span))
            #expect(theirs.guid == "\(ours.guid)")
            #expect(theirs.quote == quote.split(separator: "\n").joined(separator: lineEnd))
            #expect(theirs.coder == ours.codings.first?.creator.map { "\($0)" })
            #expect(theirs.codes == ours.codings.map { "\($0.code)" })
        }
        #expect(found.notes == [profile == .nvivo || profile == .maxqda ? "why?\r\nso" : "why?\nso"])
    }

    @Test func randomProjects_areReadWithTheRightQuotations() throws {
        guard let python = try Self.python() else { return }
        for seed: UInt64 in 1...5 {
            var maker = RandomProject(seed: seed, isComplete: seed % 2 == 0)
            let written = try QDAProjectFile.write(maker.project())
            let found = try Self.found(
                in: written.bytes, ending: "qdpx", counting: "codepoint", python: python)
            let bodies = written.project.sources.compactMap { source in
                if case .text(let text) = source.content { text } else { nil }
            }
            let quotes = bodies.flatMap { body in body.selections.map { body.quotation(of: $0.span) } }
            #expect(found.selections.map(\.quote) == quotes)
            #expect(found.codes == Self.codes(written.project.codes))
        }
    }

    @Test func codebook_isRead() throws {
        guard let python = try Self.python() else { return }
        let written = try QDACodebookFile.write(QDACodebook(origin: "tests", codes: Self.project.codes))
        let found = try Self.found(in: written.bytes, ending: "qdc", counting: "", python: python)
        #expect(found.codes == Self.codes(Self.project.codes))
    }
}
