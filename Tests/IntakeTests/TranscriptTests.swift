import StudyModel
import Testing

@testable import Intake

@Suite struct TranscriptTests {
    @Test func voices_becomeTurns() async throws {
        let draft = try await draft(
            "2020-04-15-talk.vtt",
            """
            WEBVTT - Talk in the garden
            Language: en

            STYLE
            ::cue { color: red }

            NOTE a remark
            of two lines

            1
            00:00:01.000 --> 00:00:04.500 align:start
            <v SP66>Right, let's &amp; <b>start</b></v>

            00:00:04.500 --> 00:00:09.200
            <v.loud SP66>with&nbsp;this.
            <00:00:05.000>Now</v>

            01:02:03.000 --> 01:02:04.123
            <v Interviewer>Why? <i>Really</i> &lt;3
            """)
        #expect(
            draft.body
                == """
                SP66 [00:00:01-00:00:10]: Right, let's & start with\u{A0}this. Now

                Interviewer [01:02:03-01:02:05]: Why? Really <3

                """.replacing("\u{A0}", with: " "))
        #expect(draft.text("format") == "webvtt" && draft.text("encoding") == "utf-8")
        #expect(draft.title == "Talk in the garden" && draft.day?.rawValue == "2020-04-15")
        #expect(
            draft.number("cues") == 3 && draft.text("duration") == "01:02:04.123"
                && draft.text("language") == "en")
        #expect(draft.list("speakers") == ["SP66", "Interviewer"])
        #expect(draft.participants.map(\.rawValue) == ["SP66"])
    }

    @Test func labelsInTheText_areSpeakers() async throws {
        let draft = try await draft(
            "a.srt",
            """
            1
            00:00:01,000 --> 00:00:02,000
            Ada Byron: Hello <i>there</i>,

            2
            00:00:02,000 --> 00:00:03,000
            {\\an8}how are you?

            3
            00:00:03,000 --> 00:00:04,000
            - SP7: Fine: really.
            - Ada Byron: Good 1 < 2
            """)
        #expect(
            draft.body == """
                Ada Byron [00:00:01]: Hello there,

                [00:00:02] how are you?

                SP7 [00:00:03]: Fine: really.

                Ada Byron [00:00:03-00:00:04]: Good 1 < 2

                """)
    }

    @Test func cuesWithoutSpeaker_breakAtPauses() async throws {
        let draft = try await draft(
            "a.vtt",
            "WEBVTT\n\n00:01.000 --> 00:02.000\none\n\n00:02.000 --> 00:03.000\ntwo\n\n"
                + "00:09.000 --> 00:10.000\nthree\n"
        )
        #expect(draft.body == "[00:00:01-00:00:03] one two\n\n[00:00:09-00:00:10] three\n")
        #expect(draft.list("speakers") == nil)
    }

    @Test func rollingCaptions_areTakenOnce() async throws {
        var text = "WEBVTT\n\n"
        let words = ["one", "two", "three", "four", "five", "six", "seven"]
        for (number, word) in words.enumerated() {
            let before = number > 0 ? words[number - 1] + "\n" : ""
            text += "00:0\(number).000 --> 00:0\(number + 1).000\n\(before)\(word)\n\n"
        }
        #expect(
            try await draft("a.vtt", text).body == "[00:00:00-00:00:07] one two three four five six seven\n")
    }

    @Test(arguments: [
        ("00:00:01.000 --> 00:00:02.000", 1), ("00:01.000 --> 00:02.000", 1),
        ("100:00:01.000-->100:00:02.000", 1),
        ("0:0:3.540 --> 0:0:4.2", 1), ("00:61.000 --> 00:62.000", 0), ("00:00:01 --> 00:00:02", 0),
        ("x --> y", 0),
    ])
    func times_areReadAsTheSpecificationSays(times: String, cues: Int) async throws {
        let text = "WEBVTT\n\n00:00.000 --> 00:00.500\nfirst\n\n\(times)\ntext\n"
        let draft = try await draft("a.vtt", text)
        #expect(draft.number("cues") == cues + 1)
        #expect(draft.remarks.isEmpty == (cues == 1))
    }

    @Test func subRipTextOverEmptyLines_isKept() async throws {
        let text =
            "1\r\n00:00:01,000 --> 00:00:02,000\r\none\r\n\r\n2\r\ntwo\r\n\r\n3\r\n"
            + "00:00:03,000 --> 00:00:04,000\r\nthree\r\n"
        let draft = try await draft("a.srt", text)
        #expect(draft.body == "[00:00:01-00:00:04] one 2 two three\n" && draft.number("cues") == 2)
    }

    @Test func markWithoutEnd_keepsTheWords() async throws {
        let draft = try await draft("a.vtt", "WEBVTT\n\n00:01.000 --> 00:02.000\na <v b c\n")
        #expect(draft.body == "[00:00:01-00:00:02] a <v b c\n")
    }
}
