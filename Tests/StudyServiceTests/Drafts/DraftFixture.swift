import Foundation
import StudyModel
import StudyService
import Testing

extension FeedbackFixture {
    static let draftYAML = """
        policies:
          consent: required
        tables:
          - title: "Mobiles by employer"
            survey: staff
            variables: [mobile]
            by: employer

        """

    /// A survey of twenty people and more, of whom three are of a small employer.
    func addSurvey(_ count: Int = 20) async throws {
        var rows = ["id,employer,mobile"]
        for number in 1...count {
            let employer = number <= 10 || number > 20 ? "vcse" : number <= 17 ? "network" : "trust"
            rows.append("a\(number),\(employer),\(number % 10 < 6 ? "yes" : "no")")
        }
        let file = ImportFile(
            path: "staff.csv", bytes: Array((rows.joined(separator: "\n") + "\n").utf8), modified: nil,
            overrides: .init())
        _ = try await service.importSurvey(file, options: .init(), dryRun: false, cleared: true)
    }

    /// A draft that cites a finding and the words of SP66.
    func draft(_ name: String = "interim", more: String = "") async throws -> DraftView {
        _ = try await finding()
        let quote = try await code(0, "come by themselves", .supports)
        return try await service.writeDraft(
            DraftPlan(
                name: name, title: "Interim report",
                text: """
                    ## Access

                    We found: [[finding:open-door]] Of [[count:records]] records.

                    [[quote:\(quote.record)/\(quote.coding ?? "")]]

                    - one
                    - two
                    \(more)

                    """))
    }

    static func text(_ text: String, reason: String? = nil, takesIn: [Int]? = nil) -> DraftChanges {
        var changes = DraftChanges()
        (changes.text, changes.reason, changes.takesIn) = (text, reason, takesIn)
        return changes
    }

    func share(_ audience: String..., draft: String = "interim") async throws -> DraftView {
        try await service.shareDraft(draft, CommentRoundPlan(audience: audience, due: Self.day))
    }

    /// A Word file as somebody sends it back, made by pandoc from what `markdown` says; `nil` without pandoc.
    static func word(_ markdown: String) throws -> [UInt8]? {
        guard FileManager.default.isExecutableFile(atPath: "/usr/bin/pandoc") else { return nil }
        let (process, input, output) = (Process(), Pipe(), Pipe())
        process.executableURL = URL(fileURLWithPath: "/usr/bin/pandoc")
        process.arguments = ["-f", "markdown", "-t", "docx", "-o", "-"]
        (process.standardInput, process.standardOutput) = (input, output)
        try process.run()
        try input.fileHandleForWriting.write(contentsOf: Data(markdown.utf8))
        try input.fileHandleForWriting.close()
        let bytes = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return Array(bytes)
    }
}
