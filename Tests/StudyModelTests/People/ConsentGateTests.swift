import Testing

@testable import StudyModel

/// What the gate says besides its verdict: overrides, sentences, commands, moments.
@Suite struct ConsentGateTests {
    private func verdict(
        _ text: String, _ use: ConsentUse, overriding: Bool = false, policy: ConsentPolicy = .required
    ) throws -> ConsentVerdict {
        let order = try #require(ConsentOrder(text))
        let gate = ConsentGate(ledger: ConsentLedger(order.events), policy: policy)
        let reason = overriding ? try PeopleSamples.record() : nil
        return gate.verdict(for: use, of: order.presence, now: order.end, overriding: reason)
    }

    /// Expected by hand: a reason lifts silence, never a no.
    @Test(arguments: [
        ("R", true), ("+c R", true), ("+cr! R", true), ("+c& R", false), ("-r +c R", false),
        ("+cr R xr", false),
        ("+cr R x", false), ("+cr 2+c R", true), ("+cr 2-r R", false), ("~c R", true), ("+cr ~c R", false),
    ])
    func recordingWithAReason_isFlaggedOnlyWhereNobodySaidNo(_ text: String, _ isLifted: Bool) throws {
        guard ConsentOrder(text) != nil else {
            #expect(!isLifted)
            return
        }
        #expect(try verdict(text, .importRecording).isRefused)
        let lifted = try verdict(text, .importRecording, overriding: true)
        #expect(lifted.isRefused != isLifted, "\(text)")
        #expect(lifted.gaps.contains { $0.overriddenBy != nil } || !isLifted)
        for use in ConsentUse.allCases where use != .importRecording {
            #expect(try verdict(text, use, overriding: true) == verdict(text, use))
        }
    }

    private static let gaps: [(String, ConsentUse, [String], [String])] = [
        (
            "R", ConsentUse.quoteInReport,
            [
                "SP66 has not been asked for consent to records of what they say and do being kept and analysed.",
                "SP66 has not been asked for consent to being quoted.",
            ],
            [
                "rir consent grant SP66 --purpose collect --at 2020-03-16",
                "rir consent grant SP66 --purpose quote",
            ]
        ),
        (
            "+crsqh -q R", .quoteInReport, ["SP66 refused consent to being quoted on 2020-03-17."],
            ["rir consent grant SP66 --purpose quote"]
        ),
        (
            "+crsqh R xq@", .quoteInReport,
            ["SP66 withdrew consent to being quoted for this record on 2020-03-18."],
            ["rir consent grant SP66 --purpose quote --record 2020-04-15-interview-7f3k"]
        ),
        (
            "+crsqh R xq@ xq", .quoteInReport, ["SP66 withdrew consent to being quoted on 2020-03-19."],
            ["rir consent grant SP66 --purpose quote --record 2020-04-15-interview-7f3k"]
        ),
        (
            "+ch! R", .shareInExport,
            [
                "The consent of SP66 to records of what they say and do being kept and analysed ended on 2020-03-16.",
                "The consent of SP66 to their data being shared outside the team ended on 2020-03-16.",
            ],
            ["rir consent grant SP66 --purpose collect --purpose share"]
        ),
        (
            "R +cr", .importRecording,
            [
                "SP66 gave consent to records of what they say and do being kept and analysed only afterwards, on 2020-03-17.",
                "SP66 gave consent to being recorded only afterwards, on 2020-03-17.",
            ],
            [
                "rir consent grant SP66 --purpose collect --record 2020-04-15-interview-7f3k",
                "rir consent grant SP66 --purpose record --at 2020-03-16",
            ]
        ),
        (
            "+crsqh 2+c R", .surveyAnswer,
            ["SP67 has not been asked for consent to their survey answers being kept and analysed."],
            ["rir consent grant SP67 --purpose survey --at 2020-03-18"]
        ),
        (
            "& R", .importRecording,
            ["SP66", "SP66", "SP67", "SP67"].enumerated().map { place, handle in
                "\(handle) has not been asked for consent to "
                    + (place % 2 == 0 ? ConsentPurpose.collect.phrase : "being recorded") + "."
            },
            [
                "rir consent grant SP66 --purpose collect --purpose record --at 2020-03-17",
                "rir consent grant SP67 --purpose collect --purpose record --at 2020-03-17",
            ]
        ),
    ]

    @Test(arguments: gaps)
    func gaps_areSentencesAndCommands(
        _ text: String, _ use: ConsentUse, _ sentences: [String], _ commands: [String]
    ) throws {
        let found = try verdict(text, use)
        #expect(found.sentences == sentences)
        #expect(found.commands == commands)
        #expect(found.gaps.map(\.command).allSatisfy { $0.hasPrefix("rir consent grant SP6") })
    }

    @Test func allowed_saysNothing_andNobodyPresentIsAllowed() throws {
        #expect(try verdict("+crsqh R", .quoteInReport).sentences.isEmpty)
        let presence = RecordPresence(record: nil, people: [], began: try PeopleSamples.moment("2020-04-15"))
        let gate = ConsentGate(ledger: ConsentLedger([]), policy: .required)
        for use in ConsentUse.allCases {
            #expect(gate.verdict(for: use, of: presence, now: presence.began) == .allowed)
        }
    }

    @Test func recordWithoutAnId_isToldTheDay() throws {
        let grant = try PeopleSamples.event(.granted, [.collect], "2020-05-01")
        let gate = ConsentGate(ledger: ConsentLedger([grant]), policy: .required)
        let presence = RecordPresence(
            record: nil, people: [grant.participant, grant.participant],
            began: try PeopleSamples.moment("2020-04-15"))
        let verdict = gate.verdict(
            for: .captureData, of: presence, now: try PeopleSamples.moment("2020-05-02"))
        #expect(verdict.gaps.map(\.why) == [.retrospective] && !verdict.isRefused)
        #expect(verdict.commands == ["rir consent grant SP66 --purpose collect --at 2020-04-15"])
    }

    @Test func recordsWithoutConsent_areListedWhateverThePolicy() throws {
        let grant = try PeopleSamples.event(.granted, [.collect], "2020-05-01")
        let presences = try ["2020-04-15", "2020-05-02"].map { day in
            RecordPresence(record: nil, people: [grant.participant], began: try PeopleSamples.moment(day))
        }
        let gate = ConsentGate(ledger: ConsentLedger([grant]), policy: .off)
        let now = try PeopleSamples.moment("2020-06-01")
        #expect(gate.withoutConsent(among: presences, now: now).map(\.presence) == [presences[0]])
        #expect(
            gate.withoutConsent(to: .importRecording, among: presences, now: now).map(\.gaps.count) == [2, 1])
    }

    private static let moments: [(String?, Int, String)] = [
        (nil, 0, "2020-04-15T23:59:59Z"), (nil, 60, "2020-04-15T22:59:59Z"),
        ("14:30", 0, "2020-04-15T14:30:00Z"),
        ("14:30", 60, "2020-04-15T13:30:00Z"), ("14:30:05", -300, "2020-04-15T19:30:05Z"),
        ("14:30Z", 60, "2020-04-15T14:30:00Z"),
        ("00:30+01:00", 0, "2020-04-14T23:30:00Z"), ("14:30-0530", 0, "2020-04-15T20:00:00Z"),
        ("25:00", 0, "2020-04-15T23:59:59Z"), ("14:3x:05", 0, "2020-04-15T23:59:59Z"),
        ("noon", 0, "2020-04-15T23:59:59Z"),
        ("14:60", 0, "2020-04-15T23:59:59Z"), ("", 0, "2020-04-15T23:59:59Z"),
        ("::", 0, "2020-04-15T23:59:59Z"),
    ]

    @Test(arguments: moments)
    func moments_areTheLatestARecordCanMean(_ time: String?, _ east: Int, _ expected: String) throws {
        let day = try PeopleSamples.day("2020-04-15")
        #expect(RecordPresence.moment(day: day, time: time, minutesEast: east).rawValue == expected)
    }

    @Test func surveyResponse_asksForSurvey() throws {
        var random = Seeded(seed: 5)
        var record = Nasty.record(&random)
        record.kind = .surveyResponse
        let presence = RecordPresence(record)
        #expect(
            presence.isSurveyAnswer && presence.record == record.id && presence.people == record.participants)
        #expect(ConsentGate.purposes(of: .quoteInReport, isSurveyAnswer: true) == [.survey, .quote])
    }
}
