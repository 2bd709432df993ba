import StudyModel
import TestDice
import Testing

@testable import Merging

@Suite("Coding frames of two people")
struct CodebookMergeTests {
    private static func code(
        _ id: Character, _ name: String, definition: String = "", at seconds: Int = 1_600_000_000,
        revision: Int = 1
    ) throws -> Code {
        let who = Provenance(
            by: try #require(MemberID(rawValue: "r1")), at: Timestamp(secondsSinceEpoch: seconds))
        return Code(
            id: try #require(CodeID(rawValue: "c-" + String(repeating: id, count: 10))), name: name,
            definition: definition, revision: revision, entered: who, changed: who,
            nonce: FileMerge.digest(Array("\(id)\(name)\(definition)\(seconds)".utf8)))
    }

    private static func frame(_ codes: [String: Code]) -> [String: [UInt8]] {
        var files: [String: [UInt8]] = [:]
        for (path, code) in codes { files["codebook/\(path).yaml"] = Array(CodeText.text(of: code).utf8) }
        return files
    }

    private static func read(_ merge: CodebookMerge) throws -> [String: Code] {
        var codes: [String: Code] = [:]
        for (path, bytes) in merge.files {
            codes[String(path.dropFirst(9).dropLast(5))] = try CodeText.code(from: bytes)
        }
        return codes
    }

    @Test("A code that one moved and the other redefined is both; what the other put below it moves along")
    func moved() throws {
        let access = try Self.code("a", "Access")
        let base = Self.frame(["access": access, "reach": try Self.code("b", "Reach")])
        let left = Self.frame(["reach/access": access, "reach": try Self.code("b", "Reach")])
        let right = Self.frame([
            "access": try Self.code("a", "Access", definition: "Who comes.", revision: 2),
            "access/open": try Self.code("c", "Open"), "reach": try Self.code("b", "Reach"),
        ])
        let merge = CodebookMerge(base: base, left, right)
        let codes = try Self.read(merge)
        #expect(Set(codes.keys) == ["reach", "reach/access", "reach/access/open"])
        #expect(codes["reach/access"]?.definition == "Who comes.")
        #expect(merge.questions.isEmpty)
        #expect(CodebookMerge(base: base, right, left).files == merge.files)
    }

    @Test("Two codes of one name at one place are both kept, told apart, and somebody is asked")
    func sameName() throws {
        let left = Self.frame(["trust": try Self.code("a", "Trust", definition: "Of them.")])
        let right = Self.frame(["trust": try Self.code("b", "Trust", definition: "In us.", at: 1_600_000_001)]
        )
        let merge = CodebookMerge(base: [:], left, right)
        let codes = try Self.read(merge)
        #expect(codes["trust"]?.definition == "Of them." && codes["trust-2"]?.definition == "In us.")
        #expect(codes["trust-2"]?.name == "Trust 2")
        #expect(merge.questions.map(\.cause) == [.sameName])
    }

    @Test("Codes moved below each other stay in the frame")
    func cycle() throws {
        let (a, b) = (try Self.code("a", "A"), try Self.code("b", "B"))
        let merge = CodebookMerge(
            base: Self.frame(["a": a, "b": b]), Self.frame(["a": a, "a/b": b]),
            Self.frame(["b": b, "b/a": a]))
        #expect(try Self.read(merge).values.map(\.name).sorted() == ["A", "B"])
    }

    @Test("Redefined by both, it is a new revision; the same words changed raise a question")
    func redefined() throws {
        let base = Self.frame(["a": try Self.code("a", "A", definition: "one\ntwo\n")])
        let left = Self.frame(["a": try Self.code("a", "A", definition: "ONE\ntwo\n", revision: 2)])
        let right = Self.frame(["a": try Self.code("a", "A", definition: "one\nTWO\n", revision: 2)])
        let merge = CodebookMerge(base: base, left, right)
        let code = try #require(try Self.read(merge)["a"])
        #expect((code.definition, code.revision) == ("ONE\nTWO\n", 3) && merge.questions.isEmpty)
        let other = Self.frame(["a": try Self.code("a", "A", definition: "uno\ntwo\n", revision: 2)])
        #expect(CodebookMerge(base: base, left, other).questions.map(\.fields) == [["definition"]])
    }

    @Test("No code is lost and no path is double, whatever two people do", arguments: 0..<300)
    func properties(seed: Int) throws {
        var random = Seeded(UInt64(seed))
        let names = Array("abcdefghjk")
        func edited(_ codes: [String: Code]) throws -> [String: Code] {
            var codes = codes
            for _ in 0..<Int.random(in: 0...4, using: &random) {
                guard let path = codes.keys.sorted().randomElement(using: &random), let code = codes[path]
                else { continue }
                let target = codes.keys.sorted().randomElement(using: &random) ?? path
                switch Int.random(in: 0..<3, using: &random) {
                case 0:
                    let text = "\(Int.random(in: 0..<3, using: &random))"
                    codes[path] = try Self.code(
                        code.id.rawValue.last ?? "a", code.name, definition: text, revision: code.revision + 1
                    )
                case 1 where !target.hasPrefix(path):
                    for below in codes.keys.sorted() where below == path || below.hasPrefix(path + "/") {
                        let end = below.dropFirst(path.count - (path.split(separator: "/").last?.count ?? 0))
                        let place = "\(target)/\(end)"
                        guard codes[place] == nil else { continue }
                        codes[place] = codes.removeValue(forKey: below)
                    }
                default:
                    let id = try #require("mnpqrstvwx".randomElement(using: &random))
                    if codes.values.contains(where: { $0.id.rawValue.last == id }) { continue }
                    let new = try Self.code(id, "New")
                    codes["\(path)/new"] = codes["\(path)/new"] ?? new
                }
            }
            return codes
        }
        var base: [String: Code] = [:]
        for name in names.prefix(4) { base["\(name)"] = try Self.code(name, "\(name)".uppercased()) }
        let (left, right) = (try edited(base), try edited(base))
        let merge = CodebookMerge(base: Self.frame(base), Self.frame(left), Self.frame(right))
        #expect(
            merge.files == CodebookMerge(base: Self.frame(base), Self.frame(right), Self.frame(left)).files)
        let found = try Self.read(merge)
        let ids = Set(left.values.map(\.id)).union(right.values.map(\.id))
        #expect(Set(found.values.map(\.id)) == ids && found.count == ids.count)
        #expect(
            CodebookMerge(base: Self.frame(base), Self.frame(left), Self.frame(base)).files
                == Self.frame(left))
    }
}
