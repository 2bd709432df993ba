import StudyModel
import Testing

@testable import Merging

@Suite("Two leads change the team at once")
struct MembersMergeTests {
    private struct Member: Hashable {
        var id: String
        var role = "coder"
        var key = "k"
        var recipient: String?
        var more: String?

        var text: String {
            "- id: \(id)\n  role: \(role)\n  key: \"\(key)\"\n"
                + (recipient.map { "  recipient: \"\($0)\"\n" } ?? "")
                + (more.map { "  site: \"\($0)\"\n" } ?? "")
        }
    }

    private static func file(_ members: [Member]) -> [UInt8] {
        Array("format: 1\ntitle: \"A\"\nmembers:\n\(members.map(\.text).joined())questions: []\n".utf8)
    }

    private static func members(_ bytes: [UInt8]?) -> [String] {
        let text = String(decoding: bytes ?? [], as: UTF8.self)
        let body = text.split(separator: "members:\n").last?.split(separator: "questions").first ?? ""
        return "\n\(body)".split(separator: "\n- ").map { "- \($0)" + ($0.hasSuffix("\n") ? "" : "\n") }
    }

    private static func merged(
        _ base: [Member], _ one: [Member], _ other: [Member]
    ) -> (members: Set<String>, asked: [String]) {
        let merged = FileMerge.merged("study.yaml", base: file(base), file(one), file(other))
        let again = FileMerge.merged("study.yaml", base: file(base), file(other), file(one))
        #expect(merged == again)
        return (Set(members(merged.bytes)), merged.questions.flatMap(\.fields))
    }

    private static let lead = Member(id: "r1", role: "lead", key: "k1")

    @Test("Each field of a member as whoever changed it has it")
    func fields() {
        let was = Member(id: "r2", key: "k2")
        var (one, other) = (was, was)
        (one.role, other.recipient) = ("lead", "age1x")
        let found = Self.merged([Self.lead, was], [Self.lead, one], [Self.lead, other])
        let both = Member(id: "r2", role: "lead", key: "k2", recipient: "age1x")
        #expect(found.members == [Self.lead.text, both.text] && found.asked.isEmpty)
    }

    @Test("One id given to two people: one of them stands as a whole, and somebody is asked")
    func sameID() {
        let (one, other) = (
            Member(id: "r2", key: "ka", recipient: "age1a"), Member(id: "r2", role: "lead", key: "kb")
        )
        let found = Self.merged([Self.lead], [Self.lead, one], [Self.lead, other])
        #expect(
            found.members == [Self.lead.text, one.text] || found.members == [Self.lead.text, other.text])
        #expect(found.asked == ["member r2"])
    }

    @Test("One person under two ids: both are named")
    func sameKey() {
        let (one, other) = (Member(id: "r2", key: "ka"), Member(id: "r3", key: "ka"))
        let found = Self.merged([Self.lead], [Self.lead, one], [Self.lead, other])
        #expect(found.members.count == 3 && found.asked == ["member r2", "member r3"])
    }

    @Test("Of two roles the one with fewer rights stands, and whoever was taken out is out")
    func rights() {
        let was = Member(id: "r2", key: "k2")
        var (one, other) = (was, was)
        (one.role, other.role) = ("lead", "reader")
        let roles = Self.merged([Self.lead, was], [Self.lead, one], [Self.lead, other])
        #expect(roles.members == [Self.lead.text, other.text] && roles.asked == ["member r2"])
        let gone = Self.merged([Self.lead, was], [Self.lead, one], [Self.lead])
        #expect(gone.members == [Self.lead.text] && gone.asked == ["member r2"])
        #expect(
            Self.merged([Self.lead, was], [Self.lead, was, Member(id: "r3", key: "k3")], [Self.lead]).asked
                .isEmpty)
    }

    @Test("A new key of one is not put beside what the other side said of the old one")
    func newKey() {
        let was = Member(id: "r2", key: "k2", recipient: "age1old")
        var (one, other) = (was, was)
        (one.key, one.recipient, other.more) = ("k9", "age1new", "north")
        let found = Self.merged([Self.lead, was], [Self.lead, one], [Self.lead, other])
        let both = Member(id: "r2", key: "k9", recipient: "age1new", more: "north")
        #expect(found.members == [Self.lead.text, both.text] && found.asked.isEmpty)
    }

    @Test(
        "Any two changes: the same whichever side is which, nobody twice, and no right that no side gave",
        arguments: UInt64(1)...200)
    func anyChange(seed: UInt64) {
        var random = Generator(state: seed)
        func pick(_ count: Int) -> Int { Int(random.next() % UInt64(count)) }
        func changed(_ base: [Member]) -> [Member] {
            var members = base.filter { $0.id == "r1" || pick(5) > 0 }
            for index in members.indices where members[index].id != "r1" && pick(3) == 0 {
                members[index].role = ["lead", "coder", "reader"][pick(3)]
                if pick(3) == 0 { members[index].key = "n\(pick(4))" }
            }
            for _ in 0..<pick(3) {
                let new = Member(
                    id: "r\(2 + pick(6))", role: ["coder", "reader"][pick(2)], key: "k\(pick(6))")
                if !members.contains(where: { $0.id == new.id }) { members.append(new) }
            }
            return members
        }
        let base = [Self.lead] + (2..<5).map { Member(id: "r\($0)", key: "k\($0)") }
        let (one, other) = (changed(base), changed(base))
        let found = Self.merged(base, one, other)
        let ids = found.members.map { $0.split(separator: "\n")[0] }
        #expect(Set(ids).count == ids.count && ids.contains("- id: r1"))
        for text in found.members where text.contains("role: lead") {
            #expect((one + other).contains { text.contains("id: \($0.id)\n") && $0.role == "lead" })
        }
        for was in base
        where !one.contains(where: { $0.id == was.id }) || !other.contains(where: { $0.id == was.id }) {
            #expect(!found.members.contains { $0.contains("id: \(was.id)\n") })
        }
    }

    private struct Generator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state >> 33
        }
    }
}
