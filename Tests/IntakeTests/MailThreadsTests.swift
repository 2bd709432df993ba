import StudyModel
import Testing

@testable import Intake

@Suite struct MailThreadsTests {
    private func entry(
        _ id: String?, _ subject: String = "", to reply: String? = nil, references: [String] = [],
        day: Int = 1,
        time: String? = nil
    ) -> MailThreadEntry {
        MailThreadEntry(
            messageID: id.map { "<\($0)>" }, inReplyTo: reply.map { "<\($0)>" },
            references: references.map { "<\($0)>" }, subject: subject,
            day: CalendarDay(daysSinceEpoch: 18_000 + day), time: time)
    }

    private func shape(_ entries: [MailThreadEntry]) -> [[String]] {
        MailThreads.threads(of: entries).map { thread in
            thread.map { String(repeating: ".", count: $0.depth) + "\($0.entry)" }
        }
    }

    @Test func answers_standBelowWhatTheyAnswerByTime() {
        let entries = [
            entry("c", to: "a", references: ["a"], day: 4), entry("a", day: 1), entry("x", day: 2),
            entry("b", to: "a", day: 3), entry("d", to: "b", references: ["a", "b"], day: 9),
        ]
        #expect(shape(entries) == [["1", ".3", "..4", ".0"], ["2"]])
    }

    @Test func mailsThatNameTheSameAbsentMail_areOneThread() {
        #expect(shape([entry("a", references: ["z"], day: 2), entry("b", to: "z", day: 1)]) == [["1", "0"]])
        #expect(shape([entry("a", day: 2), entry("b", to: "z", day: 1)]) == [["1"], ["0"]])
    }

    @Test func inReplyTo_winsOverReferences() {
        let entries = [
            entry("root", day: 1), entry("child", to: "root", references: ["gone"], day: 2),
            entry("grand", to: "child", references: ["child", "root"], day: 3),
        ]
        #expect(shape(entries) == [["0", ".1", "..2"]])
    }

    @Test func circlesAndSelfReferences_end() {
        #expect(shape([entry("a", to: "b"), entry("b", to: "a", day: 2)]).map(\.count) == [2])
        #expect(shape([entry("a", to: "a")]) == [["0"]])
        let ring = (0..<1000).map { entry("\($0)", to: "\(($0 + 1) % 1000)") }
        #expect(shape(ring).map(\.count) == [1000])
    }

    @Test func copiesOfOneMail_areOneThread() {
        #expect(shape([entry("a"), entry("a", day: 2), entry("b", to: "a", day: 3)]) == [["0", ".2", "1"]])
    }

    @Test(arguments: [
        ("Re: garden", 12, true), ("AW: Garden", 12, true), ("Re[2]: [list] Fwd: GARDEN", 12, true),
        ("Re: garden", 32, true), ("Re: garden", 33, false), ("garden", 12, false),
        ("Re: gardens", 12, false),
        ("Re: garden", 1, false),
    ]) func repliesWithoutReferences_joinByRecentSubject(subject: String, day: Int, joins: Bool) {
        let entries = [entry("a", "[list] Garden", day: 2), entry("b", subject, day: day)]
        let early = day < 2 ? [["1"], ["0"]] : [["0"], ["1"]]
        #expect(shape(entries) == (joins ? [["0", ".1"]] : early))
    }

    @Test func replyWithReferences_isNotJoinedBySubject() {
        #expect(shape([entry("a", "garden", day: 1), entry("b", "Re: garden", to: "z", day: 2)]).count == 2)
        #expect(shape([entry("a", "", day: 1), entry("b", "Re:", day: 2)]).count == 2)
    }

    @Test func replyBySubject_joinsTheLatestBeforeIt() {
        let entries = [
            entry("a", "garden", day: 1), entry("b", "garden", day: 5), entry("c", "garden", day: 9),
            entry("d", "Re: garden", day: 8),
        ]
        #expect(shape(entries) == [["0"], ["1", ".3"], ["2"]])
    }

    @Test func times_areComparedAcrossZones() {
        let entries = [
            entry("a", day: 1, time: "10:00:00+10:00"), entry("b", day: 1, time: "01:00:00Z"),
            entry("c", day: 1, time: "01:00:00-02:00"), entry("d", day: 1, time: "00:30"),
        ]
        #expect(shape(entries) == [["0"], ["3"], ["1"], ["2"]])
    }

    @Test(arguments: [
        ("<a@b> (Jo's message of \"x\")", ["a@b"]), ("Jo's message as of 13 May", []), ("a@b", ["a@b"]),
        ("<a@b>\n <c d@e>", ["a@b", "cd@e"]), ("<a@b", []), ("<>", []), ("", []),
    ]) func ids_areWhatStandsInBrackets(header: String, ids: [String]) {
        #expect(MailThreads.ids(in: header) == ids)
    }

    @Test(arguments: [
        ("Re: a", "a", true), ("a", "a", false), ("[x] Re: [y] b", "b", true), ("[x]", "[x]", false),
        ("SV: Sv: c (fwd)", "c", true), ("Research: d", "research: d", false), ("回复：e", "e", true),
        ("RE : f", "f", true), ("Re(3): g", "g", true),
    ]) func subjects_loseTheirPrefixes(subject: String, base: String, isReply: Bool) {
        #expect(MailSubject(subject).base == base && MailSubject(subject).isReply == isReply)
    }

    @Test func hundredThousandMails_areThreadedAtOnce() {
        var entries: [MailThreadEntry] = []
        for number in 0..<100_000 {
            // One thread as deep as can be, and many that share ancestors.
            let named = number % 2 == 0 ? ["\(number - 2)"] : ["root\(number % 500)", "\(number - 100)"]
            entries.append(entry("\(number)", "Re: s\(number % 9)", references: named, day: number / 1000))
        }
        let clock = ContinuousClock()
        let start = clock.now
        let threads = MailThreads.threads(of: entries)
        let time = clock.now - start
        #expect(threads.reduce(0) { $0 + $1.count } == 100_000)
        #expect(threads.first?.last?.depth == 49_999 || threads.contains { $0.last?.depth == 49_999 })
        print("100,000 mails threaded in \(time)")
        #expect(time < .seconds(20), "in a debug build")
    }
}
