import StudyAPI
import StudyModel

extension Samples {
    private static let code = CodeID(rawValue: "c-7f3k9q2mzz").unsafelyUnwrapped
    private static let coding = CodingID(rawValue: operation.rawValue).unsafelyUnwrapped
    private static let anchor = Anchor(span: 0..<1, quote: "q", before: "", after: "")

    /// One of every form of a link.
    static let links: [MemoLink] = [
        .record(id), .coding(coding, id), .code(code), .case(CaseID(handle)),
        .span(.init(record: id, anchor: anchor, version: 1, sha256: "s")),
    ]

    private static let note = Memo(
        id: MemoID(rawValue: "m-7f3k9q2mzz").unsafelyUnwrapped, kind: .analytic, title: "t", body: "b\n",
        written: provenance, changed: provenance, nonce: "n")
    private static let view = MemoLinkView(
        .record(id), label: "l", title: "t", latest: 1, state: .current)

    private static var draft: MemoLinkDraft {
        var draft = MemoLinkDraft(record: "7f3k", code: "access", case: "SP66")
        (draft.span, draft.quote, draft.occurrence) = ([0, 1], "q", 1)
        (draft.turns, draft.paragraphs, draft.lines) = ([1], [1], [1])
        (draft.coding, draft.finding) = ("q2mzz1", "f")
        return draft
    }

    /// Memos and what they are linked to.
    static let memos: [Sample] = [
        same("StudyMemo", note),
        Sample(schema: "MemoLinkView", full: view, least: MemoLinkView(.record(id), label: "l")),
        Sample(schema: "MemoLinkDraft", full: draft, least: MemoLinkDraft()),
        same("MemoHead", MemoHead(note, isPrivate: true, links: [view], snippet: [])),
        Sample(
            schema: "MemosReply", full: MemosReply(memos: [], total: 1, sealed: 1, unreadable: ["u"]),
            least: MemosReply(memos: [], total: 0)),
        Sample(
            schema: "MemoRequest",
            full: MemoRequest(
                kind: .reflexive, title: "t", body: "b", links: [draft], isPrivate: true, cleared: true),
            least: MemoRequest(kind: .method, body: "b")),
        Sample(
            schema: "MemoEditRequest",
            full: MemoEditRequest(
                kind: .method, title: "t", body: "b", links: [draft], unlink: [1], base: "s", cleared: true),
            least: MemoEditRequest()),
        Sample(
            schema: "MemoReply",
            full: MemoReply(
                memo: note, sha256: "s", isPrivate: false, isOwn: true, links: [view], path: "p",
                operation: operation),
            least: MemoReply(memo: note, sha256: "s", isPrivate: true, isOwn: true, links: [])),
    ]
}
