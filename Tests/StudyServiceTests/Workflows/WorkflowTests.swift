import Foundation
import StudyModel
import StudyService
import Testing

@Suite("Workflows of a study")
struct WorkflowTests {
    private static let plan = """
        title: Analysis
        steps:
          - name: capture
            title: Capture
            asked: [coder]
            days: 14
            leave:
              - {fact: records, at-least: 1}
              - {tick: heard, text: "Everybody was heard"}
          - name: code
            leave:
              - {fact: coded, at-least: 50%}
              - {fact: findings, at-least: 1}

        """

    @Test("A workflow goes on when the study and its people say so")
    func goesOn() async throws {
        let fixture = try await FeedbackFixture()
        let service = fixture.service
        let kept = try await service.planWorkflow("analysis", plan: Self.plan, cleared: false)
        #expect(
            kept.operation != nil && kept.state == .waiting && kept.steps.map(\.name) == ["capture", "code"])
        #expect(try await service.planWorkflow("analysis", plan: Self.plan, cleared: false).operation == nil)
        #expect(try await service.status().advice.allSatisfy { !$0.contains("Analysis") })

        let begun = try await service.workflow("ana", WorkflowOrder(.start))
        #expect(begun.current?.name == "capture" && begun.daysLeft == 14)
        #expect(begun.missing.map(\.tick) == ["heard"])
        #expect(try await service.status().advice.contains { $0.contains("1 thing is missing") })
        await expectFailure(.workflowUnready) { try await service.workflow("ana", WorkflowOrder(.advance)) }
        await expectFailure(.workflowInvalid) {
            try await service.workflow("ana", WorkflowOrder(.tick, tick: "seen"))
        }
        let ticked = try await service.workflow("ana", WorkflowOrder(.tick, tick: "heard"))
        #expect(ticked.missing.isEmpty && ticked.operation != nil)
        #expect(try await service.workflow("ana", WorkflowOrder(.tick, tick: "heard")).operation == nil)
        let next = try await service.workflow("ana", WorkflowOrder(.advance))
        #expect(next.current?.name == "code")
        #expect(next.missing.map(\.now) == ["0 of 3 (0 %)", "0"])

        _ = try await fixture.finding()
        let coded = try await service.workflow("analysis")
        #expect(coded.missing.isEmpty)
        #expect(coded.current?.leave.map(\.now) == ["3 of 3 (100 %)", "1"])
        let finished = try await service.workflow("ana", WorkflowOrder(.advance))
        #expect(finished.state == .finished)
        await expectFailure(.workflowState) { try await service.workflow("ana", WorkflowOrder(.advance)) }
        let back = try await service.workflow("ana", WorkflowOrder(.back, step: "code", reason: "more came"))
        #expect(back.current?.name == "code" && back.events.last?.reason == "more came")
        _ = try await service.undo(reason: nil)
        #expect(try await service.workflow("ana").state == .finished)
        #expect(try await service.isSound())
        let reopened = try await fixture.study.reopened()
        #expect(try await reopened.workflow("ana").events.count == 4)
        try await reopened.close()
    }

    @Test("A plan that is none is refused with a sentence, and one that was spoilt by hand is named")
    func refusals() async throws {
        let fixture = try await FeedbackFixture()
        let service = fixture.service
        func refused(_ plan: String) async -> String? {
            do {
                _ = try await service.planWorkflow("x", plan: plan, cleared: true)
                return nil
            } catch { return error.code == .workflowInvalid ? error.message : nil }
        }
        let step = "title: T\nsteps:\n  - name: a\n"
        for (plan, words) in [
            ("", "YAML"), ("title: T\n", "1 to 40 steps"), ("title: T\nsteps: []\nstpes: 1\n", "'stpes'"),
            (step + "  - name: a\n", "one name"), ("title: T\nsteps:\n  - name: A B\n", "small letters"),
            (step + "    due: soon\n", "a day such as"), (step + "    days: 0\n", "from 1 to 3660"),
            (step + "    days: 3\n    due: 2030-01-01\n", "either"),
            (step + "    leave: [{fact: shoes, at-least: 1}]\n", "a fact is one of"),
            (step + "    leave: [{fact: memos}]\n", "needs 'at-least'"),
            (step + "    leave: [{fact: memos, at-least: 50%}]\n", "can't be asked"),
            (step + "    leave: [{tick: t}]\n", "text of 't'"),
            (step + "    leave: [{tick: t, text: x}, {tick: t, text: y}]\n", "tick off"),
        ] {
            let message = await refused(plan)
            #expect(message?.contains(words) == true, "\(plan) \(message ?? "taken")")
        }
        await expectFailure(.workflowInvalid) {
            try await service.planWorkflow("A B", plan: Self.plan, cleared: true)
        }
        await expectFailure(.workflowNotFound) { try await service.workflow("nothing") }
        _ = try await service.planWorkflow("good", plan: Self.plan, cleared: true)
        let file = "\(fixture.study.study)/workflows/good.yaml"
        try "title: [\n".write(toFile: file, atomically: false, encoding: .utf8)
        #expect(try await service.workflows().workflows.map(\.name.rawValue) == ["good"])
        _ = try await service.adopt(paths: nil, reason: nil)
        let (workflows, unreadable) = try await service.workflows()
        #expect(workflows.isEmpty && unreadable.count == 1)
        await expectFailure(.workflowInvalid) { try await service.workflow("good") }
    }

    @Test("The plans that come with the product can be read and begun")
    func shipped() async throws {
        let fixture = try await FeedbackFixture()
        let folder = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../../workspace/workflows").standardized
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
        #expect(names == ["framework-approach.yaml", "residency.yaml", "thematic-analysis.yaml"])
        for name in names {
            let plan = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
            let workflow = String(name.dropLast(5))
            let view = try await fixture.service.planWorkflow(workflow, plan: plan, cleared: true)
            #expect(view.steps.count >= 5)
            #expect(try await fixture.service.workflow(workflow, WorkflowOrder(.start)).state == .running)
        }
    }

    @Test("Two copies that go on at once come to stand at the same step")
    func copies() async throws {
        let team = try await TeamFixture()
        let (a, b) = (try team["r1"], try team["r2"])
        _ = try await a.planWorkflow("analysis", plan: Self.plan, cleared: true)
        _ = try await a.workflow("analysis", WorkflowOrder(.start, reason: "to begin with"))
        _ = try await a.workflow("analysis", WorkflowOrder(.tick, tick: "heard"))
        try await team.settle()
        _ = try await a.workflow("analysis", WorkflowOrder(.advance, reason: "one"))
        _ = try await b.workflow("analysis", WorkflowOrder(.advance, reason: "two"))
        try await team.settle()
        try await team.expectAlike()
        let (one, other) = (try await a.workflow("analysis"), try await b.workflow("analysis"))
        #expect(one.events == other.events && one.events.count == 4)
        #expect(one.current?.name == "code")
        #expect(try await a.questions().isEmpty)
        try await team.close()
    }
}
