import StudyAPI
import StudyModel
import StudyService

/// `/v1/workflows`.
enum WorkflowsHarness {
    @Sendable static func list(_ call: Call) async throws -> Reply {
        let (workflows, unreadable) = try await call.study().workflows()
        return try Reply(
            WorkflowsReply(workflows: workflows, unreadable: unreadable.isEmpty ? nil : unreadable))
    }

    @Sendable static func show(_ call: Call) async throws -> Reply {
        try Reply(await call.study().workflow(call.workflow))
    }

    @Sendable static func plan(_ call: Call) async throws -> Reply {
        let request = try await call.decode(WorkflowPlanRequest.self)
        return try Reply(
            await call.study().planWorkflow(
                call.workflow, plan: request.plan, cleared: request.cleared ?? false))
    }

    @Sendable static func move(_ call: Call) async throws -> Reply {
        let order = try await call.decode(WorkflowOrder.self)
        return try Reply(await call.study().workflow(call.workflow, order))
    }
}

extension WorkflowPlanRequest: KnownFields {
    static let fields: Set<String> = ["plan", "cleared"]
}

extension WorkflowOrder: KnownFields {
    static let fields: Set<String> = ["what", "step", "tick", "reason", "cleared"]
}
