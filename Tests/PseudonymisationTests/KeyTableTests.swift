import Pseudonymisation
import Testing

@Suite struct KeyTableTests {
    @Test func nextLabel_countsOnInLetters() {
        var table = KeyTable()
        #expect(table.nextLabel(for: .place) == "place A")
        for expected in ["place A", "place B"] {
            let label = table.nextLabel(for: .place)
            #expect(label == expected)
            table.entries.append(.init(replacement: label, kind: .place, name: "Town \(label)"))
        }
        table.entries.append(.init(replacement: "place Z", kind: .place, name: "Last"))
        #expect(table.nextLabel(for: .place) == "place AA")
        table.entries.append(.init(replacement: "place AZ", kind: .place, name: "Later"))
        #expect(table.nextLabel(for: .place) == "place BA")
        #expect(table.nextLabel(for: .organisation) == "organisation A")
    }

    @Test func entryListing_ignoresCaseAccentsAndSpaces() {
        #expect(KeyTable.sample.entry(listing: "jane  SMITH") == .one(KeyTable.sample.entries[0]))
        #expect(KeyTable.sample.entry(listing: "Jurgen Muller") == .one(KeyTable.sample.entries[3]))
        #expect(KeyTable.sample.entry(listing: "Nobody") == .none)
        #expect(KeyTable.sample.entry(listing: "") == .none)
        #expect(KeyTable.sample.entry(replacement: "SP67")?.name == "Justin Bingham")
    }
}
