import Testing

@testable import StudyModel

/// The file of a case, byte for byte.
@Suite struct CaseTextTests {
    private static let file = """
        handle: SP66
        kind: participant
        status: active
        attributes:
          employer: "vcse"
          hours: 37.5
          joined: 2020-03-01
          languages: ["Welsh", "English"]
          year: 2020
        added-by: r1
        added-at: 2026-11-22T12:00:00Z
        nonce: \(PeopleSamples.nonce)

        """

    private func sample() throws -> Case {
        Case(
            id: CaseID(try PeopleSamples.handle("SP66")), kind: .participant,
            attributes: [
                "employer": .text("vcse"), "hours": .number(37.5),
                "joined": .date(try PeopleSamples.day("2020-03-01")),
                "languages": .list(["Welsh", "English"]), "year": .number(2020),
            ], added: try PeopleSamples.recorded(), nonce: PeopleSamples.nonce)
    }

    @Test func file_isAsTheFormatSays() throws {
        #expect(CaseText.text(of: try sample()) == Self.file)
        #expect(try CaseText.value(from: Array(Self.file.utf8)) == sample())
        #expect(try sample().id.path == "cases/SP66.yaml")
    }

    @Test func siteWithoutAttributes_isWritten() throws {
        let site = Case(
            id: try #require(CaseID(path: "cases/SITE-A.yaml")), kind: .site, status: .withdrawn,
            added: try PeopleSamples.recorded(), nonce: PeopleSamples.nonce)
        let text = CaseText.text(of: site)
        #expect(text.contains("handle: SITE-A\nkind: site\nstatus: withdrawn\nattributes: {}\nadded-by"))
        #expect(try CaseText.value(from: Array(text.utf8)) == site && site.handle == nil)
    }

    private static let broken: [(String, String, Int?, String?)] = [
        ("handle: SP66", "handle: Anne", 1, "handle"), ("handle: SP66\n", "", nil, "handle"),
        ("kind: participant", "kind: person", 2, "kind"), ("status: active", "status: \"active\"", 3, nil),
        ("status: active", "status: gone", 3, "status"), ("hours: 37.5", "hours: 37.50", 6, nil),
        ("hours: 37.5", "hours: many", 6, nil), ("hours: 37.5", "hours: nan", 6, nil),
        ("  employer", " employer", 5, nil), ("  employer", "employer", 6, nil),
        ("  employer: \"vcse\"\n  hours: 37.5", "  hours: 37.5\n  employer: \"vcse\"", 5, nil),
        ("\"vcse\"", "\"vc\\u0073e\"", 5, nil), ("\"vcse\"", "vcse", 5, nil), ("\"vcse\"", "'vcse'", 5, nil),
        ("[\"Welsh\", ", "[\"Welsh\",", 8, nil), ("joined", "on", nil, nil),
        ("added-by: r1", "added-by: me", 10, "added-by"),
        ("nonce: 6d", "nonce: 6D", 12, "nonce"), ("nonce", "extra: 1\nnonce", 12, nil),
        ("kind: participant", "kind: participant\nkind: participant", 3, nil),
        ("added-at: 2026-11-22T12:00:00Z", "added-at: 2026-11-22", 11, "added-at"),
        ("\n", "\r\n", 1, nil),
    ]

    @Test(arguments: broken)
    func anythingElse_isRefusedWithItsPlace(_ old: String, _ new: String, _ line: Int?, _ field: String?) {
        let text = Self.file.replacing(old, with: new)
        #expect(text != Self.file)
        #expect {
            try CaseText.value(from: Array(text.utf8))
        } throws: { error in
            let failure = error as? PeopleTextFailure
            return failure?.line == line && failure?.field == field && failure?.reason.hasSuffix(".") == true
        }
    }

    @Test func participantWithoutHandle_andImpossibleValues_areProblems() throws {
        var value = try sample()
        #expect(value.problem == nil)
        value.attributes["hours"] = .number(.infinity)
        #expect(value.problem != nil)
        value = try sample()
        value.attributes["Full Name"] = .text("x")
        #expect(value.problem != nil)
        let text = Self.file.replacing("SP66", with: "SITE-A")
        #expect(throws: PeopleTextFailure.self) { try CaseText.value(from: Array(text.utf8)) }
    }

    @Test(arguments: 0..<20)
    func randomCases_readBackAsWritten_andTornOnesNeverTrap(_ seed: Int) throws {
        var random = Seeded(seed: UInt64(seed))
        for _ in 0..<40 {
            let value = Self.random(&random)
            var bytes = Array(CaseText.text(of: value).utf8)
            let read = try CaseText.value(from: bytes)
            #expect(read == value && Array(CaseText.text(of: read).utf8) == bytes)
            let place = Int.random(in: bytes.indices, using: &random)
            bytes[place] = UInt8.random(in: .min ... .max, using: &random)
            guard let other = try? CaseText.value(from: bytes) else { continue }
            #expect(Array(CaseText.text(of: other).utf8) == bytes)
        }
    }

    private static func random(_ random: inout Seeded) -> Case {
        var attributes: [String: CaseValue] = [:]
        for name in ["a", "job_title", "x-1"] where Bool.random(using: &random) {
            attributes[name] =
                switch Int.random(in: 0..<4, using: &random) {
                case 0: .text(Nasty.text(&random))
                case 1: .number(Double.random(in: -1e20...1e20, using: &random))
                case 2: .date(Nasty.day(&random))
                default: .list([Nasty.text(&random), Nasty.text(&random)])
                }
        }
        return Case(
            id: CaseID(rawValue: "ORG\(Int.random(in: 1...99, using: &random))").unsafelyUnwrapped,
            kind: .organisation, attributes: attributes, added: Nasty.who(&random),
            nonce: Nasty.hex(64, &random))
    }

    @Test(arguments: [
        ("SP66", true), ("M04", true), ("SITE-A", true), ("PCN-12", true), ("A-1", true), ("SITE", false),
        ("site-a", false), ("SITE-", false), ("-A", false), ("1A-B", false), ("A-B-C", false), ("", false),
        ("ABCDEFGHI-A", false), ("SITE-a", false), ("../SP66", false),
    ])
    func caseIDs(_ text: String, _ isOne: Bool) {
        #expect((CaseID(rawValue: text) != nil) == isOne)
    }
}
