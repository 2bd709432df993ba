import Foundation
import Testing

@testable import StudyModel

/// The file of a report draft, byte for byte.
@Suite struct ReportDraftTextTests {
    private static let nonce = PeopleSamples.nonce
    private static let first = "01hzzzzzzzzzzzzzzzzzzzzzz1"
    private static let second = "01hzzzzzzzzzzzzzzzzzzzzzz2"
    private static let comment = "01hzzzzzzzzzzzzzzzzzzzzzz4"

    private static let draft = """
        ---
        draft: interim
        title: "Interim report"
        nonce: \(nonce)
        versions:
          - {"at":"2026-11-22T12:00:00Z","by":"r1","cause":"new","id":"\(first)","number":1,"text":"People come.\\n"}
          - {"at":"2026-11-23T12:00:00Z","by":"r2","cause":"edit","id":"\(second)","number":2,"reason":"too strong"}
        citations:
          - {"citation":"count:records","digest":"\(nonce)","salt":"\(nonce)"}
        events:
          - {"act":"shared","at":"2026-11-22T13:00:00Z","audience":["commissioners","SP66"],"by":"r1","due":"2026-12-01","id":"01hzzzzzzzzzzzzzzzzzzzzzz3","round":"d-7f3k9","version":"\(first)"}
          - {"act":"commented","at":"2026-11-22T14:00:00Z","by":"r1","from":1,"handle":"SP66","id":"\(comment)","quote":"come","round":"d-7f3k9","text":"Some.","to":2}
          - {"act":"answered","at":"2026-11-23T12:00:00Z","by":"r2","comment":"\(comment)","id":"01hzzzzzzzzzzzzzzzzzzzzzz5","outcome":"accepted","version":"\(second)"}
          - {"act":"closed","at":"2026-11-23T13:00:00Z","by":"r2","id":"01hzzzzzzzzzzzzzzzzzzzzzz6","round":"d-7f3k9"}
          - {"act":"signed","at":"2026-11-23T14:00:00Z","by":"r2","group":"commissioners","id":"01hzzzzzzzzzzzzzzzzzzzzzz7","version":"\(first)"}
        ---
        Some people come.

        ---

        That is all of [[count:records]] records.

        """

    @Test func draft_isAsTheFormatSays() throws {
        let draft = try ReportDraftText.draft(from: Array(Self.draft.utf8))
        #expect(ReportDraftText.text(of: draft) == Self.draft)
        #expect(draft.path == "drafts/interim.md" && ReportDraftID(path: draft.path) == draft.id)
        #expect(draft.comments.map(\.state) == [.takenIn] && draft.comments[0].takenIn == 2)
        #expect(draft.signatures.map(\.stands) == [false] && draft.unsigned == ["commissioners", "SP66"])
        #expect(draft.text(of: draft.versions[0].id) == "People come.\n" && draft.stage == .writing)
    }

    @Test(
        "What is otherwise is refused",
        arguments: [
            ("---\ndraft", "draft"), ("draft: interim", "draft: Interim report"),
            ("\"number\":1", "\"number\":0"),
            (",\"text\":\"People come.\\n\"", ""),
            ("\"round\":\"d-7f3k9\",\"text\"", "\"round\":\"d-7f3k0\",\"text\""),
            ("\"outcome\":\"accepted\",", ""), ("\"cause\":\"new\"", "\"cause\":\"old\""),
            ("\"comment\":\"\(comment)\"", "\"comment\":\"\(first)\""),
            ("records.\n", "records."), ("\"reason\":\"too strong\"", "\"reason\":\"x\",\"text\":\"y\""),
        ])
    func refused(_ change: (String, String)) throws {
        let text = Self.draft.replacingOccurrences(of: change.0, with: change.1)
        #expect(text != Self.draft)
        #expect(throws: PeopleTextFailure.self) { try ReportDraftText.draft(from: Array(text.utf8)) }
    }

    @Test func tokens_areFoundInAnyCapitals() {
        let text = "Re: Interim [RIR d-7F3K9] and [rir c-7f3k9] and [rir d-7f3k9]"
        #expect(CommentRoundID.tokens(in: text).map(\.rawValue) == ["d-7f3k9"])
        #expect(CycleID.tokens(in: text).map(\.rawValue) == ["c-7f3k9"])
    }
}
