import StudyModel
import Testing

@testable import Intake

/// Counts how often a fact is the same, and prints what is not.
struct AgreementReport {
    private struct Count {
        var same = 0
        var definition: [String] = []
        var different: [String] = []
    }

    private var counts: [String: Count] = [:]
    private var refused: [String] = []

    /// The share below which a fact fails.
    static let least = 0.98

    /// The drafts of a corpus file; `nil` where it is refused, which is counted.
    mutating func drafts(_ path: String, tools: DocumentTools? = nil) async throws -> [RecordDraft]? {
        do {
            return try await Corpus.drafts(path, tools: tools)
        } catch let error as StudyError {
            refused.append("\(path): \(error.code.rawValue)")
            #expect(error.code.rawValue.hasPrefix("import."))
            return nil
        }
    }

    /// Whether a refused file is one the transcript importers read.
    func isTextual(_ path: String) -> Bool { path.hasSuffix(".vtt") || path.hasSuffix(".srt") }

    mutating func compare(_ fact: String, _ path: String, _ ours: String?, _ theirs: String?) {
        note(fact, path, same: ours == theirs, "'\(ours ?? "none")' here, '\(theirs ?? "none")' there")
    }

    mutating func compare(_ fact: String, _ path: String, _ ours: Set<String>, _ theirs: Set<String>) {
        note(fact, path, same: ours == theirs, "\(ours.sorted()) here, \(theirs.sorted()) there")
    }

    mutating func compare(_ fact: String, _ path: String, _ ours: [String], _ theirs: [String]) {
        note(fact, path, same: ours == theirs, "\(ours) here, \(theirs) there")
    }

    private mutating func note(
        _ fact: String, _ path: String, same: Bool, _ detail: @autoclosure () -> String
    ) {
        let reason = Definitions.reasons[fact]?[path] ?? DocumentDefinitions.reasons[fact]?[path]
        if same {
            counts[fact, default: Count()].same += 1
            #expect(reason == nil, "\(fact) of \(path) is listed as a difference and is none.")
        } else if let reason {
            counts[fact, default: Count()].definition.append("\(path): \(reason)")
        } else {
            counts[fact, default: Count()].different.append("\(path): \(detail())")
        }
    }

    /// Prints the shares and fails for one below ``least`` and for a fact that was never compared.
    func finish(expecting facts: [String]) throws {
        for fact in facts {
            let count = try #require(counts[fact], "\(fact) was never compared.")
            let compared = count.same + count.different.count
            let share = Double(count.same) / Double(max(compared, 1))
            let percent = "\(Int(share * 1000) / 10).\(Int(share * 1000) % 10) %"
            print("\(fact): \(count.same) of \(compared) agree (\(percent)),", terminator: " ")
            print("\(count.definition.count) mean something else")
            for line in count.different { print("  differs: \(line)") }
            for line in count.definition { print("  definition: \(line)") }
            #expect(share >= Self.least, "\(fact)")
        }
        if !refused.isEmpty { print("refused: \(refused.count)") }
        for line in refused { print("  \(line)") }
    }
}

/// Known differences of definition, by fact and file.
enum Definitions {
    private static let nickname =
        "a nickname behind a name is cut here and kept there (there it is cut among those present)"
    private static let piped = "columns between pipes are found here; there only the comma was tried"
    private static let legacy = "bytes that are not UTF-8, guessed as Japanese there with a question mark"
    private static let skipped = "names inside HTML or bracketed links are read here and skipped there"

    static let reasons = mail.merging(other) { first, _ in first }

    private static let other: [String: [String: String]] = [
        "present": all(
            skipped, "minutes/solid_2024-03-06.md", "minutes/solid_2025-10-01.md",
            "minutes/solid_2025-10-15.md",
            "minutes/solid_2026-02-04.md", "minutes/solid_2026-02-18.md", "minutes/solid_2026-03-18.md",
            "minutes/solid_2026-04-01.md", "minutes/solid_2026-04-15.md", "minutes/solid_2026-07-15.md"
        ).merging([
            "minutes/autspaces_20200331_backlog-refinement.md":
                "apologies are not present here and are there",
            "minutes/solid_2023-09-11.md": "all 43 names here, the first 30 there",
            "notes/autspaces_newsletter-2022-12.md":
                "'Presentations' are not people present; a field note has no list here",
        ]) { first, _ in first },
        "scribes": all(
            nickname, "minutes/solid_2026-03-04.md", "minutes/solid_2026-04-01.md",
            "minutes/solid_2026-04-15.md",
            "minutes/solid_2026-07-01.md", "minutes/solid_2026-07-15.md", "minutes/solid_2026-08-12.md"
        ).merging(["minutes/solid_2026-07-29.md": "an empty list item is no name here"]) { first, _ in first
        },
        "table delimiter": all(piped, "surveys/frictionless_dialect.csv"),
        "table widths": all(piped, "surveys/frictionless_dialect.csv"),
        "table header": all(piped, "surveys/frictionless_dialect.csv"),
        "table encoding": all(
            legacy, "surveys/csvkit_test_latin1.csv", "surveys/frictionless_latin1.csv"),
    ]

    static func all(_ reason: String, _ paths: String...) -> [String: String] {
        Dictionary(uniqueKeysWithValues: paths.map { ($0, reason) })
    }
}
