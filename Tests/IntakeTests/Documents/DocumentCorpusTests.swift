import FoundationEssentials
import StudyModel
import Testing

@testable import Intake

/// How often the document readers agree with python-docx, ElementTree, striprtf, BeautifulSoup and pypdf about the
/// shared test data.
///
/// Texts are compared by their letters and digits alone, without Markdown's marks: *head* asks whether what the other
/// program found first stands in the first part of the record, *length* whether there is as much text, give or take a
/// quarter and 60 letters; where the other program leaves out tables and notes, only whether there is enough.
@Suite struct DocumentCorpusTests {
    private static let endings: Set<String> = ["docx", "odt", "rtf", "html", "htm", "pdf", "epub", "doc"]

    @Test func documents_agreeWithOtherPrograms() async throws {
        guard try Corpus.require(), let tools = await Tools.require() else { return }
        var report = AgreementReport()
        var (records, refusals) = (0, 0)
        for (path, facts) in try DocumentFacts.all()
        where Self.endings.contains(SourcePath(path).fileExtension) && !path.hasPrefix("hostile/") {
            let result = await read(IntakeSource(path: path, bytes: try Corpus.bytes(path), tools: tools))
            switch result {
            case .success(let drafts):
                records += 1
                #expect(drafts.count == 1, "\(path)")
                for draft in drafts {
                    Inert.check(draft, of: path)
                    #expect(Set(draft.guesses.map(\.field)).count == draft.guesses.count, "\(path)")
                    Self.compare(draft, path, facts, &report)
                }
            case .failure(let error):
                refusals += 1
                Inert.check(error, of: path)
                Self.compare(error, path, facts, &report)
            }
        }
        print("documents: \(records) records, \(refusals) refusals by name")
        try report.finish(expecting: [
            "document read", "document encrypted", "document head", "document length", "document pages",
            "document title", "document date", "document present", "document scribes", "document speakers",
            "document turns", "document comments", "document insertions", "document deletions",
            "document notes",
        ])
    }

    private static func compare(
        _ draft: RecordDraft, _ path: String, _ facts: DocumentFacts, _ report: inout AgreementReport
    ) {
        report.compare("document read", path, "record", facts.error == nil ? "record" : "refused")
        report.compare(
            "document encrypted", path, "opens", facts.needsPassword ? "needs a password" : "opens")
        compareText(draft, path, facts, &report)
        compareMinutes(draft, path, facts, &report)
        if let pages = facts.pages { report.compare("document pages", path, draft.number("pages"), pages) }
        if let speakers = facts.speakers {
            report.compare("document speakers", path, Set(draft.list("speakers") ?? []), Set(speakers))
        }
        if let turns = facts.turns { report.compare("document turns", path, draft.number("turns"), turns) }
        if let comments = facts.comment_refs {
            report.compare("document comments", path, draft.memos.count, comments)
        }
        let tracked = draft.text("tracked-changes")?.split(separator: " ").compactMap { Int($0) } ?? [0, 0]
        if let insertions = facts.ins {
            report.compare("document insertions", path, tracked.first, insertions)
        }
        if let deletions = facts.del { report.compare("document deletions", path, tracked.last, deletions) }
        if let regions = facts.tracked_regions {
            report.compare("document insertions", path, tracked.reduce(0, +), regions)
        }
        if let notes = facts.footnote_refs ?? facts.notes {
            let count = draft.body.split(separator: "\n").filter { $0.hasPrefix("[^") }.count
            report.compare("document notes", path, count, notes)
        }
    }

    private static func compareText(
        _ draft: RecordDraft, _ path: String, _ facts: DocumentFacts, _ report: inout AgreementReport
    ) {
        var body = Letters.withoutMarks(draft.body)
        // python-docx gives a document's paragraphs without its tables.
        if path.hasSuffix(".docx"), facts.leavesOutTables { body = body.replacing(/(?m)^\|.*$/, with: "") }
        let ours = Letters.of(draft.title + "\n" + body)
        if let head = facts.text_head {
            let theirs = Letters.of(head)
            let isThere = String(ours.prefix(4 * theirs.count + 400)).contains(theirs)
            report.compare("document head", path, isThere ? theirs : String(ours.prefix(120)), theirs)
        }
        if let chars = facts.chars {
            // Of the other program's characters, about one in six is a space or a mark.
            let count = Letters.of(Letters.withoutMarks(draft.body)).count
            let expected = chars * 5 / 6
            let isEnough = count + 60 >= expected * 3 / 4
            let isTooMuch = !facts.leavesOutTables && count > chars * 5 / 4 + 60
            let verdict = isEnough && !isTooMuch ? "about \(chars)" : "\(count)"
            report.compare("document length", path, verdict, "about \(chars)")
        }
    }

    private static func compareMinutes(
        _ draft: RecordDraft, _ path: String, _ facts: DocumentFacts, _ report: inout AgreementReport
    ) {
        if let title = facts.title?.singleLine { report.compare("document title", path, draft.title, title) }
        if let date = facts.date {
            report.compare("document date", path, draft.day?.rawValue, String(date.prefix(10)))
        }
        if let present = facts.present {
            report.compare("document present", path, draft.list("present") ?? [], present)
        }
        if let scribes = facts.scribes {
            report.compare("document scribes", path, draft.list("scribes") ?? [], scribes)
        }
    }

    private static func compare(
        _ error: StudyError, _ path: String, _ facts: DocumentFacts, _ report: inout AgreementReport
    ) {
        if facts.needsPassword || error.code == .importEncrypted {
            let theirs = facts.needsPassword ? "needs a password" : "opens"
            report.compare(
                "document encrypted", path, error.code == .importEncrypted ? "needs a password" : "opens",
                theirs)
            return
        }
        // Nothing but white space is refused here and an empty text there.
        let isEmpty = facts.error != nil || facts.text_head?.trimmed.isEmpty != false
        report.compare("document read", path, "refused", isEmpty ? "refused" : "record")
    }
}

extension AgreementReport {
    mutating func compare(_ fact: String, _ path: String, _ ours: Int?, _ theirs: Int) {
        compare(fact, path, ours.map(String.init), String(theirs))
    }
}

/// What other programs found in a document.
struct DocumentFacts: Decodable {
    var error: String?
    var encrypted: Bool?
    var opens_with_empty_password: Bool?
    var container: String?
    var text_head: String?
    var chars: Int?
    var pages: Int?
    var title: String?
    var date: String?
    var present: [String]?
    var scribes: [String]?
    var speakers: [String]?
    var turns: Int?
    var comment_refs: Int?
    var ins: Int?
    var del: Int?
    var tracked_regions: Int?
    var footnote_refs: Int?
    var notes: Int?
    var tables: Int?

    var needsPassword: Bool { encrypted == true && opens_with_empty_password != true }

    /// python-docx counts paragraphs outside tables; ElementTree counts no notes.
    var leavesOutTables: Bool { (tables ?? 0) > 0 || (footnote_refs ?? 0) > 0 || (notes ?? 0) > 0 }

    static func all() throws -> [(path: String, facts: DocumentFacts)] {
        let text = String(decoding: try Corpus.bytes("MANIFEST.tsv"), as: UTF8.self)
        return try text.split(separator: "\n").dropFirst().compactMap { line in
            let columns = line.split(separator: "\t", omittingEmptySubsequences: false)
            guard columns.count == 9, Self.holds(columns[0]) else { return nil }
            let facts = try JSONDecoder().decode(DocumentFacts.self, from: Data(columns[8].utf8))
            return (String(columns[0]), facts)
        }
    }

    private static func holds(_ path: Substring) -> Bool {
        ["documents/", "minutes/", "transcripts/", "surveys/", "qda/", "hostile/"].contains {
            path.hasPrefix($0)
        }
            && ["docx", "odt", "rtf", "html", "htm", "pdf", "epub", "doc"].contains {
                path.hasSuffix(".\($0)")
            }
    }
}

/// Texts as their letters and digits, so that marks, spaces and hyphens do not count.
enum Letters {
    static func of(_ text: String) -> String {
        var out = String.UnicodeScalarView()
        for scalar in text.unicodeScalars
        where scalar.properties.isAlphabetic || scalar.properties.numericType != nil {
            switch scalar.value {
            case 0xFB00...0xFB06:
                out.append(contentsOf: PDFText.cleaned(Array(String(scalar).utf8)).unicodeScalars)
            default: out.append(contentsOf: scalar.properties.lowercaseMapping.unicodeScalars)
            }
        }
        return String(out)
    }

    /// Without the addresses of links, numbers of notes, marks of pages and names of pictures.
    static func withoutMarks(_ body: String) -> String {
        var text = body.replacing(/\]\([^)\n]*\)/, with: "]")
        text = text.replacing(/\[\^\d+\]:?/, with: "").replacing(/\[page \d+\]/, with: "")
        text = text.replacing(#/(?m)^[ >]*\d+\. /#, with: "").replacing("[text box]", with: "")
        return text.replacing(/\[image[^\]\n]*\]/, with: "")
    }
}

/// The programs, found once for all tests.
enum Tools {
    private static let found = Task { await DocumentTools.find() }

    /// The tools, or `nil` with a word about it where pandoc or poppler are absent; CI has them.
    static func require() async -> DocumentTools? {
        let tools = await found.value
        let isComplete = [DocumentTools.Program.pandoc, .pdftotext, .pdfinfo, .qpdf].allSatisfy {
            tools.programs[$0] != nil
        }
        if isComplete { return tools }
        #expect(ProcessInfo.processInfo.environment["CI"] != "true", "The document readers are absent.")
        print("skipped: no pandoc, poppler or qpdf; run script/bootstrap")
        return nil
    }
}
