package import StudyModel

/// `GET /v1/findings`: the findings, by name.
package struct FindingsReply: Codable, Sendable {
    package var findings: [FindingHead]
    /// Files that are no finding as the format says, one sentence each; absent where there are none.
    package var unreadable: [String]?

    package init(findings: [FindingHead], unreadable: [String]? = nil) {
        self.findings = findings
        self.unreadable = unreadable
    }
}

/// `GET /v1/findings/{finding}/history`: every version with what caused it, the oldest first.
package struct FindingHistoryReply: Codable, Sendable {
    package var id: FindingID
    package var versions: [FindingStep]

    package init(id: FindingID, versions: [FindingStep]) {
        self.id = id
        self.versions = versions
    }
}

/// `GET /v1/cycles`: the feedback cycles, the newest first.
package struct CyclesReply: Codable, Sendable {
    package var cycles: [CycleView]
    /// Files that are no cycle as the format says, one sentence each; absent where there are none.
    package var unreadable: [String]?

    package init(cycles: [CycleView], unreadable: [String]? = nil) {
        self.cycles = cycles
        self.unreadable = unreadable
    }
}
