/// How far the coders of a closed round agree.
package struct RoundReport: Hashable, Sendable, Codable {
    /// What figures are worked out apart for.
    package enum Grouping: String, Hashable, Sendable, Codable, CaseIterable {
        /// Each two coders.
        case pair
        /// Kinds of records.
        case kind
        /// Weeks in which the records were coded.
        case week
    }

    /// What is asked of a report.
    package struct Request: Hashable, Sendable {
        /// What is compared; the round's own level without it.
        package var level: Round.Level?
        package var by: Grouping?
        /// Another round in which the same people coded the same records: each is compared with themselves.
        package var against: String?
        /// What the bootstrap begins with.
        package var seed = 1

        package init() {}
    }

    /// The records of a group alone.
    package struct Group: Hashable, Sendable, Codable {
        package var name: String
        package var records: Int
        package var figure: AgreementFigure

        package init(name: String, records: Int, figure: AgreementFigure) {
            self.name = name
            self.records = records
            self.figure = figure
        }
    }

    package var round: RoundID
    package var report: AgreementReport
    /// In order; empty where no grouping was asked for.
    package var groups: [Group]

    package init(round: RoundID, report: AgreementReport, groups: [Group]) {
        self.round = round
        self.report = report
        self.groups = groups
    }
}
