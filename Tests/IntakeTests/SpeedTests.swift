import FoundationEssentials
import StudyModel
import Testing

@testable import Intake

/// Bytes a second, in release mode, on real interviews: `RIR_SPEED=<folder of texts>`.
@Suite struct SpeedTests {
    @Test(.enabled(if: ProcessInfo.processInfo.environment["RIR_SPEED"] != nil)) func interviews_areReadFast()
        async
        throws
    {
        let folder = try #require(ProcessInfo.processInfo.environment["RIR_SPEED"])
        var sources: [IntakeSource] = []
        for name in try FileManager.default.subpathsOfDirectory(atPath: folder).sorted()
        where name.hasSuffix(".md") {
            let bytes = [UInt8](try Data(contentsOf: URL(filePath: folder).appending(path: name)))
            sources.append(IntakeSource(path: name, bytes: bytes))
        }
        var kinds: [RecordKind: Int] = [:]
        let clock = ContinuousClock()
        let start = clock.now
        for source in sources {
            for draft in (try? await Intake.drafts(from: source)) ?? [] { kinds[draft.kind, default: 0] += 1 }
        }
        let seconds =
            Double((clock.now - start).components.attoseconds) / 1e18
            + Double((clock.now - start).components.seconds)
        let bytes = sources.reduce(0) { $0 + $1.bytes.count }
        print("\(sources.count) texts, \(bytes) bytes in \(seconds) s, \(kinds)")
        print("\(Double(bytes) / seconds / 1e6) MB/s, \(Double(sources.count) / seconds) drafts/s")
        #expect(Double(bytes) / seconds >= 40e6)
    }
}
