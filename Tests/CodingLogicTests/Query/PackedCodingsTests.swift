import CodingLogic
import StudyModel
import Testing

@Suite struct PackedCodingsTests {
    private static func file(_ dice: inout QueryDice, _ most: Int = 8) throws -> [PackedCoding] {
        var ids: Set<CodingID> = []
        return try (0..<dice.number(0...most)).map { _ in
            var id = try Self.id(&dice)
            while !ids.insert(id).inserted { id = try Self.id(&dice) }
            let start = dice.number(0...5)
            return PackedCoding(
                id: id, code: UInt32(dice.number(0...3)),
                span: dice.once(in: 4) ? nil : start..<start + dice.number(1...4),
                state: dice.one(of: [.sound, .changed, .lost]), origin: dice.one(of: Coding.Origin.allCases),
                revision: dice.number(0...70_000),
                weight: dice.once(in: 2) ? dice.number(-70_000...70_000) : nil,
                day: dice.number(-719_162...2_932_896), hasComment: dice.once(in: 2))
        }
    }

    private static func id(_ dice: inout QueryDice) throws -> CodingID {
        let digits = (0..<26).map { _ in dice.one(of: RecordID.alphabet) }
        return try #require(CodingID(rawValue: String(decoding: digits, as: UTF8.self)))
    }

    @Test(arguments: 0..<100)
    func bytes_ofAFile_giveItBack(_ seed: Int) throws {
        var dice = QueryDice(seed: UInt64(seed))
        let file = try Self.file(&dice)
        let slab = CodingSlab(file)
        let read = try #require(CodingSlab(bytes: slab.bytes))
        #expect(read == slab)
        var packed = PackedCodings()
        packed.replace(read, record: 3, source: 7)
        #expect(Set(packed.codings(ofRecord: 3).map(\.coding)) == Set(file))
        #expect(packed.codings(ofRecord: 3).allSatisfy { $0.source == 7 })
    }

    @Test(arguments: 0..<50)
    func bytes_damagedAnywhere_areRefused(_ seed: Int) throws {
        var dice = QueryDice(seed: UInt64(seed))
        let bytes = CodingSlab(try Self.file(&dice, 3)).bytes
        for place in bytes.indices {
            var damaged = bytes
            damaged[place] ^= UInt8(1 << dice.number(0...7))
            #expect(CodingSlab(bytes: damaged) == nil, "byte \(place)")
        }
        for length in bytes.indices { #expect(CodingSlab(bytes: Array(bytes.prefix(length))) == nil) }
        #expect(CodingSlab(bytes: bytes + [0]) == nil)
    }

    @Test(arguments: 0..<50)
    func replace_inAnyOrder_givesWhatPackingAtOnceGives(_ seed: Int) throws {
        var dice = QueryDice(seed: UInt64(seed))
        var packed = PackedCodings(records: 2)
        var files: [Int: [PackedCoding]] = [:]
        for _ in 0..<30 {
            let (record, source) = (dice.number(0...4), dice.number(0...3))
            let file = try Self.file(&dice)
            files[record * 10 + source] = file
            packed.replace(CodingSlab(file), record: record, source: UInt16(source))
            #expect(packed.count == files.values.reduce(0) { $0 + $1.count })
        }
        for record in 0...4 {
            let codings = packed.codings(ofRecord: record)
            for source in 0...3 {
                let own = codings.filter { $0.source == source }.map(\.coding)
                #expect(Set(own) == Set(files[record * 10 + source] ?? []))
                #expect(own == packed.codings(ofRecord: record, source: UInt16(source)).map(\.coding))
            }
            let starts = codings.map { $0.coding.span?.lowerBound ?? 0 }
            #expect(starts == starts.sorted())
        }
        packed.removeAll(ofRecord: 0)
        #expect(packed.codings(ofRecord: 0).isEmpty)
        #expect(packed.count == (1...4).reduce(0) { $0 + packed.codings(ofRecord: $1).count })
    }

    @Test func copy_ofCodings_staysAsItWas() throws {
        var dice = QueryDice(seed: 1)
        var packed = PackedCodings()
        packed.replace(CodingSlab(try Self.file(&dice)), record: 0, source: 0)
        let copy = packed
        packed.replace(CodingSlab(), record: 0, source: 0)
        #expect(packed.codings(ofRecord: 0).isEmpty)
        #expect(copy.codings(ofRecord: 0).count == copy.count)
    }
}
