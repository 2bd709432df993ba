import StudyModel
import Testing
import Workflows

@Suite("Answers by e-mail")
struct CycleReplyTests {
    @Test(
        "A stance counts where it is said first and stands by itself",
        arguments: [
            ("Agree", Cycle.Stance.agree), ("I agree.\nThanks", .agree), ("AGREED - as you say", .agree),
            ("disagree: only in two", .disagree), ("Nuance – it is more", .nuance),
            ("\n  new, look at", .new),
            ("I agree with most of it but", nil), ("I am not sure", nil), ("newer ones do", nil),
            ("We disagree", nil), ("agreement would be too much", nil), ("Dear all,\nagree", nil),
        ])
    func stance(_ body: String, _ stance: Cycle.Stance?) {
        let parts = CycleReply.parts(of: body, findings: 2)
        #expect(parts.map(\.stance) == [stance] && parts.map(\.finding) == [nil])
    }

    @Test("Numbers divide an answer by findings, where each has a plain stance")
    func numbers() {
        let parts = CycleReply.parts(of: "1: agree\nas it is\n2) disagree - no\n3 agree\n", findings: 2)
        #expect(parts.map(\.finding) == [1, 2] && parts.map(\.stance) == [.agree, .disagree])
        #expect(parts[0].text == "1: agree\nas it is" && parts[1].text == "2) disagree - no\n3 agree")
        let flood = String(repeating: "1: agree\n2: new\n", count: 5000)
        #expect(CycleReply.parts(of: flood, findings: 2).map(\.finding) == [1, 2])
        #expect(CycleReply.parts(of: "2 of us agree", findings: 2).map(\.stance) == [nil])
        #expect(CycleReply.parts(of: "0: agree", findings: 2).map(\.stance) == [nil])
        #expect(CycleReply.parts(of: "99999999999999999999: agree", findings: 2).count == 1)
    }

    @Test("What is quoted is nobody's answer")
    func quoted() {
        let body = "> agree\nNo.\n\nOn 3 May we wrote:\n> This is what we think\n"
        #expect(CycleReply.parts(of: body, findings: 1).map(\.text) == ["No."])
        #expect(CycleReply.parts(of: "No.\n-- \nagree\n", findings: 1).map(\.text) == ["No."])
        #expect(CycleReply.parts(of: "-----Original Message-----\nagree", findings: 1).isEmpty)
        #expect(CycleReply.parts(of: "\n \n> agree\n", findings: 1).isEmpty)
        let long = CycleReply.parts(of: String(repeating: "a", count: 9000), findings: 1)
        #expect(long[0].text.unicodeScalars.count == Finding.longestText)
    }
}
