import FoundationEssentials
import StudyModel
import Testing

@testable import Intake

/// The share of real interviews whose turns are recognised: `RIR_INTERVIEWS=<folder of texts>`.
@Suite struct InterviewTests {
    @Test(.enabled(if: ProcessInfo.processInfo.environment["RIR_INTERVIEWS"] != nil))
    func interviews_haveTurns() async throws {
        let folder = try #require(ProcessInfo.processInfo.environment["RIR_INTERVIEWS"])
        var count = 0
        var turns = 0
        var without: [String] = []
        for name in try FileManager.default.subpathsOfDirectory(atPath: folder).sorted()
        where name.hasSuffix(".md") {
            let bytes = [UInt8](try Data(contentsOf: URL(filePath: folder).appending(path: name)))
            guard let draft = try await Intake.drafts(from: IntakeSource(path: name, bytes: bytes)).first
            else { continue }
            count += 1
            let found = draft.number("turns") ?? 0
            turns += found
            if found == 0 {
                without.append(name)
            } else {
                #expect(Turns.of(body: draft.body).count == found, "\(name)")
            }
        }
        print(
            "interviews: \(count - without.count) of \(count) have turns, \(turns) in all; without: \(without)"
        )
        #expect((count - without.count) * 100 >= count * 98)
    }
}
