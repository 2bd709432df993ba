import Testing

@testable import StudyModel

/// Names of things: what is one, what is none, and that each is written as it was read.
@Suite struct IdentifierTests {
    @Test func idInAText_isItself() throws {
        let device = try #require(DeviceID(rawValue: "d-7f3k9x2m"))
        let code = try #require(CodeID(rawValue: "c-7f3k9q2mzz"))
        let (member, handle) = (
            try #require(MemberID(rawValue: "r2")), try #require(Handle(rawValue: "SP66"))
        )
        let step = try #require(OperationID(rawValue: "01kb2s9m4x0e7a2v9c1d3f5g7h"))
        let coding = try #require(CodingID(rawValue: step.rawValue))
        let survey = try #require(SurveyID(rawValue: "staff"))
        let ids =
            "\(device) \(code) \(member) \(handle) \(step) \(coding) \(survey) \(CaseID(handle)) \(CoderID(member))"
        #expect(ids == "d-7f3k9x2m c-7f3k9q2mzz r2 SP66 \(step.rawValue) \(step.rawValue) staff SP66 r2")
    }

    @Test(arguments: RecordKind.allCases)
    func recordID_readsBackWithItsPath(_ kind: RecordKind) throws {
        var random = Seeded(seed: 5)
        for _ in 0..<50 {
            let id = RecordID(day: Nasty.day(&random), kind: kind, suffix: Nasty.suffix(&random))
            #expect(RecordID(rawValue: id.rawValue) == id)
            #expect(RecordID(path: id.path) == id)
            #expect(id.rawValue.hasSuffix("-\(id.suffix)"))
            #expect(id.path.hasSuffix("/\(id.rawValue).md"))
        }
    }

    @Test(arguments: [
        "", "2020-04-15", "2020-04-15-minutes", "2020-04-15-minutes-", "2020-04-15-minutes-7f3",
        "2020-02-30-minutes-7f3k",
        "2020-04-15-poem-7f3k", "2020-04-15-minutes-7f3u", "2020-04-15-minutes-7F3K",
        "2020-04-15-minutes-7f3k7f3k7f3k7f",
        "2020-04-15-minutes-7f3k/../x", "2020-04-15-minutes-7f3k\n", " 2020-04-15-minutes-7f3k",
    ])
    func otherText_isNoRecordID(_ text: String) { #expect(RecordID(rawValue: text) == nil) }

    @Test(arguments: [
        "records/2020/04/16/2020-04-15-minutes-7f3k.md", "records/2020/04/15/2020-04-15-minutes-7f3k.txt",
        "2020/04/15/2020-04-15-minutes-7f3k.md", "records/2020-04-15-minutes-7f3k.md",
        "records/../2020-04-15-minutes-7f3k.md",
    ])
    func otherPath_isNoRecords(_ path: String) { #expect(RecordID(path: path) == nil) }

    @Test func handles_areOneToFourCapitalsAndDigits() {
        for text in ["SP66", "M04", "A1", "ORGA99999"] { #expect(Handle(rawValue: text)?.rawValue == text) }
        for text in ["", "SP", "66", "sp66", "SP666666", "ABCDE1", "SP66 ", "SP-6", "ÄB1", "SP٦"] {
            #expect(Handle(rawValue: text) == nil, "\(text)")
        }
    }

    @Test func membersDevicesAndSteps_haveTheirForm() {
        for text in ["r1", "r12345678901"] { #expect(MemberID(rawValue: text) != nil) }
        for text in ["r", "1", "R1", "r1a", "r123456789012"] {
            #expect(MemberID(rawValue: text) == nil, "\(text)")
        }
        #expect(DeviceID(rawValue: "d-7f3k9x2m") != nil)
        for text in ["d-7f3k9x2", "d-7f3k9x2mm", "x-7f3k9x2m", "d-7f3k9x2u"] {
            #expect(DeviceID(rawValue: text) == nil)
        }
        #expect(OperationID(rawValue: "01kb2s9m4x0e7a2v9c1d3f5g7h") != nil)
        for text in [
            "", "01kb2s9m4x0e7a2v9c1d3f5g7", "01KB2S9M4X0E7A2V9C1D3F5G7H", "01kb2s9m4x0e7a2v9c1d3f5g7u",
        ] {
            #expect(OperationID(rawValue: text) == nil, "\(text)")
        }
    }

    @Test func codings_areNamedByTheEndOfTheirIds() throws {
        let record = try #require(RecordID(rawValue: "2020-04-15-minutes-7f3k9"))
        let ids = ["01kb2s9m4x0e7a2v9c1d3f5g7h", "01kb2s9m4x0e7a2v9c1d3f5h7h", "01kb2s9m4x0e7a2v9c1d3f5h7j"]
            .compactMap(CodingID.init)
        #expect(try ids.place(of: "G7H", in: record) == 0)
        #expect(try ids.place(of: "7j", in: record) == 2)
        #expect(try ids.place(of: ids[1].rawValue, in: record) == 1)
        for (text, code) in [
            ("7h", StudyError.Code.codingAmbiguous), ("", .codingNotFound), ("x", .codingNotFound),
        ] {
            let error = #expect(throws: StudyError.self) { try ids.place(of: text, in: record) }
            #expect(error?.code == code)
        }
        let own = #expect(throws: StudyError.self) { try ids.place(of: "x", in: record, areOwn: true) }
        #expect(own?.message == "You have no coding 'x' in 2020-04-15-minutes-7f3k9.")
    }

    @Test func errorCodes_areUniqueAndDotted() {
        let codes = StudyError.Code.known.map(\.rawValue)
        #expect(Set(codes).count == codes.count)
        for code in codes { #expect(code.allSatisfy { $0.isLowercase || $0 == "." || $0 == "_" }, "\(code)") }
    }
}
