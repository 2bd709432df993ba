import StudyModel
import Testing

@testable import Intake

@Suite struct MinutesTests {
    @Test func minutes_haveTheirParts() async throws {
        let draft = try await draft(
            "a.md",
            """
            # Steering group, 15 April 2020

            ## Present

            * [SP66](http://x) (chair)
            * Ada Byron - University (minutes)
            * M04

            **Apologies:** SP7, Jane Roe

            ## Agenda

            1. Waiting list
               - how long
            2. **Money**

            ## Discussion

            * SP66: We wait.
            * ACTION: M04 to [ask](http://y) by Friday
            * Decision: no new referrals in May

            ## Actions

            - SP66 to call the
              provider
            - **ACTION:** Ada to book the room
            - None

            ## Any other business
            """)
        #expect(draft.kind == .minutes && draft.day?.rawValue == "2020-04-15")
        #expect(draft.list("present") == ["SP66", "Ada Byron", "M04"])
        #expect(draft.list("apologies") == ["SP7", "Jane Roe"])
        #expect(draft.list("chair") == ["SP66"] && draft.list("scribes") == ["Ada Byron"])
        #expect(draft.list("agenda") == ["Waiting list", "Money"])
        #expect(
            draft.list("actions") == [
                "M04 to ask by Friday", "SP66 to call the provider", "Ada to book the room",
            ])
        #expect(draft.list("decisions") == ["no new referrals in May"])
        #expect(draft.participants.map(\.rawValue) == ["SP66", "M04"])
    }

    @Test(arguments: [
        "MEETING\n\nPresent\n\n-   SP66\n-   Ada Byron (Inrupt)\n\nApologies\n\n-   SP7\n\nAgenda\n\n-   Money\n-   Staff\n\nActions\n\n-   SP66 to call\n    the provider\n",
        "Meeting\n\nPresent\n\n• SP66\n\n• Ada Byron\n\nApologies\n\n• SP7\n\nAgenda\n\n• Money\n\n• Staff\n\nActions\n\n• SP66 to call the provider\n",
        "**Meeting**\n\n**Present:** SP66, Ada Byron\n\n**Apologies**\n\nSP7; none\n\n**Agenda**\n\n1. Money\n2. Staff\n\n**Action points**\n\n* SP66 to call the provider\n",
        "# Meeting\n\n## <span id=\"a\"></span>Present\n\nSP66, Ada Byron\n\n## 2. Apologies\n\n- SP7\n\n## Topics\n\n### Money\n\n* x\n\n#### More\n\n### Staff\n\n### Actions\n\n* SP66 to call the provider\n",
        "# Meeting\n\nAttendees:\nSP66, Ada Byron\n\nRegrets: SP7\n\n### 1. Money\n\n### 2. Staff\n\n### 3. Rooms\n\nSP66 action – x\n\n| Action | Who |\n|---|---|\n| call the provider | SP66 |\n",
    ])
    func otherShapes_areRead(text: String) async throws {
        let draft = try await draft("minutes/a.md", text)
        #expect(draft.list("present") == ["SP66", "Ada Byron"])
        #expect(draft.list("apologies")?.first == "SP7")
        #expect(draft.list("agenda")?.prefix(2) == ["Money", "Staff"])
        #expect(draft.list("actions")?.last?.contains("call the provider") == true)
    }

    @Test func plainTextMinutes_areRead() async throws {
        let draft = try await draft(
            "minutes/a.txt",
            """
            STEERING GROUP
            Minutes

            Date:      Wednesday 16 September 2020, 14.00 to 15.30
            Present:   SL01 (chair), SL02, M08 and M13 (part, by phone)
                       RIR1 (observing)
            Apologies: M07, M09.

            1. MINUTES OF 15 JULY

            Agreed. Nothing was changed.

            2. GROUPS

            M13 reported.

            AGREED: the standard is adopted and will be in place by
            winter.

            Agreed that calls should end. M06 asked by when.

            3. SURVEY

            ACTIONS

            SL01   Money: paper          2020-10-30
            M13    Directory             2020-09-30

            NEXT MEETING

            online
            """)
        #expect(draft.list("present") == ["SL01", "SL02", "M08", "M13", "RIR1"])
        #expect(draft.list("apologies") == ["M07", "M09"] && draft.list("chair") == ["SL01"])
        #expect(draft.list("agenda") == ["MINUTES OF 15 JULY", "GROUPS", "SURVEY"])
        #expect(
            draft.list("decisions") == [
                "the standard is adopted and will be in place by winter.", "Agreed that calls should end",
            ])
        #expect(draft.list("actions") == ["SL01 Money: paper 2020-10-30", "M13 Directory 2020-09-30"])
    }

    @Test func peopleInSentences_areRead() async throws {
        let draft = try await draft(
            "minutes/a.md",
            """
            # Alliance

            Held online. In the chair: SL03. Present: M10, V16 (part), Mrs. Ada Byron. In attendance: RIR1, with oral consent of each. Apologies: none received.

            ## 1. Money

            | x | y |
            |---|---|
            | a | b |

            ## Actions

            | what | who |
            |---|---|
            | write to all | V16 |
            """)
        #expect(draft.list("chair") == ["SL03"] && draft.list("apologies") == nil)
        #expect(draft.list("present") == ["M10", "V16", "Mrs. Ada Byron", "RIR1"])
        #expect(draft.list("actions") == ["write to all | V16"])
    }

    @Test(
        arguments: [
            ("## GA Actions\n\n* write it\n", ["GA: write it"]),
            ("- LC action – assign issues\n", ["LC action – assign issues"]),
            ("## Actions Review\n\n* done\n", []), ("The action: we wait for it.\n", []),
            ("```\nACTION: x\n```\n", []),
            ("TO\u{44}O: SP1 to ask\nAction item: SP2 to answer\n", ["SP1 to ask", "SP2 to answer"]),
            (
                "## Actions\n\nSP1 to ask\nSP2 to answer\n\nNext meeting\n2 October\n",
                ["SP1 to ask", "SP2 to answer"]
            ),
        ] as [(String, [String])])
    func actions_areFound(text: String, actions: [String]) async throws {
        #expect(try await draft("minutes/a.md", "# M\n\n" + text).list("actions") ?? [] == actions)
    }

    @Test func partsOfAFieldNote_areLeftAlone() async throws {
        let draft = try await draft("notes/a.md", "# Visit\n\n## Actions\n\n* x\n\n## Present\n\n* SP1\n")
        #expect(draft.list("actions") == nil && draft.list("present") == nil)
    }
}
