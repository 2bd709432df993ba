import Foundation
import StudyModel
import StudyService
import Testing

/// 500 people and places in 1,000 sources, in all the forms people write names in.
@Suite("Planted names", .serialized)
struct PlantedTests {
    @Test("No listed form survives anywhere outside the vault, and few of the others do")
    func planted() async throws {
        let fixture = try await StudyFixture(names: .assisted)
        var planting = Planting(seed: 4)
        let sheet = planting.sheet
        let entered = try await fixture.service.importParticipants(
            csv: Array(sheet.utf8), prefix: nil, dryRun: false)
        #expect(entered.problems.filter { !$0.isWarning }.isEmpty, "\(entered.problems.map(\.sentence))")
        for place in planting.places {
            _ = try await fixture.service.addPseudonym(
                name: place, also: [], handle: nil, kind: "place", dryRun: false)
        }
        let sources = (0..<1000).map { (path: "s\($0).md", text: planting.source($0)) }
        for start in stride(from: 0, to: sources.count, by: 250) {
            let run = try await fixture.service.beginImport()
            _ = try await run.add(
                sources[start..<start + 250].map {
                    .init(path: $0.path, bytes: Array($0.text.utf8), modified: nil, overrides: .init())
                })
            _ = try await run.finish()
        }
        // Whatever waited goes in with its suspects, so that nothing is hidden in the inbox.
        _ = try await fixture.service.clear(
            try await fixture.service.inbox().map(\.id.rawValue), asItIs: true)
        #expect(try await fixture.service.inbox().isEmpty)
        #expect(try await fixture.service.records(RecordFilter()).total == 1000)

        let words = try await fixture.words()
        let exact = planting.exact.filter { words.holds($0) }
        #expect(exact.isEmpty, "\(exact.prefix(10))")
        let bent = Set(planting.bent)
        let survivors = bent.filter { words.holds($0) }
        let recall = 1 - Double(survivors.count) / Double(max(bent.count, 1))
        print(
            "planted: \(planting.exact.count) exact forms, 0 left; \(bent.count) bent ones, recall \(recall)")
        #expect(recall > 0.9, "\(survivors.sorted().prefix(20))")
        let leaks = try await fixture.service.leaks(in: .everything)
        #expect(leaks.total == 0, "\(leaks.leaks.prefix(5))")
    }
}

/// Invented people and places, and sources that name them.
struct Planting {
    struct Person {
        var handle: String
        var first: String
        var nick: String
        var last: String
        var email: String { "\(first.lowercased()).\(last.lowercased())@example.org" }
    }

    let people: [Person]
    let places: [String]
    /// Forms that are listed in the key table and were written into a source.
    private(set) var exact: Set<String> = []
    /// Forms that are not listed: inflected, misspelt, joined.
    private(set) var bent: [String] = []
    private var generator: Generator

    init(seed: UInt64) {
        var generator = Generator(state: seed)
        var used: Set<String> = []
        func name(_ syllables: Int) -> String {
            while true {
                let parts = (0..<syllables).map { _ in Self.syllables[generator.next(Self.syllables.count)] }
                let word = parts.joined().capitalized
                if used.insert(word).inserted, word.count >= 6 { return word }
            }
        }
        people = (1...400).map {
            Person(handle: "P\($0)", first: name(3), nick: name(3), last: name(4))
        }
        places = (1...100).map { _ in name(4) + "by" }
        self.generator = generator
    }

    private static let syllables = [
        "bru", "cha", "dro", "fen", "gwi", "hol", "jur", "kel", "lum", "mor", "nib", "plo", "quo", "rav",
        "ska", "tov", "ulm", "vex", "wiz", "yor", "zin",
    ]

    var sheet: String {
        "handle,name,nickname,email\n"
            + people.map { "\($0.handle),\($0.first) \($0.last),\($0.nick),\($0.email)\n" }.joined()
    }

    mutating func source(_ number: Int) -> String {
        var lines = ["# Source \(number)", ""]
        for _ in 0..<4 { lines.append(line()) }
        return lines.joined(separator: "\n") + "\n"
    }

    private mutating func line() -> String {
        let person = people[generator.next(people.count)]
        let place = places[generator.next(places.count)]
        let full = "\(person.first) \(person.last)"
        switch generator.next(14) {
        case 0: return plant([full, place], "\(full) said that the group in \(place) was full.")
        case 1: return plant([person.nick], "we rang \(person.nick) about it.")
        case 2: return plant([person.email], "the answer came from \(person.email) on the day.")
        case 3: return plant([full], "\(full.uppercased()) WAS THERE.")
        case 4: return plant([full], "it was \(full.lowercased()) who asked.")
        case 5:
            return bend(
                ["\(person.last)s"], "the \(person.last)s were both there, and \(person.first)'s idea won.")
        case 6:
            return bend(
                [misspelt(person.last)],
                "a call with \(person.first) \(misspelt(person.last)) in the evening.")
        case 7:
            return bend(
                ["\(person.first)\(person.last)"], "see the file \(person.first)\(person.last).docx for it.")
        case 8: return bend([person.last], "\(person.first.prefix(1)). \(person.last) was asked again.")
        case 9: return bend([person.last], "Mrs \(person.last) agreed with \(person.last), \(person.first).")
        case 10: return bend([person.first], "then \(person.first)-\(person.nick) came along.")
        case 11: return plant([place], "the \(place)-based group met in \(place)'s hall.")
        case 12:
            return bend(
                [person.last], "@\(person.first.lowercased())_\(person.last.lowercased()) wrote there.")
        default: return "the list was long, and nobody knew why."
        }
    }

    private mutating func plant(_ forms: [String], _ line: String) -> String {
        exact.formUnion(forms)
        return line
    }

    private mutating func bend(_ forms: [String], _ line: String) -> String {
        bent += forms
        return line
    }

    /// One letter left out of the middle.
    private func misspelt(_ name: String) -> String {
        var name = name
        name.remove(at: name.index(name.startIndex, offsetBy: name.count / 2))
        return name
    }
}

/// A small generator, so that a failure is the same each time.
struct Generator {
    var state: UInt64

    mutating func next(_ bound: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int((state >> 33) % UInt64(bound))
    }
}

/// The words of everything outside the vault, in lower case and in order.
struct WordStream {
    private var followers: [String: Set<String>] = [:]

    init(_ texts: [[UInt8]]) {
        for text in texts {
            var last: String?
            for run in text.split(whereSeparator: { !Self.isWord($0) }) {
                let word = String(decoding: run, as: UTF8.self).lowercased()
                followers[word, default: []].formUnion([])
                if let last { followers[last]?.insert(word) }
                last = word
            }
        }
    }

    private static func isWord(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
            || byte >= 0x80
    }

    /// Whether a form's words stand beside each other somewhere.
    func holds(_ form: String) -> Bool {
        let words = form.utf8.split(whereSeparator: { !Self.isWord($0) }).map {
            String(decoding: $0, as: UTF8.self).lowercased()
        }
        guard let first = words.first, followers[first] != nil else { return false }
        return zip(words, words.dropFirst()).allSatisfy { followers[$0]?.contains($1) ?? false }
    }
}

extension StudyFixture {
    /// The words of every object of the repository and of every file but the vault's.
    func words() async throws -> WordStream {
        let objects = try Self.git(study, "cat-file", "--batch-all-objects", "--batch").output
        var texts = [Array(objects.utf8)]
        for file in try FileManager.default.subpathsOfDirectory(atPath: study)
        where !file.hasPrefix(".rir/vault") && !file.hasPrefix(".git/objects") {
            texts.append(Array(file.utf8))
            if let data = FileManager.default.contents(atPath: "\(study)/\(file)") {
                texts.append(Array(data))
            }
        }
        return WordStream(texts)
    }
}
