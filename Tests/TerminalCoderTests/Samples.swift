import StudyModel

/// Records and codes for the tests, in the shape of the reference study.
enum Samples {
    /// A value that the sample itself makes sure of.
    static func need<Value>(_ value: Value?) -> Value {
        guard let value else { preconditionFailure("a sample is not as it should be") }
        return value
    }

    static func code(
        _ name: String, number: Int, colour: String? = nil, definition: String = "", useWhen: String = "",
        notWhen: String = "", example: String = "", isCategory: Bool = false, scale: Code.Scale? = nil,
        status: Code.Status = .agreed
    ) -> Code {
        Code(
            id: codeID(number), name: name, origin: .deductive, status: status, colour: colour,
            definition: definition,
            useWhen: useWhen, notWhen: notWhen, example: example, isCategory: isCategory, scale: scale,
            entered: provenance, changed: provenance, nonce: String(repeating: "0", count: 64))
    }

    static func codeID(_ number: Int) -> CodeID {
        need(CodeID(rawValue: "c-" + number.padded(to: 10)))
    }

    static func codingID(_ number: Int) -> CodingID { need(CodingID(rawValue: number.padded(to: 26))) }

    static func record(_ day: String, _ kind: RecordKind, _ suffix: String) -> RecordID {
        RecordID(day: need(CalendarDay(rawValue: day)), kind: kind, suffix: suffix)
    }

    private static let provenance = Provenance(
        by: need(MemberID(rawValue: "r1")), at: Timestamp(secondsSinceEpoch: 1_585_000_000))

    static let access = codeID(2)
    static let referral = codeID(3)
    static let outreach = codeID(4)
    static let skills = codeID(8)
    static let wellbeing = codeID(9)
    static let capacity = codeID(11)

    static let codebook = Codebook([
        entry(
            "pathway",
            code("Pathway", number: 1, definition: "The service as a path a person takes.", isCategory: true)),
        entry(
            "pathway/access",
            code(
                "Access", number: 2, colour: "#2e8b57",
                definition: "Who is reached, and how people are connected to the service.",
                useWhen: "Somebody says how people come to the service, or what keeps them from it.",
                notWhen: "The talk is of what happens once they are there: Engagement.",
                example: "“They don't need a referral, they just turn up.”")),
        entry(
            "pathway/access/self-referral",
            code(
                "Self-referral", number: 3, colour: "#3a6fd0",
                definition: "People come of their own accord, without a letter.")),
        entry(
            "pathway/access/outreach",
            code(
                "Outreach", number: 4, colour: "#b8860b", definition: "The service goes to where people are.")
        ),
        entry(
            "pathway/engagement",
            code("Engagement", number: 5, definition: "What happens between person and practitioner.")),
        entry(
            "assets", code("Assets", number: 6, definition: "What makes the path possible.", isCategory: true)
        ),
        entry("assets/workforce", code("Workforce", number: 7, definition: "The practitioner.")),
        entry(
            "assets/workforce/skills",
            code("Skills", number: 8, colour: "#a04ab8", definition: "What practitioners can do and learn.")),
        entry(
            "assets/workforce/wellbeing",
            code(
                "Wellbeing", number: 9, colour: "#d04a3a",
                definition: "How practitioners fare; 1 at ease, 5 at the end of their strength.",
                scale: Code.Scale(lowest: 1, highest: 5))),
        entry(
            "assets/community",
            code("Community", number: 10, definition: "Voluntary-sector capacity, places, relationships.")),
        entry(
            "assets/community/capacity",
            code("Voluntary capacity", number: 11, colour: "#2a9aa8", definition: "What groups can take on.")),
        entry(
            "shifts/covid-specific-work",
            code("Covid-specific work", number: 12, definition: "Work that only the pandemic brought.")),
        entry("shifts", code("Shifts", number: 13, isCategory: true)),
        entry("old-frame", code("Referral letters", number: 14, status: .retired)),
    ])

    private static func entry(_ path: String, _ code: Code) -> Codebook.Entry {
        Codebook.Entry(path: need(CodePath(rawValue: path)), code: code)
    }

    static let interview = """
        # Interview with a link worker

        Interviewer [00:00:04]: Could you tell me how people find you?

        SP66 [00:00:12]: We open the door to anyone who rings us. They don't need a referral, they just turn up, and that matters, because the people who most need us are the ones a letter never reaches. Some come with a neighbour. Some come because the chemist said so.

        Interviewer [00:01:30]: And during the lockdown?

        SP66 [00:01:34]: Everything went to the telephone. I rang forty people a week, from my kitchen, and half of them only wanted to hear a voice. You learn to listen for what is not said. Nobody had trained us for that. By May I was so tired that I cried after work.

        Interviewer [00:03:02]: Who did you turn to?

        SP66 [00:03:05]: My manager in [place A], first. Then the walking group; they took on twelve of mine although they had no money for it. That is what holds this together, the groups, and nobody funds them.

        Interviewer [00:04:10]: Would you say the same of other services?

        SP66 [00:04:15]: I can't speak for Dr. N. or for the trust. What I see is that those with a proper contract got mobiles at once. We shared one. It went round in a lunch box.

        """

    static let email = """
        Dear all,

        thank you for the minutes. Two things:

        - The new leaflet says “by referral only”. That is not what we agreed.
        - Could SP12 and SP30 join us on the 3rd?

        Best wishes

        """

    static func desk() -> MemoryDesk {
        MemoryDesk(
            [
                .init(
                    record: record("2021-03-17", .interview, "7f3k"), title: "Interview with a link worker",
                    kind: .interview, body: interview),
                .init(
                    record: record("2021-03-18", .email, "9m2q"), title: "Re: minutes", kind: .email,
                    body: email),
                .init(
                    record: record("2021-03-20", .fieldNote, "2x8d"), title: "Walk with the group",
                    kind: .fieldNote, body: ""),
            ], codebook: codebook)
    }
}
