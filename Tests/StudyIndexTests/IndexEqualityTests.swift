import StudyIndex
import StudyModel
import Testing

/// An index built step by step answers exactly as one rebuilt from the same operations, although it numbers
/// everything differently.
struct IndexEqualityTests {
    private static let words = [
        "walking", "group", "referral", "link", "worker", "the", "lonely", "garden", "club", "GP", "waiting",
        "list",
        "café", "Übung", "社会処方", "tea", "transport", "bus", "cost", "carer",
    ]
    private static let queries = [
        "the", "walking", "walking group", "\"link worker\"", "refer*", "w*", "garden OR club OR tea",
        "the NOT bus", "title : walking", "body : the", "{title body} : cost", "NEAR(link worker, 3)", "^the",
        "cafe", "ubung", "社会", "方", "(tea OR bus) AND the", "the the", "\"the\" + \"walking\"", "gp",
    ]

    @Test(arguments: [UInt64](1...6))
    func rebuild_afterRandomWork_answersAlike(seed: UInt64) async throws {
        let fixture = try IndexFixture(seed: seed)
        let index = try StudyIndex.open(at: fixture.path)
        let operations = try randomWork(fixture, steps: 160)
        for operation in operations {
            if operation.summary.act == .import {
                try await index.applyBulk([operation])
            } else {
                try await index.apply([operation])
            }
            if Int.random(in: 0..<6, using: &fixture.random) == 0 { try await index.drain() }
        }
        let before = try await answers(index)
        #expect(try await index.checkIntegrity() == [])

        let rebuild = try index.beginRebuild()
        for start in stride(from: 0, to: operations.count, by: 50) {
            try await rebuild.add(Array(operations[start..<min(operations.count, start + 50)]))
        }
        let position = try #require(operations.last?.position)
        try await rebuild.finish(position)
        let after = try await answers(index)
        for (left, right) in zip(before, after) where left != right {
            let shared = zip(left, right).prefix { $0 == $1 }.count
            let start = max(0, shared - 60)
            print("… \(left.dropFirst(start).prefix(160)) … became … \(right.dropFirst(start).prefix(160))")
            Issue.record("The answers differ.")
            break
        }
        #expect(before.count == after.count && before.contains { $0.contains("score") })
        #expect(try await index.checkIntegrity() == [])
        #expect(try await index.position() == position)
        await index.close()
    }

    /// The current records alone, taken in backwards by one import, so that every text and record has another number.
    @Test(arguments: [UInt64](11...14))
    func search_inAnotherOrderOfArrival_answersAlike(seed: UInt64) async throws {
        let fixture = try IndexFixture(seed: seed)
        let first = try StudyIndex.open(at: fixture.path)
        let operations = try randomWork(fixture, steps: 160)
        for operation in operations { try await first.apply([operation]) }
        var current: [RecordID: AppliedChange] = [:]
        for change in operations.flatMap(\.changes) {
            current[change.id] = change.record == nil ? nil : change
        }
        var whole = try fixture.operation(.import, [])
        whole.changes = current.values.sorted { $0.id > $1.id }
        let second = try StudyIndex.open(at: fixture.path + "-second")
        try await second.applyBulk([whole])
        for query in Self.queries {
            for filter in [
                RecordFilter(), RecordFilter(limit: 5, offset: 3), RecordFilter(kinds: [.email], limit: 50),
            ] {
                let answer = try await first.search(query, filter: filter)
                #expect(try await second.search(query, filter: filter) == answer)
            }
            let list = try await first.records(RecordFilter(text: query))
            #expect(try await second.records(RecordFilter(text: query)) == list)
        }
        #expect(try await second.counts().records == current.count)
    }

    /// Captures, imports, edits, removals and restorations.
    private func randomWork(_ fixture: IndexFixture, steps: Int) throws -> [AppliedOperation] {
        var live: [Record] = []
        var removed: [Record] = []
        var operations: [AppliedOperation] = []
        for _ in 0..<steps {
            switch Int.random(in: 0..<10, using: &fixture.random) {
            case 0...3:
                let record = try newRecord(fixture)
                live.append(record)
                operations.append(try fixture.capture(record))
            case 4:
                let records = try (0..<20).map { _ in try newRecord(fixture) }
                live += records
                operations.append(try fixture.operation(.import, records.map { ($0.id, .created, $0) }))
            case 5...7 where !live.isEmpty:
                let place = Int.random(in: 0..<live.count, using: &fixture.random)
                live[place].body = text(fixture, longest: 90)
                live[place].title = text(fixture, longest: 5)
                operations.append(try fixture.operation(.edit, [(live[place].id, .edited, live[place])]))
            case 8 where live.count > 2:
                let record = live.remove(at: Int.random(in: 0..<live.count, using: &fixture.random))
                removed.append(record)
                operations.append(
                    try fixture.operation(
                        .undo, [(record.id, .removed, nil)], undoes: operations.last?.summary.id)
                )
            case 9 where !removed.isEmpty:
                let record = removed.removeFirst()
                live.append(record)
                operations.append(try fixture.operation(.edit, [(record.id, .restored, record)]))
            default: continue
            }
        }
        return operations
    }

    private func newRecord(_ fixture: IndexFixture) throws -> Record {
        let kind = try #require(RecordKind.allCases.randomElement(using: &fixture.random))
        let day = "2020-0\(Int.random(in: 1...4, using: &fixture.random))-15"
        let people = ["SP1", "SP2", "LW7"].filter { _ in Bool.random(using: &fixture.random) }
        return try fixture.record(
            text(fixture, longest: 60), title: text(fixture, longest: 5), kind: kind, day: day,
            participants: people
        )
    }

    /// Short texts of few words, so that many scores are equal.
    private func text(_ fixture: IndexFixture, longest: Int) -> String {
        let count = Int.random(in: 1...longest, using: &fixture.random)
        return (0..<count)
            .map { _ in Self.words[Int.random(in: 0..<Self.words.count, using: &fixture.random)] }
            .joined(separator: " ") + "\n"
    }

    private func answers(_ index: StudyIndex) async throws -> [String] {
        let start = try #require(CalendarDay(rawValue: "2020-02-01"))
        let person = try #require(Handle(rawValue: "SP2"))
        let filters = [
            RecordFilter(), RecordFilter(limit: 5, offset: 3),
            RecordFilter(kinds: [.minutes, .email], limit: 50),
            RecordFilter(from: start, participants: [person]), RecordFilter(text: "garden OR tea", limit: 7),
        ]
        var found: [String] = []
        for query in Self.queries {
            for filter in filters {
                found.append("\(query): \(try await index.search(query, filter: filter))")
            }
            found.append("\(try await index.records(RecordFilter(text: query)))")
        }
        for filter in filters where filter.text == nil { found.append("\(try await index.records(filter))") }
        found.append("\(try await index.counts())")
        let operations = try await index.operations(limit: 0, offset: 0)
        found.append("\(operations)")
        for operation in operations.operations {
            found.append("\(try await index.changes(of: operation.id))")
        }
        for record in try await index.records(RecordFilter()).records {
            found.append("\(try await index.history(record.id))")
        }
        return found
    }
}
