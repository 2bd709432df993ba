import Foundation
import ProgramFixture
import Testing

/// Published and random vectors through `rir agreement … --json`: what is expected of the library is expected of the command.
@Suite struct AgreementVectorTests {
    @Test func published_areAnsweredByTheCommand() throws {
        let vectors = try AgreementVectors.load("vectors.json")
        guard !vectors.isEmpty else { return }
        var asked: Set<String> = []
        try ProgramFixture.with { fixture in
            for vector in vectors {
                let question = try AgreementQuestion(vector)
                question.check(try question.ask(fixture))
                asked.insert(question.id)
            }
        }
        print("agreement: \(asked.count) of \(vectors.count) published vectors through the command")
        #expect(asked == Set(vectors.compactMap { $0["id"] as? String }), "every id is asked")
    }

    @Test func random_areAnsweredByTheCommand() throws {
        let cases = try AgreementVectors.load("random.json")
        guard !cases.isEmpty else { return }
        var (checked, known) = (0, 0)
        try ProgramFixture.with { fixture in
            for vector in cases {
                known += Self.count(vector["expected"]) + Self.count(vector["expected_se"])
                for question in AgreementQuestion.questions(ofRandom: vector) {
                    question.check(try question.ask(fixture))
                    checked += question.expected.count
                }
            }
        }
        print("agreement: \(checked) random figures through the command")
        #expect(checked == known && known > 1500, "every figure is asked")
    }

    private static func count(_ expected: Any?) -> Int {
        (expected as? [String: Any])?.values.reduce(0) { $0 + (($1 as? [String: Any])?.count ?? 1) } ?? 0
    }
}

/// The files of test vectors, beside the repository or where `RIR_CORPORA` says.
enum AgreementVectors {
    static func load(_ name: String) throws -> [[String: Any]] {
        let environment = ProcessInfo.processInfo.environment
        let corpora =
            environment["RIR_CORPORA"].map { URL(filePath: $0) }
            ?? URL(filePath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "shared/data")
        let file = corpora.appending(path: "agreement").appending(path: name)
        guard let bytes = try? Data(contentsOf: file) else {
            try #require(environment["CI"] != "true", "The vectors are absent.")
            print("skipped: no vectors at \(file.path); set RIR_CORPORA")
            return []
        }
        let value = try JSONSerialization.jsonObject(with: bytes)
        return value as? [[String: Any]] ?? (value as? [String: Any])?["cases"] as? [[String: Any]] ?? []
    }
}

/// What is asked of the command, and what it is to say.
struct AgreementQuestion {
    /// A figure of the answer.
    struct Place: Hashable {
        var name: String
        var code: String?
        var field = Field.value

        enum Field { case value, standardError, lower, upper }
    }

    var id: String
    var command: String
    var file: String
    var weights: String?
    var options: [String]
    var expected: [(place: Place, value: Double?, tolerance: Double)] = []

    func ask(_ fixture: ProgramFixture) throws -> [String: Any] {
        let path = fixture.root + (command == "table" ? "/data.csv" : "/data.jsonl")
        Bytes.write(file, to: path)
        var arguments = ["agreement", command, path, "--json"] + options
        if let weights {
            Bytes.write(weights, to: fixture.root + "/weights.csv")
            arguments += ["--weights", fixture.root + "/weights.csv"]
        }
        let outcome = try fixture.rir(arguments)
        try #require(outcome.status == 0, "\(id): \(outcome.output) \(outcome.errors)")
        return try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any] ?? [:]
    }

    func check(_ reply: [String: Any]) {
        let figures = reply["figures"] as? [[String: Any]] ?? []
        for (place, value, tolerance) in expected {
            guard let figure = figures.first(where: { Self.is($0, at: place) }) else {
                Issue.record("\(id): there is no \(place.name) \(place.code ?? "")")
                continue
            }
            let found = Self.number(figure, place.field)
            let isReasoned = (figure["reason"] == nil) == (figure["value"] is Double)
            #expect(isReasoned, "\(id): \(place.name) has a value or a reason")
            if let value {
                #expect(
                    abs((found ?? .infinity) - value) <= tolerance,
                    "\(id): \(place.name) is \(String(describing: found)), not \(value)")
            } else {
                #expect(found == nil, "\(id): \(place.name) is not undefined")
            }
        }
    }

    private static func `is`(_ figure: [String: Any], at place: Place) -> Bool {
        figure["name"] as? String == place.name && figure["code"] as? String == place.code
    }

    private static func number(_ figure: [String: Any], _ field: Place.Field) -> Double? {
        let interval = figure["interval"] as? [String: Any]
        switch field {
        case .value: return figure["value"] as? Double
        case .standardError: return interval?["standardError"] as? Double
        case .lower: return interval?["lower"] as? Double
        case .upper: return interval?["upper"] as? Double
        }
    }
}
