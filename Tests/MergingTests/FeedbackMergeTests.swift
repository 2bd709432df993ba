import StudyModel
import Testing

@testable import Merging

@Suite("Findings and feedback cycles of two people")
struct FeedbackMergeTests {
    private static let nonce = String(repeating: "0", count: 64)
    private static let cycle = CycleID(rawValue: "c-7f3k9").unsafelyUnwrapped
    private static let name = FindingID(rawValue: "a").unsafelyUnwrapped
    private static let path = "findings/a.yaml"
    private static let cyclePath = "cycles/c-7f3k9.yaml"

    private static func id(_ number: Int) -> OperationID {
        let digits = String(number)
        return OperationID(rawValue: String(repeating: "0", count: 26 - digits.count) + digits)
            .unsafelyUnwrapped
    }

    private static func who(_ member: String, _ at: Int) -> Provenance {
        Provenance(
            by: MemberID(rawValue: member).unsafelyUnwrapped, at: Timestamp(secondsSinceEpoch: at))
    }

    private static func version(
        _ number: Int, _ statement: String, id: Int, by member: String = "r1", links: [Finding.Link] = []
    ) -> Finding.Version {
        Finding.Version(
            id: Self.id(id), number: number, statement: statement, links: links, searched: "w",
            written: who(member, id), cause: number == 1 ? .new : .edit)
    }

    private static func finding(_ versions: Finding.Version...) -> [UInt8] {
        FindingText.bytes(of: Finding(id: name, versions: versions, nonce: nonce))
    }

    private static func cycle(_ events: (Cycle.Event.Act, Int, String)...) -> [UInt8] {
        CycleText.bytes(
            of: Cycle(
                id: cycle, title: "t", audience: ["g"], due: who("r1", 0).at.day,
                findings: [.init(finding: name, number: 1, version: id(1))],
                events: events.map { act, number, member in
                    let who = who(member, number)
                    var event = Cycle.Event(act, id: id(number), by: who.by, at: who.at)
                    if act == .responded { event.text = "x" }
                    if act == .decided { (event.finding, event.outcome, event.reason) = (name, .revise, "r") }
                    return event
                }, nonce: nonce))
    }

    private static func merged(
        _ path: String, _ base: [UInt8], _ one: [UInt8], _ other: [UInt8]
    ) -> MergedFile {
        let merged = FileMerge.merged(path, base: base, one, other)
        #expect(merged == FileMerge.merged(path, base: base, other, one), "which side is which matters")
        return merged
    }

    private static func versions(_ merged: MergedFile) throws -> [Finding.Version] {
        try FindingText.finding(from: try #require(merged.bytes)).versions
    }

    @Test("One side's version is the next; two are joined by a third")
    func versions() throws {
        let first = Self.version(1, "A.", id: 1)
        let base = Self.finding(first)
        let mine = Self.version(2, "B.", id: 2)
        #expect(
            try Self.versions(Self.merged(Self.path, base, Self.finding(first, mine), base)) == [first, mine])
        let theirs = Self.version(2, "C.", id: 3, by: "r2")
        let both = Self.merged(
            Self.path, base, Self.finding(first, mine), Self.finding(first, theirs))
        #expect(both.questions.map(\.fields) == [["statement"]])
        let joined = try Self.versions(both)
        #expect(joined.map(\.statement) == ["A.", "B.", "C."], "the later one stands as it is")
        let record = RecordID(day: first.written.at.day, kind: .minutes, suffix: "7f3k")
        let links = Self.merged(
            Self.path, base,
            Self.finding(first, Self.version(2, "A.", id: 2, links: [.init(.supports, record)])),
            Self.finding(first, Self.version(2, "A.", id: 3, by: "r2", links: [.init(.disconfirms, record)])))
        #expect(links.questions.isEmpty)
        let last = try #require(try Self.versions(links).last)
        #expect(last.cause == .join && last.number == 3 && last.links.count == 2)
    }

    @Test("Whatever happened in a cycle happened; only different decisions are asked about")
    func events() throws {
        let base = Self.cycle((.opened, 1, "r1"), (.shared, 2, "r1"))
        let mine = Self.cycle((.opened, 1, "r1"), (.shared, 2, "r1"), (.responded, 5, "r1"))
        let theirs = Self.cycle((.opened, 1, "r1"), (.shared, 2, "r1"), (.responded, 4, "r2"))
        let both = Self.merged(Self.cyclePath, base, mine, theirs)
        #expect(both.questions.isEmpty)
        let cycle = try CycleText.cycle(from: try #require(both.bytes))
        #expect(cycle.events.map(\.id) == [1, 2, 4, 5].map(Self.id))
        let contested = Self.merged(
            Self.cyclePath, base, Self.cycle((.opened, 1, "r1"), (.shared, 2, "r1"), (.decided, 5, "r1")),
            Self.cycle((.opened, 1, "r1"), (.shared, 2, "r1"), (.decided, 4, "r2")))
        #expect(contested.questions.map(\.fields) == [["decision a"]])
    }

    @Test("What protects somebody stands, and what the other did stays beside it")
    func protecting() throws {
        let first = Self.version(1, "SP66 says so.", id: 1)
        var safe = first
        safe.statement = "[withdrawn] says so."
        let next = Self.version(2, "Some say so.", id: 2, by: "r2")
        let merged = FileMerge.merged(
            Self.path, base: Self.finding(first), Self.finding(safe), Self.finding(first, next),
            protecting: .one)
        #expect(merged.questions.isEmpty)
        #expect(try Self.versions(merged).map(\.statement) == ["[withdrawn] says so.", "Some say so."])
    }

    // MARK: Rights

    private struct States: StudyStates {
        var old: [UInt8]?
        var new: [UInt8]?

        mutating func isThere(_ path: String) -> (before: Bool, after: Bool) { (old != nil, new != nil) }
        mutating func before(_ path: String) -> [UInt8]? { old }
        mutating func after(_ path: String) -> [UInt8]? { new }
        mutating func restores(_ path: String) -> Bool { false }
        func record(from bytes: [UInt8]) -> Record? { nil }
        mutating func codebook() -> Codebook { Codebook() }
    }

    private static func isAllowed(
        _ act: OperationSummary.Act, _ path: String, _ old: [UInt8]?, _ new: [UInt8]?
    ) -> Bool {
        var rights = OperationRights(
            of: who("r2", 0).by, role: "coder", act: act, states: States(old: old, new: new))
        return rights.overreach([path]) == nil
    }

    @Test("A coder adds versions in their own name, and rewrites none")
    func findingRights() {
        let first = Self.version(1, "A.", id: 1)
        let own = Self.version(2, "B.", id: 2, by: "r2")
        let base = Self.finding(first)
        #expect(
            Self.isAllowed(.finding, Self.path, nil, Self.finding(Self.version(1, "A.", id: 1, by: "r2"))))
        #expect(!Self.isAllowed(.finding, Self.path, nil, base), "in somebody else's name")
        #expect(Self.isAllowed(.finding, Self.path, base, Self.finding(first, own)))
        #expect(!Self.isAllowed(.finding, Self.path, base, Self.finding(first, Self.version(2, "B.", id: 2))))
        #expect(!Self.isAllowed(.finding, Self.path, base, Self.finding(own)))
        #expect(!Self.isAllowed(.finding, Self.path, base, nil))
        #expect(!Self.isAllowed(.finding, Self.path, base, Array("finding: a\n".utf8)))
        #expect(!Self.isAllowed(.memo, Self.path, base, Self.finding(first, own)))
        #expect(
            Self.isAllowed(.withdrawal, Self.path, base, Self.finding(Self.version(1, "[withdrawn]", id: 1))))
        #expect(!Self.isAllowed(.withdrawal, Self.path, base, Self.finding(first, own)))
        #expect(!Self.isAllowed(.undo, Self.path, base, nil), "that is not what was there before")
    }

    @Test("A coder adds events in their own name; a mail brings answers alone")
    func cycleRights() {
        let base = Self.cycle((.opened, 1, "r1"), (.shared, 2, "r1"))
        let answered = Self.cycle((.opened, 1, "r1"), (.shared, 2, "r1"), (.responded, 4, "r2"))
        let closed = Self.cycle((.opened, 1, "r1"), (.shared, 2, "r1"), (.closed, 4, "r2"))
        let foreign = Self.cycle((.opened, 1, "r1"), (.shared, 2, "r1"), (.responded, 4, "r1"))
        #expect(Self.isAllowed(.cycle, Self.cyclePath, nil, Self.cycle((.opened, 1, "r2"))))
        #expect(!Self.isAllowed(.cycle, Self.cyclePath, nil, Self.cycle((.opened, 1, "r1"))))
        #expect(Self.isAllowed(.cycle, Self.cyclePath, base, answered))
        #expect(Self.isAllowed(.cycle, Self.cyclePath, base, closed))
        #expect(!Self.isAllowed(.cycle, Self.cyclePath, base, foreign))
        #expect(!Self.isAllowed(.cycle, Self.cyclePath, answered, base))
        #expect(Self.isAllowed(.import, Self.cyclePath, base, answered))
        #expect(!Self.isAllowed(.import, Self.cyclePath, base, closed))
        #expect(!Self.isAllowed(.import, Self.cyclePath, nil, Self.cycle((.opened, 1, "r2"))))
        #expect(!Self.isAllowed(.withdrawal, Self.cyclePath, base, answered))
    }
}
