import StudyModel
import Testing

@testable import Intake

/// How often the importers agree with other programs about the shared test data.
///
/// The manifest holds what Python's libraries, webvtt-py, srt and regular expressions found. Where those mean
/// something else by a fact, the difference is named in ``Definitions``, printed, and left out of the share;
/// everything else counts. See `docs/reference/import.md`, "Agreement with other programs".
@Suite struct CorpusTests {
    @Test func transcripts_agreeOnCuesSpeakersAndTurns() async throws {
        guard try Corpus.require() else { return }
        var report = AgreementReport()
        for (path, facts) in try Corpus.manifest(["transcripts"]) {
            let cues = facts.cues ?? facts.webvtt_py_cues ?? facts.srt_cues
            guard let draft = try await report.drafts(path)?.first else {
                // A file that was refused for having no cue agrees where the other program found none.
                if let cues, report.isTextual(path) { report.compare("cues", path, "0", String(cues)) }
                continue
            }
            #expect(draft.kind == .interview, "\(path)")
            if let cues { report.compare("cues", path, draft.number("cues").map(String.init), String(cues)) }
            if let names = (facts.speakers ?? facts.voices ?? facts.speaker_labels)?.names {
                report.compare("speakers", path, Set(draft.list("speakers") ?? []), names)
            }
            if let turns = facts.turns {
                report.compare("turns", path, draft.number("turns").map(String.init), String(turns))
            }
            if let end = facts.last_end {
                report.compare("duration", path, draft.text("duration"), Self.padded(end))
            }
            if let encoding = facts.encoding {
                report.compare(
                    "encoding", path, draft.text("encoding") ?? "utf-8", Self.encodings[encoding] ?? encoding)
            }
        }
        try report.finish(expecting: ["cues", "speakers", "turns", "duration", "encoding"])
    }

    @Test func minutesAndNotes_agreeOnTitleDateAndPresent() async throws {
        guard try Corpus.require() else { return }
        var report = AgreementReport()
        for (path, facts) in try Corpus.manifest(["minutes", "notes"]) {
            guard let draft = try await report.drafts(path)?.first else { continue }
            #expect(draft.kind == (path.hasPrefix("minutes/") ? .minutes : .fieldNote), "\(path)")
            if let title = facts.title?.singleLine {
                report.compare("minutes title", path, draft.title, title)
            }
            if let date = facts.date {
                report.compare("minutes date", path, draft.day?.rawValue, String(date.prefix(10)))
            }
            if let present = facts.present {
                report.compare("present", path, draft.list("present") ?? [], present)
            }
            if let scribes = facts.scribes {
                report.compare("scribes", path, draft.list("scribes") ?? [], scribes)
            }
        }
        try report.finish(expecting: ["minutes title", "minutes date", "present", "scribes"])
    }

    /// `0:01:45.720000` and `00:01:45.720` as `00:01:45.720`.
    private static func padded(_ time: String) -> String {
        let parts = time.split(separator: ".")
        let clock = parts[0].split(separator: ":").map { ($0.utf8.count < 2 ? "0" : "") + $0 }.joined(
            separator: ":")
        return "\(clock).\(parts.count > 1 ? String(parts[1].prefix(3)) : "000")"
    }

    private static let encodings = [
        "utf-8-sig": "utf-8", "utf-16": "utf-16le", "utf-16-le": "utf-16le", "utf-16-be": "utf-16be",
        "utf-32-le": "utf-32le", "cp1252": "windows-1252", "ascii": "utf-8",
    ]
}
