/// What came into a study since somebody last worked in it on an earlier day: where a morning begins.
///
/// It goes by the order in which steps came to this copy, not by clocks, so that what a colleague did on a train last week
/// and sent last night is in it.
package struct Arrivals: Hashable, Sendable, Codable {
    /// Steps of one member of one kind.
    package struct Work: Hashable, Sendable, Codable {
        package var member: MemberID
        package var act: OperationSummary.Act
        package var steps: Int

        package init(member: MemberID, act: OperationSummary.Act, steps: Int) {
            self.member = member
            self.act = act
            self.steps = steps
        }
    }

    /// Their last step on an earlier day.
    package var since: Timestamp
    /// New records that are still there, by kind, whoever brought them in.
    package var records: [SearchAnswer.Facet]
    /// What others did, by member and kind of step.
    package var work: [Work]

    package init(since: Timestamp, records: [SearchAnswer.Facet], work: [Work]) {
        self.since = since
        self.records = records
        self.work = work
    }
}
