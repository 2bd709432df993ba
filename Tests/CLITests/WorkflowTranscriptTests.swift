import Foundation
import ProgramFixture
import Testing

/// What a person sees of workflows.
@Suite struct WorkflowTranscriptTests {
    private static let plan = """
        title: "A short piece of work"
        steps:
          - name: capture
            title: "Capture"
            asked: [coder]
            leave:
              - {fact: records, at-least: 1}
              - {tick: heard, text: "Everybody was heard"}
          - name: tell
            leave:
              - {fact: findings, at-least: 1}

        """

    @Test func workflows() throws {
        try transcript("workflows") { rir, fixture in
            try fixture.makeStudy()
            try rir.rir("workflow", "list")
            try fixture.write(Self.plan, to: "plan.yaml")
            try rir.rir("workflow", "plan", "short", "../plan.yaml")
            try rir.rir("workflow", "plan", "short", "../plan.yaml")
            try fixture.write("title: x\nsteps:\n  - nmae: y\n", to: "bad.yaml")
            try rir.rir("workflow", "plan", "bad", "../bad.yaml")
            try rir.rir("workflow", "advance", "short")
            try rir.rir("workflow", "start", "short")
            try rir.rir("workflow", "start", "short")
            try rir.rir("workflow", "show", "short")
            try rir.rir("workflow", "advance", "short")
            try rir.rir("note", "They come by themselves.", "--date", "2020-04-15")
            try rir.rir("workflow", "tick", "short", "seen")
            try rir.rir("workflow", "tick", "short", "heard")
            try rir.rir("workflow", "advance", "short")
            try rir.rir("workflow", "list")
            try rir.rir("workflow", "advance", "short", "--reason", "The report waits.")
            try rir.rir("workflow", "advance", "short")
            try rir.rir("workflow", "back", "short", "capture")
            try rir.rir("workflow", "back", "short", "capture", "--reason", "One came late.")
            try rir.rir("workflow", "tick", "short", "heard", "--undone")
            try rir.rir("workflow", "show", "short", "--history")
            try rir.rir("status")
            try rir.rir("workflow", "show", "short", "--json")
            try rir.rir("undo")
            try rir.rir("log")
            try rir.rir("check")
        }
    }
}
