import Foundation
import StudyModel
import StudyService
import Testing

@Suite("Answers to feedback cycles that come by mail")
struct CycleMailTests {
    private static func mail(
        _ subject: String, _ body: String, from: String = "SP66 <a@b.example>", id: String = UUID().uuidString
    ) -> String {
        """
        From: \(from)
        Subject: \(subject)
        Date: Wed, 15 Apr 2020 10:00:00 +0000
        Message-ID: <\(id)@b.example>

        \(body)

        """
    }

    /// A cycle over two findings that is shared.
    private static func shared(_ service: StudyService) async throws -> CycleView {
        for name in ["a", "b"] {
            _ = try await service.writeFinding(
                FindingDraft(statement: "\(name).", name: name, searched: "Everywhere."))
        }
        let cycle = try await service.openCycle(
            CyclePlan(
                title: "Found", findings: ["a", "b"], audience: ["link-workers"], due: FeedbackFixture.day))
        return try await service.shareCycle(cycle.id.rawValue)
    }

    @Test("Mails with the token file themselves; what they do not say plainly waits for a person")
    func filed() async throws {
        let fixture = try await StudyFixture()
        let service = fixture.service
        let cycle = try await Self.shared(service)
        let (_, outcomes) = try await service.importTexts([
            ("1.eml", Self.mail("Re: Found \(cycle.token)", "1: agree\n2: disagree - not here.")),
            ("2.eml", Self.mail("Re: Found", "Well, yes and no.\n\n> \(cycle.token)")),
            ("3.eml", Self.mail("Lunch?", "Agree.")),
            ("4.eml", Self.mail("Re: [rir c-zzzzz]", "Agree.")),
        ])
        let said = outcomes.map { $0.remarks.contains { $0.contains("Filed as an answer to \(cycle.id)") } }
        #expect(said == [true, true, false, false])
        let id = cycle.id.rawValue
        let now = try await service.cycle(id)
        #expect(now.responses.map(\.stance) == [.agree, .disagree, nil])
        #expect(now.responses.map(\.finding?.rawValue) == ["a", "b", nil])
        #expect(now.responses.map(\.handle?.rawValue) == ["SP66", "SP66", "SP66"])
        #expect(now.responses.allSatisfy { $0.group == "link-workers" })
        #expect(
            now.responses.map(\.record) == [
                outcomes[0].record?.id, outcomes[0].record?.id, outcomes[1].record?.id,
            ])
        #expect(now.waits.contains { $0.what == .stances && $0.count == 1 })
        let order = CycleOrder(finding: "a", outcome: .keep, reason: "r")
        await expectFailure(.cycleState) { try await service.decideCycle(order, in: id) }
        _ = try await service.respond(ResponseDraft(response: 3, stance: .nuance), to: id)
        let decided = try await service.decideCycle(order, in: id)
        #expect(decided.findings.map(\.isDecided) == [true, false])
        // The same mails again are the same answers.
        _ = try await service.importTexts([
            ("5.eml", Self.mail("Re: Found \(cycle.token)", "Agree.", id: "again"))
        ])
        _ = try await service.importTexts([
            ("6.eml", Self.mail("Re: Found \(cycle.token)", "Agree.", id: "again"))
        ])
        #expect(try await service.cycle(id).responses.count == 4)
        #expect(try await service.isSound())
        // One step back takes the mail and its answer.
        _ = try await service.undo(reason: nil)
        #expect(try await service.cycle(id).responses.count == 3)
    }

    @Test("The pack itself is no answer, and a closed cycle takes none but says so")
    func notFiled() async throws {
        let fixture = try await StudyFixture()
        let service = fixture.service
        let cycle = try await Self.shared(service)
        let id = cycle.id.rawValue
        let pack = try await service.cyclePack(id, as: .txt).text
        _ = try await service.importTexts([("pack.eml", Self.mail("Found \(cycle.token)", pack))])
        #expect(try await service.cycle(id).responses.isEmpty)
        for finding in ["1", "2"] {
            _ = try await service.decideCycle(
                CycleOrder(finding: finding, outcome: .keep, reason: "Nobody answered."), in: id)
        }
        _ = try await service.closeCycle(id)
        let (_, outcomes) = try await service.importTexts([
            ("late.eml", Self.mail("Re: Found \(cycle.token)", "Agree."))
        ])
        #expect(outcomes[0].remarks.contains { $0.contains("Not filed with \(id)") })
        #expect(try await service.cycle(id).responses.isEmpty)
    }

    @Test("A mail that waits in the inbox is filed when it is cleared, with the name put out")
    func inbox() async throws {
        let fixture = try await StudyFixture(names: .assisted)
        let service = fixture.service
        let cycle = try await Self.shared(service)
        let (_, outcomes) = try await service.importTexts([
            (
                "1.eml",
                Self.mail(
                    "Re: Found \(cycle.token)", "Disagree. Ask Dr Priya Patel.", from: "priya@b.example")
            )
        ])
        #expect(outcomes[0].result == .waiting)
        #expect(try await service.cycle(cycle.id.rawValue).responses.isEmpty)
        _ = try await service.addPseudonym(
            name: "Priya Patel", also: ["priya@b.example"], handle: "SP66", kind: nil, dryRun: false)
        let clearing = try await service.clear(nil, asItIs: false)
        if clearing.records.isEmpty {
            let waiting = try #require(outcomes[0].waits).id
            _ = try await service.clear([waiting.rawValue], asItIs: true)
        }
        let now = try await service.cycle(cycle.id.rawValue)
        #expect(now.responses.map(\.stance) == [.disagree])
        #expect(now.responses[0].text.contains("SP66") && !now.responses[0].text.contains("Patel"))
        #expect(now.responses[0].handle?.rawValue == "SP66")
        #expect(try await service.leaks(in: .newest).total == 0)
    }
}
