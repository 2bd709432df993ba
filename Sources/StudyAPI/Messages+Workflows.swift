package import StudyModel

/// `GET /v1/workflows`: the workflows, by name.
package struct WorkflowsReply: Codable, Sendable {
    package var workflows: [WorkflowView]
    /// Plans that are none as the format says, one sentence each; absent where there are none.
    package var unreadable: [String]?

    package init(workflows: [WorkflowView], unreadable: [String]? = nil) {
        self.workflows = workflows
        self.unreadable = unreadable
    }
}

/// `PUT /v1/workflows/{workflow}`: a plan as a person wrote it.
package struct WorkflowPlanRequest: Codable, Sendable {
    package var plan: String
    package var cleared: Bool?

    package init(plan: String, cleared: Bool? = nil) {
        self.plan = plan
        self.cleared = cleared
    }
}
