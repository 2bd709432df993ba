import StudyModel
import Testing

@testable import TerminalCoder

@Suite struct StateTests {
    private static let note = """
        The first sentence is here. The second one follows. A third ends it.

        Another paragraph begins. It has two.

        Last words.

        """

    @Test(arguments: [
        ("", "The firs"), ("w", "first se"), ("ww", "sentence"), ("e", "The seco"), ("ee", "A third "),
        ("eee", "Another "),
        ("r", "Another "), ("rr", "Last wor"), ("t", "Another "), ("eeh", "The seco"), ("ehl", "The seco"),
        ("rl", "Last wor"),
        ("rr^r", "Another "), ("ee^e", "The seco"), ("www^w", "sentence"), ("G", "\n"), ("Gg", "The firs"),
        ("a", "he first"),
        ("→→←", "he first"), ("a→h", "he first"), (".,", "The firs"), ("}{", "The firs"), ("j", "d ends i"),
        ("jk", "The firs"),
        ("↓↓↓", "aragraph"),
    ])
    func moving_byUnits_goesWhereTheyBegin(_ keys: String, _ ahead: String) throws {
        var session = try MemoryDesk.with(Self.note).session()
        session.type(keys)
        if keys.contains("↓") || keys.contains("j") {
            #expect(session.state.lines.column(of: session.state.cursor, in: session.state.text) == 0)
        } else {
            #expect(session.ahead().hasPrefix(ahead))
        }
    }

    @Test(arguments: [
        ("E", "The first sentence is here."), ("EE", "The first sentence is here. The second one follows."),
        ("E ", "The first sentence is here. The second one follows."), ("W", "The"),
        ("WWW", "The first sentence"),
        ("R", "The first sentence is here. The second one follows. A third ends it."), ("v", "T"),
        ("vw", "The"),
        ("vww", "The first"), ("vee", "The first sentence is here. The second one follows."),
        ("vE", "The first sentence is here."), ("wwWE", "The first sentence is here."),
        ("eEh", "The first sentence is here. The second one follows."),
        ("EEh", "The first sentence is here."), ("EEx", "The first sentence is here."),
        ("Ex", "The first sentence is"),
        ("wWo^w", "The first"), ("eEoE", "The first sentence is here. The second one follows."),
        ("eEo", "The second one follows."),
        ("v→→", "The"), ("v→→←", "Th"), ("E⎋", nil), ("Ev", nil), ("vvv", "T"),
        ("eE^e", "The first sentence is here. The second one follows."),
        ("EEEo^e", "The first sentence is here. The second one follows. A third ends it."),
        ("EEEow", "first sentence is here. The second one follows. A third ends it."),
        ("EEEox", "The second one follows. A third ends it."),
        ("T", "The first sentence is here. The second one follows. A third ends it."),
        (" ", "The first sentence is here."), ("w ", "first"), ("n", nil), ("En", nil),
    ])
    func marking_growsAndShrinksByUnits(_ keys: String, _ marked: String?) throws {
        var session = try MemoryDesk.with(Self.note).session()
        session.type(keys)
        #expect(session.markedText == marked)
    }

    @Test func coding_withThePicker_appliesToTheMark() throws {
        let desk = MemoryDesk.with(Self.note)
        var session = try desk.session()
        session.type("Ecacc⏎")
        #expect(desk.lines == ["Access: The first sentence is here."])
        // The mark rests: another code goes to the same words, and moving on drops it.
        session.type("cskill⏎")
        #expect(desk.lines.last == "Skills: The first sentence is here.")
        session.type("e")
        #expect(session.state.marked == nil)
    }

    @Test(arguments: [
        ("c⏎", ["Community: The first sentence is here."]),
        (
            "Eccap⇥skil⇥⏎",
            ["Voluntary capacity: The first sentence is here.", "Skills: The first sentence is here."]
        ),
        ("Ecwell⏎4", ["Wellbeing 4: The first sentence is here."]),
        ("Ecwell⏎9⏎", ["Wellbeing: The first sentence is here."]),
        ("Ecwell⏎⎋", []),
        ("Ecacc⏎e=", ["Access: The first sentence is here.", "Access: The second one follows."]),
        ("Ecwell⏎3e=", ["Wellbeing 3: The first sentence is here.", "Wellbeing 3: The second one follows."]),
        ("Ecacc⏎e1", ["Access: The first sentence is here.", "Access: The second one follows."]),
        (
            "Ecacc⏎cskil⏎e2e1",
            [
                "Access: The first sentence is here.", "Skills: The first sentence is here.",
                "Skills: The second one follows.",
                "Access: A third ends it.",
            ]
        ),
        ("Ecacc⏎ec1", ["Access: The first sentence is here.", "Access: The second one follows."]),
        ("Ccacc⎋Coutr⏎", ["Outreach: *"]), ("7", []), ("=", []),
        ("Ecacc⏎=", ["Access: The first sentence is here."]),
        ("Ecacc⏎d", []), ("Ecacc⏎eEcskil⏎uu", []), ("Ecacc⏎dud", []),
        ("Ecacc⏎du", ["Access: The first sentence is here."]),
        ("Ecreferral let⏎⎋⎋", []),
        (
            "Ecacc⏎cwell⏎2i5",
            ["Access: The first sentence is here.", "Wellbeing 5: The first sentence is here."]
        ),
    ])
    func coding_fromTheKeyboard_isOnTheDesk(_ keys: String, _ lines: [String]) throws {
        let desk = MemoryDesk.with(Self.note)
        var session = try desk.session()
        session.type(keys)
        #expect(desk.lines == lines)
        #expect(session.state.sheet.codings.map(\.coding) == desk.mine)
    }

    @Test func newCode_typedInThePicker_isAddedBelowItsParentAndApplied() throws {
        let desk = MemoryDesk.with(Self.note)
        var session = try desk.session()
        session.type("EcWaiting lists⏎acce⏎")
        #expect(desk.lines == ["Waiting lists: The first sentence is here."])
        let entry = try #require(desk.codebook.entries.first { $0.code.name == "Waiting lists" })
        #expect(entry.path.rawValue == "pathway/access/waiting-lists")
        session.type("eEcTop⏎⏎")
        #expect(desk.codebook[try #require(CodePath(rawValue: "top"))] != nil)
        #expect(session.state.recent.digits.count == 2)
    }

    @Test func comment_ofTheCodingUnderTheCursor_isSaved() throws {
        let desk = MemoryDesk.with(Self.note)
        var session = try desk.session()
        session.type("Ecacc⏎mfirst⏎")
        #expect(desk.mine.first?.comment == "first")
        session.type("m^uother⎋")
        #expect(desk.mine.first?.comment == "first")
        session.type("m^u⏎")
        #expect(desk.mine.first?.comment == nil)
    }

    @Test func severalCodings_underTheCursor_areChosenFrom() throws {
        let desk = MemoryDesk.with(Self.note)
        var session = try desk.session()
        session.type("Ecacc⏎cskil⏎d2")
        #expect(desk.lines == ["Access: The first sentence is here."])
        session.type("Coutr⏎rd⏎")
        #expect(desk.lines == ["Access: The first sentence is here."])
    }

    @Test func codingOfSomebodyElse_cannotBeChanged() throws {
        let desk = MemoryDesk.with(Self.note)
        desk.put(Samples.access, 0..<20, by: CoderID(rawValue: "r2"))
        var session = try desk.session()
        session.type("d")
        #expect(session.state.message?.text.contains("r2's") == true)
        #expect(session.state.sheet.codings.count == 1)
    }

    @Test func memo_isSavedOnEscapeAndOnHangUp() throws {
        let desk = MemoryDesk.with(Self.note)
        var session = try desk.session()
        session.type("Mone⏎two⎋")
        #expect(desk.sheets[0].memo == "one\ntwo")
        session.type("M more^c")
        #expect(desk.sheets[0].memo == "one\ntwo")
        session.type("M, three")
        #expect(session.press(.hangUp) == [.end(.hungUp)])
        #expect(desk.sheets[0].memo == "one\ntwo, three")
    }

    @Test func uncodedStretches_areFoundInBothDirections() throws {
        let desk = MemoryDesk.with(Self.note)
        desk.put(Samples.access, 75..<80)
        var session = try desk.session()
        session.type("n")
        #expect(session.ahead(4) == "Last")
        session.type("p")
        #expect(session.ahead(9) == "The first")
        session.type("Gn")
        #expect(session.state.message?.text.contains("No paragraph without a coding after") == true)
    }

    @Test func records_ofTheSample_areGoneThrough() throws {
        let desk = Samples.desk()
        var session = try desk.session()
        session.type("Ecacc⏎N")
        #expect(session.state.sheet.record.suffix == "9m2q")
        session.type("]")
        #expect(session.state.sheet.record.suffix == "2x8d")
        session.type("]")
        #expect(session.state.message?.text == "This is the last record of the sample.")
        session.type("[[")
        #expect(session.state.sheet.record.suffix == "7f3k")
        // Where one was is where one comes back to.
        #expect(session.state.marked != nil)
    }

    @Test func emptyRecord_takesCodesForTheWhole() throws {
        let desk = MemoryDesk.with("")
        var session = try desk.session()
        session.type("ewrtEThjkGgvoxnpz1=/x⏎")
        #expect(desk.mine.isEmpty)
        session.type("Cacc⏎")
        #expect(desk.lines == ["Access: *"])
    }

    @Test func refusal_ofTheDesk_isShownAndNothingIsLost() throws {
        let desk = MemoryDesk.with(Self.note)
        var session = try desk.session()
        desk.refusal = StudyError(.storageFull, "The disk is full.", hint: "Make room.")
        session.type("Ecacc⏎")
        #expect(session.state.message?.text == "The disk is full. Make room.")
        #expect(session.markedText == "The first sentence is here.")
        session.type("=")
        #expect(desk.lines == ["Access: The first sentence is here."])
        desk.refusal = StudyError(.storageFull, "The disk is full.")
        session.type("Mwords⎋")
        #expect(
            session.state.mode == .memo(MemoEntry(before: "", entry: TextEntry("words", isMultiline: true))))
        session.type("⎋")
        #expect(desk.sheets[0].memo == "words")
    }

    @Test func changedText_isShownAnewAndTheMarkDropped() throws {
        let desk = MemoryDesk.with(Self.note)
        var session = try desk.session()
        session.type("eE")
        desk.changeBody("Quite another text.\n")
        desk.refusal = StudyError(.recordConflict, "The record was changed.")
        session.type("cacc⏎")
        #expect(session.state.text.string(0..<5) == "Quite")
        #expect(session.state.marked == nil)
        #expect(session.state.message?.text.contains("changed meanwhile") == true)
        #expect(session.state.text.isStart(session.state.cursor))
    }

    @Test func place_ofAKilledTerminal_isTakenUpAgain() throws {
        let desk = Samples.desk()
        var session = try desk.session(rows: 12)
        session.type("tttEE")
        let again = try desk.session(rows: 12)
        #expect(again.state.place == session.state.place)
        #expect(again.markedText == session.markedText)
        #expect(CoderFrame(again.state) == CoderFrame(session.state))
    }

    @Test func pastedText_commandsNothing() throws {
        let desk = Samples.desk()
        var session = try desk.session()
        #expect(session.press(.paste("Ecacc\nq1dM")).isEmpty)
        #expect(desk.mine.isEmpty)
        session.type("Eca")
        _ = session.press(.paste("cc\u{1B}[31m\n"))
        #expect(session.state.mode.picker?.query.text == "acc[31m ")
    }

    @Test func leaving_endsAsAsked() throws {
        let desk = Samples.desk()
        var session = try desk.session()
        #expect(session.type("q") == [.end(.quit)])
        #expect(session.type("^c") == [.end(.interrupted)])
        #expect(session.type("c^c").isEmpty)
        #expect(session.type("^z") == [.suspend])
        #expect(session.press(.terminate) == [.end(.terminated)])
        _ = session.press(.resize(CoderSize(rows: 5, columns: 20)))
        #expect(session.type("c1d").isEmpty)
        #expect(session.type("q") == [.end(.quit)])
    }
}

extension CoderMode {
    var picker: CodePicker? {
        if case .picking(let picker) = self { return picker }
        return nil
    }
}
