import Commands
import Foundation
import StudyAPI
import StudyClient
import StudyModel
import Testing

@Suite struct ConsentTests {
    private static func run(_ line: String, _ reply: some Encodable & Sendable, input: String = "") throws
        -> (run: CommandRun, daemon: FakeDaemon)
    {
        let daemon = try FakeDaemon.answering([try FakeDaemon.json(reply)])
        let run = try CommandRun(
            line.split(separator: " ").map(String.init), daemon: daemon, folder: try Scratch.study(),
            input: input)
        return (run, daemon)
    }

    private static func sent(_ line: String) throws -> ConsentRequest {
        let reply = ConsentReply(events: [Sample.event()], operation: Sample.operation)
        let (run, daemon) = try Self.run(line, reply)
        try #require(run.status == .done, "\(run.errors)")
        #expect(run.output == "Recorded: SP66 granted quote, orally, on 2020-04-15.\n")
        return try #require(try daemon.sent(ConsentRequest.self, to: "/v1/consent").first)
    }

    @Test(arguments: [
        ("grant SP66 --purpose quote", ConsentAct.granted, [ConsentPurpose.quote] as [ConsentPurpose]?),
        ("refuse SP66 --purpose record --purpose share", .refused, [.record, .share]),
        ("change SP66 --purpose collect", .changed, [.collect]), ("withdraw SP66", .withdrawn, nil),
        ("withdraw SP66 --purpose quote", .withdrawn, [.quote]),
    ])
    func act_isSentAsSaid(_ line: String, act: ConsentAct, purposes: [ConsentPurpose]?) throws {
        let sent = try Self.sent("consent " + line)
        #expect(sent.act == act)
        #expect(sent.purposes == purposes)
        #expect(sent.participants == [Sample.handle("SP66")])
        #expect(sent.mode == .oral && sent.at == nil)
    }

    /// What the gate prints as the command that would record what is missing must work as printed.
    @Test(arguments: ConsentUse.allCases)
    func commandOfAGap_works(_ use: ConsentUse) throws {
        let event = ConsentEvent(
            id: Sample.operation, participant: Sample.handle("SP66"), act: .refused, purposes: [.quote],
            mode: .oral, at: Sample.moment, recorded: Sample.provenance, scope: [Sample.id])
        let gate = ConsentGate(ledger: ConsentLedger([event]), policy: .required)
        let presence = RecordPresence(
            record: Sample.id, people: [Sample.handle("SP66"), Sample.handle("M12")], began: Sample.moment)
        let verdict = gate.verdict(for: use, of: presence, now: Sample.moment)
        #expect(!verdict.commands.isEmpty)
        for command in verdict.commands {
            let sent = try Self.sent(String(command.dropFirst("rir ".count)))
            #expect(sent.act == .granted)
            // Consent that is given "on the day" was there when the meeting began.
            if let at = sent.at { #expect(at <= presence.began && at.day == presence.began.day) }
        }
    }

    @Test func options_areAllSent() throws {
        let file = try Scratch.folder() + "/signed.pdf"
        try Scratch.write("abc", to: file)
        let sent = try Self.sent(
            "consent grant --meeting 7f3k --purpose collect --form interview@2.1 --expires 2027-04-15 "
                + "--record 7f3k --record 9m2p --evidence \(file)")
        #expect(sent.participants == nil && sent.meeting == "7f3k")
        #expect(sent.form == "interview@2.1" && sent.expires?.rawValue == "2027-04-15")
        #expect(sent.records == ["7f3k", "9m2p"])
        #expect(sent.evidence == "YWJj" && sent.evidenceName == "signed.pdf")
        #expect(sent.mode == .written)
        #expect(
            try Self.sent("consent grant SP66 --purpose quote --evidence \(file) --mode oral").mode == .oral)
    }

    @Test(arguments: [
        ("2020-04-14", "2020-04-14T00:00:00Z"), ("2020-04-14T09:30:00Z", "2020-04-14T09:30:00Z"),
        ("2020-04-15", "2020-04-15T00:00:00Z"),
    ])
    func moment_ofADay_isItsBeginning(_ text: String, expected: String) throws {
        for option in ["--on", "--at"] {
            let sent = try Self.sent("consent grant SP66 --purpose quote \(option) \(text)")
            #expect(sent.at?.rawValue == expected)
        }
    }

    @Test func moment_withATime_isThatOfThePerson() throws {
        let reply = ConsentReply(events: [Sample.event()], operation: Sample.operation)
        let daemon = try FakeDaemon.answering([try FakeDaemon.json(reply)])
        _ = try CommandRun(
            ["consent", "grant", "SP66", "--purpose", "quote", "--on", "2020-04-14 14:30"], daemon: daemon,
            folder: try Scratch.study())
        let at = try #require(try daemon.sent(ConsentRequest.self, to: "/v1/consent").first?.at)
        #expect(Clock.text(at) == "2020-04-14 14:30")
    }

    @Test func show_isStatesAndHistory() throws {
        let (run, _) = try Self.run("consent show SP66", Sample.everything())
        #expect(run.output.hasPrefix("SP66\n  collect  granted\n  record   never asked\n"))
        #expect(run.output.contains("SP66 granted quote, orally, on 2020-04-15 (written down "))
        let (machine, _) = try Self.run("consent show SP66 --json", Sample.everything())
        #expect(machine.json?["passages"] == nil)
        #expect((machine.json?["events"] as? [Any])?.count == 1)
    }

    @Test func due_namesWhomToAsk_andTheCommands() throws {
        let due = ConsentLedger([]).due(
            on: Sample.day, within: 0, purposes: [.collect], of: [Sample.handle("M12")], forms: [])
        let gate = ConsentGate(ledger: ConsentLedger([]), policy: .required)
        let presence = RecordPresence(
            record: Sample.id, people: [Sample.handle("SP66")], began: Sample.moment)
        let gaps = gate.verdict(for: .analyse, of: presence, now: Sample.moment).gaps
        let (run, daemon) = try Self.run(
            "consent due --days 90 --participant M12", ConsentDueReply(due: due, gaps: gaps))
        #expect(run.output.hasPrefix("M12 has not been asked for consent to records"))
        #expect(run.output.contains("2020-04-15-minutes-7f3k: SP66 has not been asked"))
        #expect(run.errors.contains("  rir consent grant SP66 --purpose collect --at 2020-04-15\n"))
        #expect(daemon.requests.first?.target == "/v1/consent?participant=M12&days=90")
    }

    @Test(arguments: [
        (ConsentCheckReply.Verdict.allowed, Commands.ExitStatus.done, "Allowed.\n"),
        (.flagged, .done, "Allowed, but:\n  M12 came late.\n"),
        (.refused, .failed, "Refused:\n  M12 came late.\n"),
    ])
    func check_endsWith1_whenRefused(
        _ verdict: ConsentCheckReply.Verdict, status: Commands.ExitStatus, output: String
    ) throws {
        let isMissing = verdict != .allowed
        let reply = ConsentCheckReply(
            verdict: verdict, gaps: [], sentences: isMissing ? ["M12 came late."] : [],
            commands: isMissing ? ["rir consent grant M12 --purpose quote"] : [])
        let (run, daemon) = try Self.run("consent check quote 7f3k 9m2p", reply)
        #expect(run.status == status)
        #expect(run.output == output)
        #expect(run.errors.contains("  rir consent grant M12 --purpose quote\n") == isMissing)
        let sent = try #require(try daemon.sent(ConsentCheckRequest.self, to: "/v1/consent/check").first)
        #expect(sent.use == .quoteInReport && sent.records == ["7f3k", "9m2p"])
    }

    @Test func sheet_isSentWithWhatHoldsForAllRows() throws {
        let reply = SheetReply(
            dryRun: false, added: [Sample.handle("SP66")], changed: [], unchanged: 0, entered: 1,
            problems: [],
            operation: Sample.operation)
        let (run, daemon) = try Self.run(
            "consent import - --mode written --form interview@2.1", reply, input: "handle,date\n")
        #expect(run.status == .done)
        #expect(run.output.hasSuffix("1 act of consent.\n"))
        let sent = try #require(try daemon.sent(ConsentSheetRequest.self, to: "/v1/consent/sheet").first)
        #expect(sent.mode == .written && sent.form == "interview@2.1" && sent.dryRun == nil)
    }

    @Test func forms_areAddedAndListed() throws {
        let form = ConsentForm(
            name: "interview", version: "2.1", kind: .script, purposes: [.quote, .collect], digest: "",
            validFrom: Sample.day, reconsentMonths: 12, added: Sample.provenance)
        let (added, daemon) = try Self.run(
            "consent form add interview 2.1 --kind script --purpose quote --file - --again-after 12",
            ConsentFormReply(form: form, operation: Sample.operation), input: "May we?\n")
        #expect(added.output == "Added interview@2.1.\n")
        let sent = try #require(try daemon.sent(ConsentFormRequest.self, to: "/v1/consent/forms").first)
        #expect(sent.text == "May we?\n" && sent.kind == .script && sent.reconsentMonths == 12)
        let (list, _) = try Self.run("consent form list", ConsentFormsReply(forms: [form]))
        #expect(list.output == "interview@2.1  script  collect quote  2020-04-15  -  12 months\n")
    }
}
