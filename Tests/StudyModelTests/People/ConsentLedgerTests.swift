import Testing

@testable import StudyModel

/// Where participants stand, and what is due.
@Suite struct ConsentLedgerTests {
    private func ledger() throws -> ConsentLedger {
        ConsentLedger([
            try PeopleSamples.event(
                .granted, [.collect, .record], "2020-03-01", number: 1, expires: "2020-12-31"),
            try PeopleSamples.event(.refused, [.quote], "2020-03-02", number: 2),
            try PeopleSamples.event(.changed, [.collect, .share], "2020-06-01", number: 3),
            try PeopleSamples.event(.withdrawn, [.share], "2020-07-01", number: 4),
            try PeopleSamples.event(.granted, [.quote], "2020-08-01", number: 5, expires: "2020-08-31"),
        ])
    }

    /// One letter for each purpose: granted, refused, withdrawn, expired, never asked (`-`).
    private func letters(_ ledger: ConsentLedger, _ moment: String) throws -> String {
        let handle = try PeopleSamples.handle("SP66")
        let states = ledger.states(of: handle, at: try PeopleSamples.moment(moment))
        return ConsentPurpose.allCases.map { purpose in
            switch states[purpose] {
            case .granted: "g"
            case .refused: "r"
            case .withdrawn: "w"
            case .expired: "e"
            case .neverAsked: "-"
            case nil: "?"
            }
        }.joined()
    }

    @Test(arguments: [
        ("2020-02-28", "-----"), ("2020-03-01T11:59:59Z", "-----"), ("2020-03-01T12:00:00Z", "gg---"),
        ("2020-03-02", "gg-r-"),
        ("2020-06-01", "gw-rg"), ("2020-07-01", "gw-rw"), ("2020-08-31T23:59:59Z", "gw-gw"),
        ("2020-09-01T00:00:00Z", "gw-ew"),
        ("2029-01-01", "gw-ew"),
    ])
    func states_followTheEventsUpToTheMoment(_ moment: String, _ expected: String) throws {
        #expect(try letters(ledger(), moment) == expected)
    }

    @Test func eventsOfOneMoment_countByWhenTheyWereWrittenDown_thenById() throws {
        let grant = try PeopleSamples.event(.granted, [.quote], "2020-03-01", number: 2)
        let early = try PeopleSamples.event(.refused, [.quote], "2020-03-01", number: 1)
        let late = ConsentEvent(
            id: try PeopleSamples.id(0), participant: grant.participant, act: .refused, purposes: [.quote],
            mode: .oral,
            at: grant.at, recorded: try PeopleSamples.recorded("2026-11-23"))
        #expect(try letters(ConsentLedger([grant, early]), "2020-03-02") == "---g-")
        #expect(try letters(ConsentLedger([late, grant]), "2020-03-02") == "---r-")
        #expect(
            ConsentLedger([late, grant, early, late]).history(of: grant.participant) == [early, grant, late])
    }

    private func due(
        _ events: [ConsentEvent], on day: String, forms: [ConsentForm] = [], of handles: [String] = ["SP66"]
    ) throws -> [String] {
        let found = ConsentLedger(events).due(
            on: try PeopleSamples.day(day), within: 30, purposes: [.quote, .collect],
            of: try handles.map { try PeopleSamples.handle($0) }, forms: forms
        )
        return found.map { "\($0.participant.rawValue) \($0.purpose.rawValue) \($0.reason)" }
    }

    private func form(_ version: String, from day: String, months: Int? = nil) throws -> ConsentForm {
        ConsentForm(
            name: "interview", version: version, kind: .form, purposes: [.collect],
            digest: PeopleSamples.nonce,
            validFrom: try PeopleSamples.day(day), reconsentMonths: months,
            added: try PeopleSamples.recorded())
    }

    @Test func due_listsWhoeverWasNeverAsked_sorted_andNobodyWhoSaidNo() throws {
        let events = [
            try PeopleSamples.event(.refused, [.collect], "2020-03-01", number: 1, of: "M04"),
            try PeopleSamples.event(.withdrawn, [], "2020-03-01", number: 2, of: "CB21"),
        ]
        #expect(
            try due(events, on: "2020-04-01", of: ["SP66", "M04", "CB21", "SP66"]) == [
                "M04 quote neverAsked", "SP66 collect neverAsked", "SP66 quote neverAsked",
            ])
    }

    private static let ends: [(String, [String])] = [
        ("2020-11-30", []), ("2020-12-01", ["expiring"]), ("2020-12-31", ["expiring"]),
        ("2021-01-01", ["expired"]),
    ]

    @Test(arguments: ends)
    func due_knowsEnds(_ day: String, _ words: [String]) throws {
        let grant = try PeopleSamples.event(
            .granted, [.collect, .quote], "2020-03-01", expires: "2020-12-31")
        let end = try PeopleSamples.day("2020-12-31")
        let found = ConsentLedger([grant]).due(
            on: try PeopleSamples.day(day), within: 30, purposes: [.collect], of: [grant.participant],
            forms: [])
        #expect(found.map(\.reason) == words.map { $0 == "expired" ? .expired(end) : .expiring(end) })
        #expect(found.allSatisfy { $0.sentence.contains("SP66") && $0.sentence.contains("2020-12-31") })
    }

    @Test func due_knowsNewerForms_andFormsThatAskAgain() throws {
        let old = ConsentFormReference(name: "interview", version: "1")
        let grant = try PeopleSamples.event(.granted, [.collect, .quote], "2020-03-01", form: old)
        let first = try form("1", from: "2020-01-01", months: 12)
        let second = try form("2", from: "2020-10-01")
        #expect(try due([grant], on: "2020-09-30", forms: [second, first]).isEmpty)
        #expect(
            try due([grant], on: "2020-10-01", forms: [second, first]) == [
                #"SP66 collect superseded(by: "2")"#, #"SP66 quote superseded(by: "2")"#,
            ])
        #expect(try due([grant], on: "2021-02-28", forms: [first]).isEmpty)
        let sentences = ConsentLedger([grant]).due(
            on: try PeopleSamples.day("2021-03-01"), within: 0, purposes: [.collect], of: [grant.participant],
            forms: [first]
        ).map(\.sentence)
        #expect(
            sentences == [
                "The consent of SP66 to records of what they say and do being kept and analysed dates from 2020-03-01 and is to be asked for again."
            ])
        let new = try PeopleSamples.event(
            .granted, [.collect, .quote], "2020-11-01", number: 2,
            form: ConsentFormReference(name: "interview", version: "2"))
        #expect(try due([grant, new], on: "2020-12-01", forms: [second, first]).isEmpty)
    }
}
