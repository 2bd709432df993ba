import StudyAPI
import StudyModel

extension Samples {
    private static let draftID = ReportDraftID(rawValue: "interim").unsafelyUnwrapped
    private static let roundID = CommentRoundID(rawValue: "d-7f3k9").unsafelyUnwrapped
    private static let written = Provenance(by: member, at: time)
    private static let version = ReportDraft.Version(id: operation, written: written)

    private static var pinned: ReportDraft.Version {
        var version = version
        (version.reason, version.text) = ("r", "t\n")
        return version
    }

    private static let report = ReportDraft(
        id: draftID, title: "t", versions: [version], nonce: "n", body: "b\n")

    private static var shared: ReportDraft {
        var draft = report
        var event = ReportDraft.Event(.shared, id: operation, by: member, at: time)
        (event.round, event.version, event.audience, event.due) = (roundID, operation, ["g"], time.day)
        draft.events = [event]
        return draft
    }

    private static let comment = DraftComment(
        id: operation, number: 1, round: roundID, text: "t", at: time, by: member)

    private static var answered: DraftComment {
        var comment = comment
        (comment.group, comment.handle, comment.record) = ("g", handle, id)
        (comment.from, comment.to, comment.quote) = (1, 2, "q")
        (comment.state, comment.reason, comment.takenIn) = (.takenIn, "r", 2)
        return comment
    }

    private static let citation = CitationView(
        citation: "count:records", line: 1, paragraph: 1, shows: "3", refusal: "r", stale: "s")

    private static var changes: DraftChanges {
        var changes = DraftChanges()
        (changes.title, changes.text, changes.reason, changes.takesIn) = ("t", "b", "r", [1])
        (changes.refreshes, changes.base, changes.cleared) = (true, operation, true)
        return changes
    }

    private static let wait = DraftWait(.answers, count: 2, isOverdue: true)

    /// Report drafts.
    static let drafts: [Sample] = [
        Sample(schema: "DraftVersion", full: pinned, least: version),
        same("CommentRound", shared.rounds[0]),
        Sample(schema: "DraftComment", full: answered, least: comment),
        same(
            "DraftSignature",
            DraftSignature(who: "g", version: operation, number: 1, at: time, by: member, stands: true)),
        same("DraftWait", wait),
        Sample(
            schema: "CitationView", full: citation, least: CitationView(citation: "table:t", line: 1)),
        Sample(
            schema: "DraftPlan", full: DraftPlan(name: "n", title: "t", text: "b", cleared: true),
            least: DraftPlan(name: "n", title: "t", text: "b")),
        Sample(schema: "DraftChanges", full: changes, least: DraftChanges()),
        same("CommentRoundPlan", CommentRoundPlan(audience: ["g"], due: time.day)),
        Sample(
            schema: "CommentDraft",
            full: CommentDraft(who: "g", text: "t", from: 1, to: 2, quote: "q", cleared: true),
            least: CommentDraft(who: "g", text: "t")),
        Sample(
            schema: "CommentFile", full: CommentFile(base64: "", who: "g", cleared: true),
            least: CommentFile(base64: "")),
        Sample(
            schema: "CommentAnswer",
            full: CommentAnswer(comment: 1, outcome: .accepted, reason: "r", version: 2, cleared: true),
            least: CommentAnswer(comment: 1, outcome: .declined)),
        Sample(schema: "SignOff", full: SignOff(who: "g", version: 1), least: SignOff(who: "g")),
        Sample(
            schema: "DraftHead", full: DraftHead(shared, waits: [wait]), least: DraftHead(report, waits: [])),
        Sample(
            schema: "DraftView",
            full: DraftView(
                shared, version: version, text: "[[b", shown: "b", citations: [citation], waits: [wait],
                remarks: ["r"], operation: operation),
            least: DraftView(report, version: version, text: "b", shown: "b", citations: [], waits: [])),
        Sample(
            schema: "DraftsReply", full: DraftsReply(drafts: [], unreadable: ["u"]),
            least: DraftsReply(drafts: [])),
    ]
}
