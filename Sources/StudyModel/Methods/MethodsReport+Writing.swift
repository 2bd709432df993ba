/// What was charted and written.
extension MethodsReport {
    /// A framework matrix in numbers.
    package struct Matrix: Hashable, Sendable, Codable {
        package var id: FrameworkID
        package var title: String
        package var cases: Int
        package var themes: Int
        /// Of cases and themes.
        package var cells: Int
        /// Those with a summary.
        package var filled: Int

        package init(_ head: FrameworkHead) {
            id = head.id
            title = head.title
            (cases, themes, filled) = (head.cases, head.themes, head.filled)
            cells = head.cases * head.themes
        }

        /// How many of a hundred cells are filled, in whole numbers; `nil` where there are none.
        package var percent: Int? {
            cells == 0 ? nil : Int((Double(filled) * 100 / Double(cells)).rounded())
        }
    }

    /// The report drafts, and what was said of them.
    package struct Drafts: Hashable, Sendable, Codable {
        package var drafts: Int
        package var versions: Int
        /// Rounds of comments.
        package var rounds: Int
        package var comments: Int
        /// Comments that a version took in.
        package var takenIn: Int
        package var declined: Int
        /// Stakeholders who signed a draft off, each once a draft.
        package var signOffs: Int
        /// Sign-offs of a draft's newest version.
        package var standing: Int

        package init(_ drafts: some Collection<ReportDraft>) {
            self.drafts = drafts.count
            versions = drafts.reduce(0) { $0 + $1.versions.count }
            rounds = drafts.reduce(0) { $0 + $1.rounds.count }
            let comments = drafts.flatMap(\.comments)
            self.comments = comments.count
            takenIn = comments.count { $0.state == .takenIn }
            declined = comments.count { $0.state == .declined }
            let signatures = drafts.flatMap(\.signatures)
            signOffs = signatures.count
            standing = signatures.count(where: \.stands)
        }
    }
}
