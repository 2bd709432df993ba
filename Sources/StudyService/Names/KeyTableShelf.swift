internal import Pseudonymisation
internal import StudyModel
internal import Vault

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// The key table as the vault keeps it: a file for each participant, sealed with that participant's key, and one for
/// places, organisations and words that are no names, sealed with the study's.
extension Vault {
    private static let common = SealedName(.table, "common", .study)

    private static func name(of handle: Handle) -> SealedName {
        SealedName(.table, "person", .participant(handle))
    }

    /// The whole table.
    ///
    /// - Throws: `vault.locked`, `vault.damaged`.
    func keyTable() throws(StudyError) -> KeyTable {
        var table = KeyTable()
        for name in names(on: .table) {
            let part: KeyTable = try SealedJSON.value(of: try read(name))
            table.entries += part.entries
            table.neverNames += part.neverNames
            table.notNames += part.notNames
        }
        return table
    }

    /// Keeps what a change of the table touches.
    func keep(_ table: KeyTable, changedFrom old: KeyTable) throws(StudyError) {
        var files: [(name: SealedName, bytes: [UInt8])] = []
        for handle in Set((table.entries + old.entries).compactMap { Handle(rawValue: $0.replacement) }) {
            let own = table.entries.filter { $0.replacement == handle.rawValue }
            guard own != old.entries.filter({ $0.replacement == handle.rawValue }) else { continue }
            if own.isEmpty {
                try remove(Self.name(of: handle))
            } else {
                files.append((Self.name(of: handle), try SealedJSON.bytes(of: KeyTable(entries: own))))
            }
        }
        let (common, oldCommon) = (table.withoutParticipants, old.withoutParticipants)
        if common != oldCommon { files.append((Self.common, try SealedJSON.bytes(of: common))) }
        try keep(files)
    }
}

extension KeyTable {
    /// What concerns no single participant.
    fileprivate var withoutParticipants: KeyTable {
        var table = self
        table.entries.removeAll { Handle(rawValue: $0.replacement) != nil }
        return table
    }
}

/// Values as JSON, on their way into sealed files and out.
enum SealedJSON {
    static func bytes(of value: some Encodable) throws(StudyError) -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        do { return Array(try encoder.encode(value)) } catch {
            throw StudyError(.internalFault, "A value could not be written for the vault.", cause: error)
        }
    }

    static func value<Value: Decodable>(of bytes: [UInt8]) throws(StudyError) -> Value {
        do { return try JSONDecoder().decode(Value.self, from: Data(bytes)) } catch {
            throw StudyError(
                .vaultDamaged, "A file of the vault holds something else than it should.",
                hint: "Run 'rir vault check', and bring the file back from a backup.", cause: error)
        }
    }
}
