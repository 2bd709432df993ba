import StudyAPI
import StudyModel

@testable import StudyServer

extension Samples {
    private static var fullProject: ProjectFrame {
        var frame = ProjectFrame(path: "p", bytes: 1)
        (frame.offsets, frame.kind, frame.dryRun, frame.cleared) = ("utf16", .interview, true, true)
        return frame
    }

    private static let evidence = OffsetEvidence(
        source: "g", spans: 1, reading: "utf16", decision: "fit", onBoundaries: 1, names: 0, namesMatched: 0,
        next: "codepoint", nextOnBoundaries: 0)

    private static let leastEvidence = OffsetEvidence(
        source: nil, spans: 1, reading: "utf16", decision: "onlyOne", onBoundaries: 1, names: 0,
        namesMatched: 0)

    private static var fullReport: ProjectReport {
        var report = ProjectReport(name: "n", program: "NVivo", dryRun: false)
        report.operation = OperationID(rawValue: String(repeating: "0", count: 26))
        return report
    }

    static let projects: [Sample] = [
        Sample(schema: "ProjectFrame", full: fullProject, least: ProjectFrame(path: "p", bytes: 1)),
        same("ProjectTally", ProjectReport.Tally()),
        Sample(schema: "OffsetEvidence", full: evidence, least: leastEvidence),
        Sample(
            schema: "ProjectReport", full: fullReport,
            least: ProjectReport(name: "n", program: nil, dryRun: false)),
    ]
}
