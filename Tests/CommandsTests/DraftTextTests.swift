import Commands
import StudyModel
import Testing

@Suite struct DraftTextTests {
    @Test(arguments: [
        DraftText(), DraftText(kind: .email, date: Sample.day, time: "14:30", title: "T", body: "one\ntwo\n"),
        DraftText(
            title: "back\\slash \\n and\nline", participants: [Sample.summary().participants[0]],
            body: "# Heading\n----------\n"),
        DraftText(body: "kind: not a head\n"),
    ])
    func draft_writtenAndRead_isTheSame(_ draft: DraftText) throws {
        #expect(try DraftText(file: draft.file(guidance: ["Read me.", ""], hasTime: true)) == draft)
    }

    @Test(arguments: [
        ("kind: email\nno dashes\n", "Line 2"), ("kind: diary\n----------\n", "Line 1"),
        ("colour: red\n----------\n", "Line 1"),
        ("date: 15.4.2020\n----------\n", "Line 1"), ("# x\nparticipants: SP66 Anna\n----------\n", "Line 2"),
        ("kind: email\n", "line of dashes"),
    ])
    func head_notUnderstood_namesTheLine(_ file: String, place: String) {
        let error = #expect(throws: StudyError.self) { try DraftText(file: file) }
        #expect(error?.code == .recordInvalid)
        #expect(error?.message.contains(place) == true)
    }

    @Test func windowsLineEnds_inTheHead_areUnderstood() throws {
        let draft = try DraftText(file: "kind: email\r\n----------\r\nbody\r\n")
        #expect(draft.kind == .email)
        #expect(draft.body == "body\r\n")
    }
}
