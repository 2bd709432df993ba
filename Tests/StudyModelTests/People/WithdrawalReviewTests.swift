import Testing

@testable import StudyModel

/// What a participant who withdraws or reviews leaves behind.
@Suite struct WithdrawalReviewTests {
    private func withdrawal(_ option: WithdrawalOption = .erase) throws -> Withdrawal {
        Withdrawal(
            id: try PeopleSamples.id(1), participant: try PeopleSamples.handle("SP74"), option: option,
            event: try PeopleSamples.id(2), at: try PeopleSamples.moment("2021-02-01"),
            recorded: try PeopleSamples.recorded(), record: try PeopleSamples.record())
    }

    private static let file = """
        id: "01kb2s9m4x0e7a2v9c1d3f0001"
        participant: SP74
        option: erase
        event: "01kb2s9m4x0e7a2v9c1d3f0002"
        at: 2021-02-01T12:00:00Z
        record: 2020-04-15-minutes-7f3k
        recorded-by: r1
        recorded-at: 2026-11-22T12:00:00Z

        """

    @Test func withdrawal_isAsTheFormatSays() throws {
        #expect(WithdrawalText.text(of: try withdrawal()) == Self.file)
        #expect(try WithdrawalText.withdrawal(from: Array(Self.file.utf8)) == withdrawal())
        #expect(try withdrawal().path == "decisions/withdrawal-01kb2s9m4x0e7a2v9c1d3f0001.yaml")
        for (old, new) in [
            ("erase", "delete"), ("SP74", "Anne"), ("\"01kb2s9m4x0e7a2v9c1d3f0001\"", "x"),
            ("at: 2021", "at: 1"), ("record: ", "record:  "),
        ] {
            let text = Self.file.replacing(old, with: new)
            #expect(throws: PeopleTextFailure.self) { try WithdrawalText.withdrawal(from: Array(text.utf8)) }
        }
    }

    @Test(arguments: WithdrawalOption.allCases)
    func everyOption_stopsFurtherUse_andSaysWhatItKeeps(_ option: WithdrawalOption) throws {
        #expect(
            option.effects.first
                == "From now on nothing of this participant is used in rounds, reports or exports.")
        #expect(
            option.effects.last?.contains("stays on record") == true
                && option.effects.allSatisfy { $0.hasSuffix(".") })
        #expect(Set(WithdrawalOption.allCases.map(\.effects)).count == WithdrawalOption.allCases.count)
    }

    @Test func previewAndReceipt_areSentences() throws {
        let counts = WithdrawalCounts(records: 2, sharedRecords: 1, quotes: 1)
        let preview = WithdrawalPreview(
            participant: try PeopleSamples.handle("SP74"), option: .erase, purposes: [.share, .quote],
            counts: counts)
        #expect(
            preview.sentences.first
                == "SP74 withdraws consent to being quoted, and to their data being shared outside the team. This concerns 2 records, 1 record shared with others, 1 quote."
        )
        #expect(WithdrawalCounts().words == "nothing")
        let receipt = WithdrawalReceipt(
            withdrawal: try withdrawal(), done: counts, finished: try PeopleSamples.moment("2021-02-02"),
            waitingFor: [try #require(DeviceID(rawValue: "d-7f3k9x2m"))], handedOut: 1)
        #expect(
            receipt.sentences == [
                "SP74 withdrew on 2021-02-01.",
                "Taken out of the study and shredded in the vault by 2021-02-02T12:00:00Z: 2 records, 1 record shared with others, 1 quote.",
                "Not confirmed yet by: d-7f3k9x2m.", "Handed out before and not changed: 1 report or export.",
            ])
    }

    // MARK: Reviews

    private func review(
        _ verdict: ReviewEvent.Verdict = .corrections, _ corrections: [ReviewEvent.Correction]? = nil
    ) throws -> ReviewEvent {
        let (record, remark) = (try PeopleSamples.record(), try PeopleSamples.record("9zzz"))
        let all =
            corrections ?? [
                .init(record: record, place: .init(version: 2, scalars: 120..<164)),
                .init(record: record, remark: remark),
            ]
        return ReviewEvent(
            id: try PeopleSamples.id(1), participant: try PeopleSamples.handle("SP66"),
            at: try PeopleSamples.moment("2021-02-01"),
            recorded: try PeopleSamples.recorded(), verdict: verdict, records: [record, record],
            corrections: all)
    }

    private static let line =
        #"{"at":"2021-02-01T12:00:00Z","corrections":[{"end":164,"record":"2020-04-15-minutes-7f3k","start":120,"version":2},"#
        + #"{"record":"2020-04-15-minutes-7f3k","remark":"2020-04-15-minutes-9zzz"}],"id":"01kb2s9m4x0e7a2v9c1d3f0001","#
        + #""participant":"SP66","recorded-at":"2026-11-22T12:00:00Z","recorded-by":"r1","records":["2020-04-15-minutes-7f3k"],"#
        + #""verdict":"corrections"}"#

    @Test func review_isAsTheFormatSays() throws {
        #expect(try review().line == Self.line)
        let handle = try PeopleSamples.handle("SP66")
        let confirmed = ReviewEvent(
            id: try PeopleSamples.id(2), participant: handle, at: try PeopleSamples.moment("2021-03-01"),
            recorded: try PeopleSamples.recorded(), verdict: .confirmed, records: [try PeopleSamples.record()]
        )
        let bytes = ReviewText.bytes(of: [try review(), confirmed])
        #expect(try ReviewText.events(from: bytes, of: handle) == [review(), confirmed])
        #expect(
            ReviewText.path(of: handle) == "reviews/SP66.jsonl"
                && ReviewText.handle(ofPath: "reviews/SP66.jsonl") == handle)
    }

    private static let brokenReviews: [(String, String)] = [
        ("\"end\":164,", ""), ("\"end\":164", "\"end\":0164"), ("\"end\":164", "\"end\":119"),
        ("\"version\":2", "\"version\":0"),
        (",\"remark\":\"2020-04-15-minutes-9zzz\"", ""), ("\"corrections\"}", "\"confirmed\"}"),
        ("[\"2020-04-15-minutes-7f3k\"]", "[]"),
        ("\"start\":120", "\"start\":-1"),
        ("\"records\":[\"2020-04-15-minutes-7f3k\"]", "\"records\":[\"2020-04-15-minutes-9zzz\"]"),
        ("2021-02-01", "2027-02-01"), ("{\"record\"", "{\"note\":\"x\",\"record\""),
        ("120", "99999999999999999999"),
    ]

    @Test(arguments: brokenReviews)
    func reviewThatCannotBe_isRefused(_ old: String, _ new: String) throws {
        let text = Self.line.replacing(old, with: new)
        let handle = try PeopleSamples.handle("SP66")
        #expect(text != Self.line)
        #expect(throws: PeopleTextFailure.self) {
            try ReviewText.events(from: Array("\(text)\n".utf8), of: handle)
        }
    }

    @Test func correctionsBelongToTheirVerdict() throws {
        let (record, other) = (try PeopleSamples.record(), try PeopleSamples.record("9zzz"))
        #expect(try review().problem == nil)
        #expect(try review(.objection, []).problem == nil)
        #expect(try review(.confirmed).problem != nil)
        #expect(try review(.corrections, []).problem != nil)
        #expect(try review(.corrections, [.init(record: record)]).problem != nil)
        #expect(try review(.corrections, [.init(record: other, remark: record)]).problem != nil)
    }
}
