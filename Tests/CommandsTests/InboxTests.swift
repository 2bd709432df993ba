import Commands
import Foundation
import StudyAPI
import StudyClient
import StudyModel
import Testing

@Suite struct InboxWalkTests {
    private static func texts(_ walk: InboxWalk) -> [String] { walk.decisions.map(\.text) }

    @Test func undo_goesBackToTheLastOne_whateverItWas() {
        var walk = InboxWalk([Sample.suspect("Ann"), Sample.suspect("Bath", .place)])
        let none = walk.undo()
        #expect(!none)
        walk.decide(.participant, as: "SP67")
        walk.pass()
        #expect(walk.current == nil)
        let one = walk.undo()
        #expect(one)
        #expect(walk.current?.text == "Bath")
        walk.decide(.place)
        #expect(Self.texts(walk) == ["Ann", "Bath"])
        let steps = [walk.undo(), walk.undo(), walk.undo()]
        #expect(steps == [true, true, false])
        #expect(walk.decisions.isEmpty)
    }

    @Test func renewing_leavesOutWhatWasPassedOver() {
        var walk = InboxWalk([Sample.suspect("Ann"), Sample.suspect("Bath"), Sample.suspect("Cy")])
        walk.pass()
        walk.decide(.place)
        walk.renew([Sample.suspect("Ann"), Sample.suspect("Cy")])
        #expect(walk.suspects.map(\.text) == ["Cy"])
        #expect(walk.position == 0 && walk.decisions.isEmpty)
    }

    @Test(arguments: [
        ([], [], ["SP67", "M04"]), (["SP67"], [], ["SP68", "M04", "SP67"]),
        (["SP67", "SP68"], [], ["SP69", "M04", "SP67", "SP68"]),
        ([], ["SP12", "place A"], ["SP12", "SP67", "M04"]),
    ])
    func offers_areTheLikeliestFirst_andNoneTwice(given: [String], candidates: [String], expected: [String]) {
        var walk = InboxWalk(
            given.map { Sample.suspect($0) } + [Sample.suspect("Ann", candidates: candidates)])
        for handle in given { walk.decide(.participant, as: handle) }
        #expect(walk.offers(free: ["SP67", "M04", "place C"]) == expected)
    }
}

@Suite struct InboxTests {
    private static let ann = Sample.suspect("Mrs Ann Smith", count: 4)
    private static let bath = Sample.suspect("Bath", .place)
    private static let phone = Sample.suspect("01225 000000", .phone)

    /// A daemon that has these suspects left after each sending, and takes in what is cleared.
    private static func daemon(_ left: [[WaitingSuspect]]) throws -> FakeDaemon {
        let shown = try left.map { try FakeDaemon.json(Sample.waiting($0)) }
        let cleared = try FakeDaemon.json(
            ClearReply(records: [Sample.summary()], operations: [Sample.operation], waiting: 0))
        let counter = Counter()
        return try FakeDaemon { request in
            if request.target.hasSuffix("/clear") { return [cleared] }
            return [shown[min(counter.next(), shown.count - 1)]]
        }
    }

    private static func walk(
        _ keys: String, _ daemon: FakeDaemon, arguments: [String] = ["inbox", "7f3k"]
    ) throws -> CommandRun {
        try CommandRun(arguments, daemon: daemon, folder: try Scratch.study(), input: keys)
    }

    private static func decisions(_ daemon: FakeDaemon) throws -> [[SuspectDecision]] {
        try daemon.sent(DecisionsRequest.self, to: "/v1/inbox/7f3k").map(\.decisions)
            + daemon.sent(DecisionsRequest.self, to: "/v1/inbox/2020").map(\.decisions)
    }

    @Test func list_showsWhatWaits() throws {
        let reply = InboxReply(waiting: [Sample.waits(), Sample.waits(.locked, suspects: nil, source: .edit)])
        let run = try CommandRun(
            ["inbox"], daemon: try FakeDaemon.answering([try FakeDaemon.json(reply)]),
            folder: try Scratch.study())
        let lines = run.output.split(separator: "\n")
        #expect(lines[0].hasPrefix("2020-04-15-minutes-7f3k  minutes  may name somebody"))
        #expect(lines[0].hasSuffix("3  Team\\u{1B}meeting"))
        #expect(
            lines[1].contains("change") && lines[1].contains("vault was locked") && lines[1].hasSuffix("?"))
    }

    @Test func walk_showsEachMarked_notByColourAlone() throws {
        let run = try Self.walk("", try Self.daemon([[Self.ann, Self.bath]]))
        #expect(run.errors.contains("1 of 2  a person, likely: after an honorific, 4 times here\n"))
        #expect(run.errors.contains("  and then >>Mrs Ann Smith<< said\n"))
        #expect(run.output == "7f3k: 0 decided, 2 left.\n")
        #expect(run.errors.contains("Next: rir inbox 7f3k\n"))
    }

    @Test func walk_sendsWhatWasDecided_atItsEnd_andClears() throws {
        let daemon = try Self.daemon([[Self.ann, Self.bath, Self.phone], []])
        let run = try Self.walk("p\n\nl\nx\nc\n", daemon)
        #expect(
            try Self.decisions(daemon) == [
                [
                    .init(text: "Mrs Ann Smith", verdict: .participant, handle: "SP67"),
                    .init(text: "Bath", verdict: .place), .init(text: "01225 000000", verdict: .other),
                ]
            ])
        #expect(run.output == "7f3k: 3 decided, 0 left.\nSaved 2020-04-15-minutes-7f3k.\n")
        let cleared = try daemon.sent(ClearRequest.self, to: "/v1/inbox/clear")
        #expect(cleared.map(\.records) == [["2020-04-15-minutes-7f3k"]])
        #expect(cleared.first?.asItIs == nil)
    }

    @Test(arguments: [
        (
            "p sp70\nn\nq\n",
            [
                SuspectDecision(text: "Mrs Ann Smith", verdict: .participant, handle: "SP70"),
                SuspectDecision(text: "Bath", verdict: .notAName),
            ]
        ),
        ("p\nAnna\nm04\nq\n", [SuspectDecision(text: "Mrs Ann Smith", verdict: .participant, handle: "M04")]),
        (
            "n\nu\na\nO organisation B\nq\n",
            [
                SuspectDecision(text: "Mrs Ann Smith", verdict: .never),
                SuspectDecision(text: "Bath", verdict: .organisation, handle: "organisation B"),
            ]
        ),
        ("z\n?\ns\nL\nplace A\nq\n", [SuspectDecision(text: "Bath", verdict: .place, handle: "place A")]),
        ("o\n", [SuspectDecision(text: "Mrs Ann Smith", verdict: .organisation)]),
    ])
    func walk_understandsEveryKey(_ keys: String, expected: [SuspectDecision]) throws {
        let daemon = try Self.daemon([[Self.ann, Self.bath, Self.phone]])
        #expect(try Self.walk(keys, daemon).status == .done)
        #expect(try Self.decisions(daemon) == [expected])
    }

    @Test func walk_sendsInBetween_andGoesOnWithTheRest() throws {
        let daemon = try Self.daemon([
            [Self.ann, Self.bath, Self.phone], [Self.bath, Self.phone], [Self.bath],
        ])
        let run = try Self.walk("n\ns\nw\nx\n", daemon)
        #expect(try Self.decisions(daemon).map { $0.map(\.text) } == [["Mrs Ann Smith"], ["01225 000000"]])
        #expect(run.output == "7f3k: 2 decided, 1 left.\n")
    }

    @Test func decisionThatCantBe_keepsTheOthers() throws {
        let left = try FakeDaemon.json(Sample.waiting([Self.ann, Self.bath]))
        let conflict = try FakeDaemon.failure(.namesConflict, "That name stands for M12 already.")
        let done = try FakeDaemon.json(Sample.waiting([Self.ann]))
        let daemon = try FakeDaemon { request in
            if request.method == "GET" { return [left] }
            return [request.text.contains("Mrs Ann Smith") ? conflict : done]
        }
        let run = try Self.walk("p SP67\nl\n", daemon)
        #expect(run.status == .done)
        #expect(run.errors.contains("That name stands for M12 already."))
        #expect(run.output == "7f3k: 1 decided, 1 left.\n")
        #expect(try Self.decisions(daemon).last?.map(\.text) == ["Bath"])
    }

    @Test func nothingToDecide_offersToClear_orNamesTheCommand() throws {
        let run = try Self.walk("", try Self.daemon([[]]))
        #expect(run.errors.hasSuffix("Next: rir clear 7f3k\n"))
        #expect(
            try Self.walk("c\n", try Self.daemon([[]])).output.hasSuffix("Saved 2020-04-15-minutes-7f3k.\n"))
    }

    @Test(arguments: [
        (["--list"], "and then >>Bath<< said\n    a place, likely: after an honorific\n"),
        (["--text"], "title\nVisit\n\nbody\nOne.\nTwo.\\u{7}\n\n"),
    ])
    func looking_asksNothing(_ options: [String], expected: String) throws {
        let daemon = try Self.daemon([[Self.bath]])
        let run = try Self.walk("n\n", daemon, arguments: ["inbox", "7f3k"] + options)
        #expect(run.output == expected)
        #expect(daemon.requests.count == 1)
        let machine = try Self.walk("n\n", daemon, arguments: ["inbox", "7f3k", "--json"])
        #expect((machine.json?["suspects"] as? [Any])?.count == 1)
    }

    @Test func discard_needsAYes() throws {
        let answer = try FakeDaemon.json(InboxReply(waiting: []))
        for (arguments, typed, status, requests) in [
            (["inbox", "discard", "7f3k"], nil as String?, Commands.ExitStatus.usage, 0),
            (["inbox", "discard", "7f3k"], "n\n", .failed, 0),
            (["inbox", "discard", "7f3k"], "y\n", .done, 1),
            (["inbox", "discard", "7f3k", "--yes"], nil, .done, 1),
        ] {
            let daemon = try FakeDaemon.answering([answer])
            let run = try CommandRun(arguments, daemon: daemon, folder: try Scratch.study(), typed: typed)
            #expect(run.status == status)
            #expect(daemon.requests.count == requests)
        }
    }

    @Test func clear_printsWhatCameIn() throws {
        let reply = ClearReply(records: [Sample.summary()], operations: [Sample.operation], waiting: 2)
        let daemon = try FakeDaemon.answering([try FakeDaemon.json(reply)])
        let run = try CommandRun(
            ["clear", "7f3k", "--as-it-is"], daemon: daemon, folder: try Scratch.study())
        #expect(run.output == "Saved 2020-04-15-minutes-7f3k.\n")
        #expect(run.errors == "2 sources still wait: rir inbox\n")
        let sent = try #require(try daemon.sent(ClearRequest.self, to: "/v1/inbox/clear").first)
        #expect(sent.records == ["7f3k"] && sent.asItIs == true)
    }
}

@Suite struct WaitingTests {
    @Test(arguments: [
        (Sample.waits(), "7f3k waits in the inbox: 3 words may be names. Next: rir inbox 7f3k"),
        (Sample.waits(suspects: 1), "7f3k waits in the inbox: 1 word may be a name. Next: rir inbox 7f3k"),
        (
            Sample.waits(.locked, suspects: nil),
            "7f3k waits in the inbox: the vault is locked; it goes on when you run 'rir vault unlock'"
        ),
        (Sample.waits(.policy), "7f3k waits in the inbox until a person has looked. Next: rir inbox 7f3k"),
        (
            Sample.waits(source: .survey, records: 52),
            "7f3k waits in the inbox, with 52 records: 3 words may be names. Next: rir inbox 7f3k"
        ),
    ])
    func noteThatWaits_saysSo(_ waits: WaitingSource, line: String) throws {
        let reply = SavedReply(
            record: Sample.summary(), operation: Sample.operation, changed: true, waits: waits)
        let daemon = try FakeDaemon.answering([try FakeDaemon.json(reply)])
        let run = try CommandRun(
            ["note", "Ann", "came", "--title", "x"], daemon: daemon, folder: try Scratch.study())
        #expect(run.status == .done)
        #expect(run.output == line + "\n")
        #expect(try daemon.sent(CaptureRequest.self, to: "/v1/records").first?.cleared == nil)
    }

    @Test func editThatWaits_saysSo_andClearedIsSent() throws {
        let reply = SavedReply(
            record: Sample.summary(), operation: Sample.operation, changed: true,
            waits: Sample.waits(source: .edit))
        let daemon = try FakeDaemon.answering([try FakeDaemon.json(reply)])
        let study = try Scratch.study()
        let run = try CommandRun(["edit", "7f3k", "--text", "Ann"], daemon: daemon, folder: study)
        #expect(run.output.hasPrefix("The change to 7f3k waits in the inbox: "))
        for line in [
            ["note", "May came", "--cleared"], ["edit", "7f3k", "--text", "May came", "--cleared"],
            ["adopt", "--cleared"],
        ] {
            _ = try CommandRun(line, daemon: daemon, folder: study)
            #expect(daemon.requests.last?.text.contains(#""cleared":true"#) == true, "\(line)")
        }
    }
}
