import Foundation
import StudyModel
import StudyService
import Testing

/// Up to where a copy need not look again at what it sends.
@Suite struct SoundHistoryTests {
    private static func head(_ folder: String) throws -> String {
        try StudyFixture.git(folder, "rev-parse", "main").output.trimmingCharacters(
            in: .whitespacesAndNewlines)
    }

    /// What the copy kept when it was closed.
    private static func kept(_ folder: String) throws -> String {
        let text = try String(contentsOfFile: "\(folder)/.rir/sound", encoding: .utf8)
        return String(text.prefix { $0 != "\n" })
    }

    @Test func ownSteps_areSound_andAStepMadeWithGitAloneIsNot() async throws {
        let team = try await TeamFixture()
        let folder = try team.folder("r1")
        let id = try await team["r1"].note("They come by themselves.").record.id
        try await team["r1"].close()
        #expect(try Self.kept(folder) == Self.head(folder))

        let before = try Self.head(folder)
        try await team.reopen("r1")
        let file = "\(folder)/\(id.path)"
        let text = try String(contentsOfFile: file, encoding: .utf8)
        try (text + "\nAll of them.\n").write(toFile: file, atomically: true, encoding: .utf8)
        try StudyFixture.git(folder, "read-tree", "HEAD")
        #expect(try StudyFixture.git(folder, "commit", "-qam", "by hand").status == 0)
        _ = try await team["r1"].note("The queue was long.")
        try await team["r1"].close()
        // What came after it is not taken for sound either, until all was looked at.
        #expect(try Self.kept(folder) == before)

        try await team.reopen("r1")
        #expect(try await team.sync("r1").way == .sent)
        try await team["r1"].close()
        #expect(try Self.kept(folder) == Self.head(folder))
        try await team.reopen("r1")
        try await team.sync("r2")
        let body = try await team["r2"].record(id.rawValue, version: nil).record.body
        #expect(body.hasSuffix("All of them.\n"))
        try await team.close()
    }

    @Test func aJoin_isLookedAtBeforeItIsSent() async throws {
        let team = try await TeamFixture()
        let folder = try team.folder("r2")
        _ = try await team["r1"].note("They come by themselves.")
        _ = try await team["r2"].note("The queue was long.")
        try await team.sync("r1")
        #expect(try await team.sync("r2").way == .joined)
        try await team["r2"].close()
        #expect(try Self.kept(folder) == Self.head(folder))
        try await team.reopen("r2")
        try await team.sync("r1")
        try await team.close()
    }
}
