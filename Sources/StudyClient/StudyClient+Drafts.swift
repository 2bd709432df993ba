package import StudyAPI
package import StudyModel

// Report drafts.
extension StudyClient {
    package func drafts() throws(StudyError) -> DraftsReply {
        try value(DraftsReply.self, Call(route: .draftsList))
    }

    package func writeDraft(_ plan: DraftPlan) throws(StudyError) -> DraftView {
        try value(DraftView.self, Call(route: .draftsWrite, body: try WireJSON.encode(plan)))
    }

    /// - Parameter version: `nil` for the newest.
    package func draft(_ draft: String, version: Int? = nil) throws(StudyError) -> DraftView {
        let query: [QueryItem] = version.map { [(.version, String($0))] } ?? []
        return try value(DraftView.self, Call(route: .draftsShow, parts: ["draft": draft], query: query))
    }

    package func changeDraft(_ draft: String, _ changes: DraftChanges) throws(StudyError) -> DraftView {
        try send(try WireJSON.encode(changes), to: draft, .draftsEdit)
    }

    package func shareDraft(_ draft: String, _ plan: CommentRoundPlan) throws(StudyError) -> DraftView {
        try send(try WireJSON.encode(plan), to: draft, .draftsShare)
    }

    package func comment(_ comment: CommentDraft, on draft: String) throws(StudyError) -> DraftView {
        try send(try WireJSON.encode(comment), to: draft, .draftsComment)
    }

    /// Takes in the comments of a Word file.
    package func takeComments(_ file: CommentFile, on draft: String) throws(StudyError) -> DraftView {
        let body = try WireJSON.encode(file)
        return try stream(
            DraftView.self, Call(route: .draftsTake, parts: ["draft": draft], body: body))
    }

    package func answerComment(_ answer: CommentAnswer, on draft: String) throws(StudyError) -> DraftView {
        try send(try WireJSON.encode(answer), to: draft, .draftsAnswer)
    }

    package func closeRound(of draft: String) throws(StudyError) -> DraftView {
        try value(DraftView.self, Call(route: .draftsClose, parts: ["draft": draft]))
    }

    package func signDraft(_ plan: SignOff, of draft: String) throws(StudyError) -> DraftView {
        try send(try WireJSON.encode(plan), to: draft, .draftsSign)
    }

    /// A draft as a file.
    ///
    /// - Parameters:
    ///   - isPack: whether it is what the audience of the last comment round is given.
    ///   - format: `md`, `html`, `docx`, `pdf` or `txt`.
    package func draftFile(
        _ draft: String, isPack: Bool, format: String, version: Int? = nil
    ) throws(StudyError) -> FileReply {
        let query: [QueryItem] = version.map { [(.version, String($0))] } ?? []
        return try stream(
            FileReply.self,
            Call(
                route: isPack ? .draftsPack : .draftsFile, parts: ["draft": draft],
                query: [(.format, format)] + query))
    }

    private func send(_ body: [UInt8], to draft: String, _ route: Route) throws(StudyError) -> DraftView {
        try value(DraftView.self, Call(route: route, parts: ["draft": draft], body: body))
    }
}
