import CodingLogic
import StudyModel
import Testing

struct CodebookEditorTests {
    private let by: Provenance
    private let ids = Numbers()

    init() throws {
        by = Provenance(
            by: try #require(MemberID(rawValue: "r1")), at: Timestamp(secondsSinceEpoch: 1_600_000_000))
    }

    private func editor(_ codebook: Codebook = Codebook()) -> CodebookEditor {
        CodebookEditor(
            codebook, by: by, newID: { [ids] in ids.code() },
            newNonce: { String(repeating: "a", count: 64) })
    }

    private func frame() throws -> CodebookEditor {
        var editor = editor()
        for (name, parent) in [
            ("Pathway", ""), ("Access", "pathway"), ("Open", "access"), ("Engagement", "pathway"),
            ("Open", "engagement"),
        ] {
            try editor.apply(CodebookChange(.add, name: name, parent: parent))
        }
        return editor
    }

    @Test func adding_sameNameUnderTwoParents_isAllowedOnceEach() throws {
        var editor = try frame()
        #expect(
            editor.codebook.entries.map(\.path.rawValue) == [
                "pathway", "pathway/access", "pathway/access/open", "pathway/engagement",
                "pathway/engagement/open",
            ])
        #expect(throws: StudyError.self) {
            try editor.apply(CodebookChange(.add, name: "open", parent: "access"))
        }
        #expect(editor.codebook.entries.count == 5)
    }

    @Test func resolving_endOfPath_asksWhereSeveralMatch() throws {
        let codebook = try frame().codebook
        #expect(try codebook.one("access/open").path.rawValue == "pathway/access/open")
        #expect(throws: StudyError.self) { try codebook.one("open") }
        let error = #expect(throws: StudyError.self) { try codebook.one("acess") }
        #expect(error?.hint?.contains("pathway/access") == true)
    }

    @Test func moving_takesEverythingBelowAlong_andRefusesItself() throws {
        var editor = try frame()
        try editor.apply(CodebookChange(.move, code: "access", parent: ""))
        #expect(editor.codebook.entries.contains { $0.path.rawValue == "access/open" })
        #expect(throws: StudyError.self) {
            try editor.apply(CodebookChange(.move, code: "access", parent: "access/open"))
        }
    }

    @Test func redefining_raisesTheRevision_renamingDoesNot() throws {
        var editor = try frame()
        try editor.apply(CodebookChange(.rename, code: "access", name: "Way in"))
        #expect(try editor.codebook.one("way-in").code.revision == 1)
        var change = CodebookChange(.edit, code: "way-in")
        change.definition = "Who is reached."
        try editor.apply(change)
        #expect(try editor.codebook.one("way-in").code.revision == 2)
        change.definition = "Who is reached, and how."
        change.keepsMeaning = true
        try editor.apply(change)
        #expect(try editor.codebook.one("way-in").code.revision == 2)
    }

    @Test func merging_movesChildrenAndRetires() throws {
        var editor = try frame()
        try editor.apply(CodebookChange(.rename, code: "engagement/open", name: "Closed"))
        var merge = CodebookChange(.merge, code: "engagement")
        merge.into = "access"
        try editor.apply(merge)
        #expect(editor.codebook.entries.contains { $0.path.rawValue == "pathway/access/closed" })
        #expect(editor.recodings.count == 1)
        let source = try editor.codebook.one("pathway/engagement").code
        #expect(source.status == .retired)
        #expect(source.replacedBy.count == 1)
    }

    @Test func merging_overAChildOfTheSameName_isRefusedAndChangesNothing() throws {
        var editor = try frame()
        let before = editor.codebook
        var merge = CodebookChange(.merge, code: "engagement")
        merge.into = "access"
        #expect(throws: StudyError.self) { try editor.apply(merge) }
        #expect(editor.codebook == before)
    }

    @Test func differences_nameWhatHappened() throws {
        let before = try frame().codebook
        var editor = editor(before)
        var split = CodebookChange(.split, code: "access/open")
        split.names = ["Walk in", "Drop in"]
        try editor.apply(split)
        try editor.apply(CodebookChange(.move, code: "engagement", parent: ""))
        let kinds = Dictionary(
            uniqueKeysWithValues: editor.codebook.differences(from: before).map {
                ($0.path.rawValue, $0.kinds)
            })
        #expect(kinds["pathway/access/open"] == [.split])
        #expect(kinds["pathway/access/walk-in"] == [.added])
        #expect(kinds["engagement"] == [.moved])
        #expect(kinds["engagement/open"] == nil)
    }

    @Test func codeText_roundTrips_andRefusesWhatIsNotCanonical() throws {
        var code = try #require(try frame().codebook.entries.first).code
        code.definition = "Line one\nline \"two\" — ünïcode 🙂"
        code.colour = "#4c78a8"
        code.scale = Code.Scale(lowest: 1, highest: 5)
        code.isCategory = true
        code.replacedBy = [code.id]
        let bytes = Array(CodeText.text(of: code).utf8)
        #expect(try CodeText.code(from: bytes) == code)
        #expect(throws: PeopleTextFailure.self) { try CodeText.code(from: bytes + [0x20]) }
    }

    @Test(arguments: [
        ("Access: open (self-referral)", "access-open-self-referral"), ("Ünïcode Straße", "ünïcode-straße"),
        ("  ", "code"), ("???", "code"), ("多語", "多語"), ("a/b", "a-b"),
    ])
    func slug_ofAName_isAPartOfAPath(_ name: String, _ slug: String) {
        #expect(CodePath.slug(of: name) == slug)
        #expect(CodePath(rawValue: CodePath.slug(of: name)) != nil)
    }
}

/// Ids that count up.
private final class Numbers: @unchecked Sendable {
    private var next = 0

    func code() -> CodeID {
        next += 1
        return CodeID(rawValue: "c-" + next.padded(to: 10)).unsafelyUnwrapped
    }
}
