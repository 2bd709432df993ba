package import StudyAPI
package import StudyModel

extension StudyClient {
    package func workflows() throws(StudyError) -> WorkflowsReply {
        try value(WorkflowsReply.self, Call(route: .workflowsList))
    }

    package func workflow(_ name: String) throws(StudyError) -> WorkflowView {
        try value(WorkflowView.self, Call(route: .workflowsShow, parts: ["workflow": name]))
    }

    package func planWorkflow(_ name: String, _ plan: WorkflowPlanRequest) throws(StudyError) -> WorkflowView
    {
        let body = try WireJSON.encode(plan)
        return try value(
            WorkflowView.self, Call(route: .workflowsPlan, parts: ["workflow": name], body: body))
    }

    package func workflow(_ name: String, _ order: WorkflowOrder) throws(StudyError) -> WorkflowView {
        let body = try WireJSON.encode(order)
        return try value(
            WorkflowView.self, Call(route: .workflowsMove, parts: ["workflow": name], body: body))
    }
}
