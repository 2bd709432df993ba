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
    mutating func drafts(_ path: String) async throws -> [RecordDraft]? {
        do {
            return try await Corpus.drafts(path)
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
        let reason = Definitions.reasons[fact]?[path]
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
    private static let comment =
        "a comment behind the address is its name here and left out there (RFC 5322 §3.4)"
    private static let malformedFrom = "not an address: kept as written here, quoted there"
    private static let lenientDate = "a date that breaks RFC 5322 is read here and given up there"
    private static let nickname =
        "a nickname behind a name is cut here and kept there (there it is cut among those present)"
    private static let skipped = "names inside HTML or bracketed links are read here and skipped there"

    static let reasons: [String: [String: String]] = [
        "mail from": all(
            comment,
            "emails/bounce_mailbox-unknown.eml", "emails/bounce_spam-rejection10.eml",
            "emails/bounce_spam-rejection21.eml", "emails/bounce_spam-rejection32.eml",
            "emails/bounce_spam-rejection43.eml", "emails/bounce_user-unknown-not-active.eml",
            "emails/cpython_msg_01.eml", "emails/cpython_msg_03.eml", "emails/cpython_msg_14.eml",
            "emails/cpython_msg_20.eml", "emails/cpython_msg_44.eml",
            "emails/hyperkitty_payload-utf8-wrong.eml",
            "emails/mime4j_german.eml", "emails/mime4j_not-mime.eml"
        ).merging(
            all(
                malformedFrom, "emails/hyperkitty_strange-in-reply-to-header.eml",
                "emails/hyperkitty_wrong-in-reply-to-header.eml")
        ) { first, _ in first },
        "mail subject": all(
            "bare windows-1251 bytes are decoded here and lost there",
            "emails/djangomailbox_message_with_single_byte_extended_subject_encoding.eml"),
        "mail date": all(
            lenientDate, "emails/hyperkitty_bad_folding.eml", "emails/hyperkitty_non-ascii-date-header.eml",
            "emails/mime4j_mime4j-219-new-date-time-format.eml", "emails/tika_testRFC822_date_utf8.eml"
        ).merging(
            all("no Date header: the day is the file name's here", "emails/mime4j_2002_06_12_doublebound.eml")
        ) {
            first, _ in first
        },
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
    ]

    private static func all(_ reason: String, _ paths: String...) -> [String: String] {
        Dictionary(uniqueKeysWithValues: paths.map { ($0, reason) })
    }
}
