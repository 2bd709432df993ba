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

    /// Tables in release mode: `RIR_SPEED_TABLES=<folder of tables>`.
    @Test(.enabled(if: ProcessInfo.processInfo.environment["RIR_SPEED_TABLES"] != nil))
    func tables_areReadFast() throws {
        let folder = try #require(ProcessInfo.processInfo.environment["RIR_SPEED_TABLES"])
        for name in try FileManager.default.subpathsOfDirectory(atPath: folder).sorted() {
            let bytes = [UInt8](try Data(contentsOf: URL(filePath: folder).appending(path: name)))
            let clock = ContinuousClock()
            let before = Self.memory()
            let start = clock.now
            let draft = try SurveyIntake.read(source: IntakeSource(path: name, bytes: bytes))
            let read = clock.now - start
            let files = draft.files.map { $0.bytes.count }
            let written = clock.now - start - read
            print(
                "\(name): \(bytes.count) bytes, \(draft.survey.answers.count) answers, \(draft.records.count) records"
            )
            print("  read \(read), written \(files) in \(written), peak \(Self.memory()) (before: \(before))")
            #expect(read < .seconds(20))
        }
    }

    /// The largest memory so far, as the system counts it.
    private static func memory() -> String {
        let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
        return status.split(separator: "\n").first { $0.hasPrefix("VmHWM") }.map {
            $0.dropFirst(6).filter { $0 != "\t" }
        } ?? "unknown"
    }
}
