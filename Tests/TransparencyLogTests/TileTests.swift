import TestDice
import Testing
import TransparencyLog

/// Tiles of hashes and bundles of entries (c2sp.org/tlog-tiles).
@Suite struct TileTests {
    private static let tree = MerkleTree(leafHashes: (0..<70_000).map { .leaf("\($0)") })

    @Test func paths_areThoseOfTheSpecification() throws {
        let cases: [(TileAddress.Content, UInt64, Int, String)] = [
            (.hashes(level: 0), 1_234_067, 256, "tile/0/x001/x234/067"),
            (.hashes(level: 0), 0, 256, "tile/0/000"), (.hashes(level: 63), 999, 1, "tile/63/999.p/1"),
            (.hashes(level: 1), 1000, 255, "tile/1/x001/000.p/255"),
            (.entries, 273, 112, "tile/entries/273.p/112"),
            (.entries, .max, 256, "tile/entries/x018/x446/x744/x073/x709/x551/615"),
        ]
        for (content, index, width, path) in cases {
            let address = try TileAddress(content, index: index, width: width)
            #expect(address.path == path)
            #expect(try TileAddress(path: path) == address)
        }
        var dice = Seeded(3)
        for _ in 0..<2000 {
            let index = UInt64.random(in: 0...(.max), using: &dice) >> UInt64.random(in: 0..<64, using: &dice)
            let level = Int.random(in: 0...64, using: &dice)
            let address = try TileAddress(
                level == 64 ? .entries : .hashes(level: level), index: index,
                width: Int.random(in: 1...256, using: &dice))
            #expect(try TileAddress(path: address.path) == address)
        }
    }

    @Test func otherSpellings_areRefusedByName() {
        let cases: [(String, TransparencyLogError.TileFault)] = [
            ("", .path), ("tile", .path), ("tile/0", .path), ("tile/0/", .path), ("tile/0/0", .path),
            ("tile/0/00", .path),
            ("tile/0/0000", .path), ("tile/0/x000/000", .path), ("tile/0/1000", .path),
            ("tile/0/x001", .path),
            ("tile/0/001/000", .path), ("tile/0/x001/x000", .path), ("tile/0/000/", .path),
            ("/tile/0/000", .path),
            ("tile//000", .path), ("tile/00/000", .path), ("tile/+1/000", .path), ("tile/-1/000", .level),
            ("tile/64/000", .level), ("tile/data/000", .path), ("tile/8/0/000", .path),
            ("tile/0/000.p/0", .width),
            ("tile/0/000.p/257", .width), ("tile/0/000.p/256", .path), ("tile/0/000.p/01", .path),
            ("tile/0/000.p/+1", .path), ("tile/0/000.p/", .path), ("tile/0/000.p", .path),
            ("tile/0/000.p/1/2", .path),
            ("tile/0/x018/x446/x744/x073/x709/x551/616", .path),
            ("tile/0/x999/x999/x999/x999/x999/x999/x999/999", .path),
            ("tile/0/\u{661}00", .path), ("Tile/0/000", .path), ("tile/0/000\n", .path),
            ("tile/0/../000", .path),
        ]
        for (path, fault) in cases {
            #expect(throws: TransparencyLogError.tileMalformed(fault), "\(path)") {
                try TileAddress(path: path)
            }
        }
        #expect(throws: TransparencyLogError.tileMalformed(.level)) {
            try TileAddress(.hashes(level: -1), index: 0)
        }
        #expect(throws: TransparencyLogError.tileMalformed(.width)) {
            try TileAddress(.entries, index: 0, width: 0)
        }
    }

    /// The example of the specification.
    @Test func aTreeOf70000_hasTheTilesOfTheSpecification() {
        let tiles = Self.tree.tiles()
        func widths(_ level: Int) -> [Int] {
            tiles.filter { $0.content == .hashes(level: level) }.map(\.width)
        }
        #expect(widths(0) == Array(repeating: 256, count: 273) + [112])
        #expect(widths(1) == [256, 17])
        #expect(widths(2) == [1])
        #expect(tiles.count == 277)
        let small = MerkleTree(leafHashes: Self.tree.leafHashes.prefix(256))
        #expect(small.tiles().map(\.path) == ["tile/0/000", "tile/1/000.p/1"])
        #expect(small.entryBundles().map(\.path) == ["tile/entries/000"])
        #expect(MerkleTree().tiles().isEmpty && MerkleTree().entryBundles().isEmpty)
    }

    @Test func tilesOfAnUpperLevel_areRootsOfFullTilesBelow() throws {
        for address in Self.tree.tiles() {
            guard case .hashes(let level) = address.content, level > 0 else { continue }
            let hashes = try HashTile.decode(try Self.tree.tile(address), width: address.width)
            for (place, hash) in hashes.enumerated() {
                let index = address.index * 256 + UInt64(place)
                let below = try Self.tree.tile(TileAddress(.hashes(level: level - 1), index: index))
                #expect(MerkleTree(leafHashes: try HashTile.decode(below, width: 256)).root == hash)
            }
        }
        // The tiles of the lowest level are the whole tree.
        var leaves: [MerkleHash] = []
        for address in Self.tree.tiles() where address.content == .hashes(level: 0) {
            leaves += try HashTile.decode(try Self.tree.tile(address), width: address.width)
        }
        #expect(MerkleTree(leafHashes: leaves).root == Self.tree.root)
    }

    @Test(arguments: 1...20)
    func aLogThatGrows_writesEveryTileItNeeds(_ seed: UInt64) throws {
        var dice = Seeded(seed)
        var written: [String: [UInt8]] = [:]
        var size = 0
        while size < 3000 {
            let old = size
            size += Int.random(in: 0...700, using: &dice)
            let tree = MerkleTree(leafHashes: Self.tree.leafHashes.prefix(size))
            for address in tree.tiles(since: UInt64(old)) {
                #expect(written[address.path] == nil, "\(address) was written before")
                written[address.path] = try tree.tile(address)
            }
            for address in tree.tiles() {
                let bytes = try #require(written[address.path], "\(address) at size \(size)")
                #expect(bytes == (try tree.tile(address)))
            }
        }
    }

    @Test func tilesThatATreeHasNot_areRefused() throws {
        let tree = MerkleTree(leafHashes: Self.tree.leafHashes.prefix(300))
        for (content, index, width) in [
            (.hashes(level: 0), 1, 45), (.hashes(level: 0), 2, 1), (.hashes(level: 1), 0, 2),
            (.hashes(level: 2), 0, 1),
            (.hashes(level: 8), 0, 1), (.hashes(level: 63), 0, 1), (.hashes(level: 0), .max, 1),
            (.entries, 0, 1),
        ] as [(TileAddress.Content, UInt64, Int)] {
            let address = try TileAddress(content, index: index, width: width)
            #expect(throws: TransparencyLogError.tileMalformed(.notInTree), "\(address)") {
                try tree.tile(address)
            }
        }
        // A tile as it was when the tree was smaller.
        let narrow = try tree.tile(TileAddress(.hashes(level: 0), index: 1, width: 3))
        #expect(try HashTile.decode(narrow, width: 3) == Array(tree.leafHashes[256..<259]))
        #expect(throws: TransparencyLogError.tileMalformed(.size)) { try HashTile.decode(narrow, width: 4) }
        #expect(throws: TransparencyLogError.tileMalformed(.width)) { try HashTile.decode([], width: 0) }
    }

    @Test func bundles_holdTheirEntries() throws {
        #expect(try EntryBundle.encode([[1, 2], []]) == [0, 2, 1, 2, 0, 0])
        var dice = Seeded(5)
        for count in [1, 2, 255, 256] {
            let entries = (0..<count).map { _ in
                [UInt8](
                    repeating: UInt8.random(in: 0...255, using: &dice),
                    count: Int.random(in: 0...300, using: &dice))
            }
            let bytes = try EntryBundle.encode(entries)
            #expect(try EntryBundle.decode(bytes, width: count) == entries)
            for wrong in [bytes.dropLast(), bytes + [0]] {
                #expect(throws: TransparencyLogError.tileMalformed(.entries)) {
                    try EntryBundle.decode(Array(wrong), width: count)
                }
            }
            #expect(isRefused { _ = try EntryBundle.decode(bytes, width: count + 1) })
            #expect(isRefused { _ = try EntryBundle.decode(bytes, width: count - 1) })
        }
        let longest = [UInt8](repeating: 1, count: EntryBundle.maximalEntrySize)
        #expect(try EntryBundle.decode(try EntryBundle.encode([longest]), width: 1) == [longest])
        #expect(throws: TransparencyLogError.tileMalformed(.entryTooLong)) {
            try EntryBundle.encode([longest + [1]])
        }
        #expect(throws: TransparencyLogError.tileMalformed(.width)) { try EntryBundle.encode([]) }
        #expect(throws: TransparencyLogError.tileMalformed(.width)) {
            try EntryBundle.encode(Array(repeating: [], count: 257))
        }
    }
}
