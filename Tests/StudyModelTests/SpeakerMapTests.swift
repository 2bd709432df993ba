import StudyModel
import Testing

@Suite struct SpeakerMapTests {
    @Test(arguments: [
        "Speaker 1=SP66\nAda Byron = m04\n", "label,handle\r\nSpeaker 1,SP66\r\n\"Ada Byron\",M04\r\n",
        "\u{FEFF}# who is who\nSpeaker 1\tSP66\n\nAda Byron\tM04",
        "Speaker 1;SP66\nAda Byron;M04\nSpeaker 1;SP66\n",
    ])
    func map_isRead(text: String) throws {
        let map = try SpeakerMap.read(text).mapValues(\.rawValue)
        #expect(map == ["Speaker 1": "SP66", "Ada Byron": "M04"])
    }

    @Test func labelsWithSigns_areRead() throws {
        #expect(try SpeakerMap.read("\"Byron, Ada \"\"A\"\"\",SP1\n").keys.first == "Byron, Ada \"A\"")
        #expect(try SpeakerMap.read("Byron, Ada = SP1\n").keys.first == "Byron, Ada")
        let entry = try SpeakerMap.entry("a=b=SP1")
        #expect(entry.label == "a=b" && entry.handle.rawValue == "SP1")
    }

    @Test(arguments: [
        "", "# x\n", "label,handle\n", "A=SP1\nwrong line\n", "A=SP1\nA=SP2\n", "A=SP1\nB=Jane Doe\n",
        "=SP1\n",
    ])
    func otherText_isRefusedWithoutALabel(text: String) {
        let error = #expect(throws: StudyError.self) { try SpeakerMap.read(text) }
        #expect(error?.code == .usage && error?.message.contains("Jane") == false)
    }

    @Test func refusal_namesTheLine() {
        let error = #expect(throws: StudyError.self) { try SpeakerMap.read("A=SP1\r\n\r\nJane\r\n") }
        #expect(error?.message.contains("Line 3") == true)
        #expect(throws: StudyError.self) { try SpeakerMap.entry("Jane Doe") }
    }
}
