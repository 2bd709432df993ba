import Foundation
import Testing

@testable import StudyModel

/// The files of findings and feedback cycles, byte for byte.
@Suite struct FeedbackTextTests {
    private static let nonce = PeopleSamples.nonce
    private static let first = "01hzzzzzzzzzzzzzzzzzzzzzz1"
    private static let second = "01hzzzzzzzzzzzzzzzzzzzzzz2"
    private static let record = "2020-04-15-minutes-7f3k"

    private static let finding = """
        finding: open-door
        nonce: \(nonce)
        versions:
          - {"at":"2026-11-22T12:00:00Z","by":"r1","cause":"new","id":"\(first)","links":[],"number":1,"state":"standing","statement":"They come."}
          - {"at":"2026-11-23T12:00:00Z","by":"r2","cause":"decision","cycle":"c-7f3k9","id":"\(second)","links":[{"coding":"\(first)","record":"\(record)","side":"supports"},{"record":"\(record)","side":"disconfirms"}],"number":2,"reason":"\\"Some\\" is truer","responses":["\(first)"],"searched":"In all of them","state":"standing","statement":"Some come."}

        """

    private static let cycle = """
        cycle: c-7f3k9
        title: "What we found"
        audience: ["link-workers", "SP66"]
        due: 2026-12-01
        nonce: \(nonce)
        findings:
          - {"finding":"open-door","number":1,"version":"\(first)"}
        events:
          - {"act":"opened","at":"2026-11-22T12:00:00Z","by":"r1","id":"\(first)"}
          - {"act":"responded","at":"2026-11-22T13:00:00Z","by":"r1","finding":"open-door","group":"link-workers","handle":"SP66","id":"\(second)","record":"\(record)","stance":"nuance","text":"Some."}
          - {"act":"decided","at":"2026-11-23T12:00:00Z","by":"r2","finding":"open-door","id":"01hzzzzzzzzzzzzzzzzzzzzzz3","outcome":"keep","reason":"so","responses":["\(second)"]}

        """

    @Test func finding_isAsTheFormatSays() throws {
        let finding = try FindingText.finding(from: Array(Self.finding.utf8))
        #expect(FindingText.text(of: finding) == Self.finding)
        #expect(finding.path == "findings/open-door.yaml" && FindingID(path: finding.path) == finding.id)
        #expect(finding.latest.number == 2 && finding.latest.isExamined && !finding.versions[0].isExamined)
        #expect(finding.latest.links.map(\.side) == [.supports, .disconfirms])
    }

    @Test func cycle_isAsTheFormatSays() throws {
        let cycle = try CycleText.cycle(from: Array(Self.cycle.utf8))
        #expect(CycleText.text(of: cycle) == Self.cycle)
        #expect(cycle.path == "cycles/c-7f3k9.yaml" && CycleID(path: cycle.path) == cycle.id)
        #expect(cycle.responses.map(\.text) == ["Some."] && cycle.stage == .open)
        #expect(cycle.isDecided(cycle.findings[0].finding))
    }

    @Test func nastyTexts_comeBackAsTheyWere() throws {
        var finding = try FindingText.finding(from: Array(Self.finding.utf8))
        var cycle = try CycleText.cycle(from: Array(Self.cycle.utf8))
        for text in Nasty.texts {
            if text.allSatisfy(\.isWhitespace) || text.unicodeScalars.count > 4000 { continue }
            finding.versions[1].statement = text
            cycle.events[1].text = text
            #expect(try FindingText.finding(from: FindingText.bytes(of: finding)) == finding)
            #expect(try CycleText.cycle(from: CycleText.bytes(of: cycle)) == cycle)
        }
    }

    @Test(arguments: [
        ("finding: open-door", "finding: Open"), ("finding: open-door", "finding: open-door\nmore: x"),
        ("\"number\":1", "\"number\":0"), ("\"number\":1", "\"number\":\"1\""),
        ("\"statement\":\"They come.\"", "\"statement\":\" \""),
        ("\"side\":\"supports\"", "\"side\":\"for\""),
        ("\"cause\":\"new\"", "\"cause\":\"old\""), ("  - {", "  -  {"), ("versions:", "version:"),
        ("\"links\":[],", ""), (second, first),
    ])
    func brokenFinding_isRefused(_ old: String, _ new: String) {
        let text = Self.finding.replacing(old, with: new)
        #expect(text != Self.finding)
        #expect(throws: PeopleTextFailure.self) { try FindingText.finding(from: Array(text.utf8)) }
    }

    @Test(arguments: [
        ("cycle: c-7f3k9", "cycle: c-7f3k"), ("[\"link-workers\", \"SP66\"]", "[]"),
        ("\"SP66\"]", "\"Sp 66\"]"), ("due: 2026-12-01", "due: soon"),
        ("\"act\":\"opened\"", "\"act\":\"began\""),
        ("\"act\":\"opened\"", "\"act\":\"shared\""), ("\"outcome\":\"keep\",", ""),
        (",\"text\":\"Some.\"", ""),
        ("title: \"What we found\"", "title: \"\""), ("events:", "events: []"),
        ("\"number\":1", "\"number\":1.5"),
    ])
    func brokenCycle_isRefused(_ old: String, _ new: String) {
        let text = Self.cycle.replacing(old, with: new)
        #expect(text != Self.cycle)
        #expect(throws: PeopleTextFailure.self) { try CycleText.cycle(from: Array(text.utf8)) }
    }

    @Test func tokens_areFoundWhereverTheyStand() {
        #expect(
            CycleID.tokens(in: "Re: x [RIR c-7F3K9] and [rir c-aaaaa]").map(\.rawValue) == [
                "c-7f3k9", "c-aaaaa",
            ])
        #expect(CycleID.tokens(in: "[rir c-7f3k9] [rir  c-7f3k9]").count == 1)
        for text in [
            "", "[rir ", "[rir c-7f3k", "[rir c-7f3k9", "[rir c-7f3kii]", "rir c-7f3k9", "[rirc-7f3k9]",
        ] {
            #expect(CycleID.tokens(in: text).isEmpty, "\(text)")
        }
    }
}
