internal import CodingLogic
internal import Pseudonymisation
internal import REFIQDA
internal import StudyArchive
internal import StudyIndex
internal import StudyModel
internal import Vault

/// What of the study an import has to know before it can say what a project changes.
struct ProjectState: Sendable {
    /// A record that the study holds, with everybody's codings of it.
    struct Held: Sendable {
        var record: Record
        var sha256: String
        var codings: [CoderID: [Coding]]
    }

    var codebook: Codebook
    var users: ExchangeUsers
    var coderIDs: Set<CoderID>
    var cases: [Case]
    var usedHandles: Set<Handle>
    var patterns: HandlePatterns
    var attributes: AttributeDeclarations
    var team: Set<String>
    var judge: ConsentJudge
    /// The key table; `nil` where the study leaves names alone.
    var table: KeyTable?
    var member: MemberID
    /// Whether the member leads the study, and so may bring in what others of the team coded elsewhere.
    var isLead: Bool
    var now: Timestamp
}

extension StudyService {
    /// For use inside ``writing(_:)``.
    ///
    /// - Throws: `vault.locked`, because nobody can tell then who is named.
    func projectState() async throws(StudyError) -> ProjectState {
        var table: KeyTable?
        if namePolicy != .off {
            guard vault.exists else { throw vault.absence }
            table = try await keyTable()
        }
        let coders = try await coders()
        let coderIDs = Set(try await allCoders().values.flatMap { $0 }).union(coders.map(\.id))
        return ProjectState(
            codebook: try await codebook(),
            users: ExchangeUsers(members: archive.description.members, coders: coders),
            coderIDs: coderIDs, cases: try await cases(), usedHandles: try await handlesInUse(table),
            patterns: archive.description.handles, attributes: archive.description.attributes,
            team: archive.description.team, judge: try await consentJudge(), table: table,
            member: archive.member, isLead: try await ownRole() == "lead", now: surroundings.now)
    }

    /// A door that also knows the names that come with the project.
    func projectDoor(_ table: KeyTable?, _ handles: Set<Handle>) async throws(StudyError) -> ProjectDoor {
        guard let table else { return ProjectDoor(nil) }
        let lists = try NameLists.lists(in: surroundings.nameLists)
        let prefixes = Set(handles.map(\.prefix)).sorted()
        return ProjectDoor(
            await Self.makeDoor(table, lists, prefixes, namePolicy, try await vault.secret()))
    }

    /// The records that some identifiers of other programs mean.
    func heldRecords(_ guids: Set<QDAGUID>) async throws(StudyError) -> [QDAGUID: RecordID] {
        let ids = try await index.records(RecordFilter()).records.map(\.id)
        var held: [QDAGUID: RecordID] = [:]
        for id in ids {
            let own = ExchangeGUID.of("record", id.rawValue)
            if guids.contains(own) { held[own] = id }
        }
        if held.count == guids.count { return held }
        for id in ids {
            let guid = ExchangeGUID.of(try await reader.record(id).record)
            if guids.contains(guid), held[guid] == nil { held[guid] = id }
        }
        return held
    }

    func heldRecord(_ id: RecordID) async throws(StudyError) -> ProjectState.Held {
        let stored = try await reader.record(id)
        var codings: [CoderID: [Coding]] = [:]
        for coder in try await coders(in: id) {
            codings[coder] = try await self.codings(in: id, by: coder)
        }
        return ProjectState.Held(record: stored.record, sha256: stored.sha256, codings: codings)
    }
}
