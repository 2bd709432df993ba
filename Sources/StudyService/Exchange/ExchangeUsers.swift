internal import REFIQDA
internal import StudyArchive
internal import StudyModel

/// Who stands behind coders' ids in files for other programs.
struct ExchangeUsers: Sendable {
    private(set) var byID: [CoderID: QDAUser] = [:]
    private(set) var byGUID: [QDAGUID: CoderID] = [:]

    init(members: [StudyDescription.Member], coders: [Coder]) {
        for member in members {
            add(QDAUser(guid: Self.guid(of: member), name: member.id.rawValue), CoderID(member.id))
        }
        for coder in coders {
            let guid = QDAGUID(coder.guid) ?? ExchangeGUID.of("coder", coder.id.rawValue)
            add(QDAUser(guid: guid, name: coder.name), coder.id)
        }
    }

    private mutating func add(_ user: QDAUser, _ id: CoderID) {
        byID[id] = user
        if byGUID[user.guid] == nil { byGUID[user.guid] = id }
    }

    /// Whoever has codings and no file is told by the id alone.
    func user(_ id: CoderID) -> QDAUser {
        byID[id] ?? QDAUser(guid: ExchangeGUID.of("coder", id.rawValue), name: id.rawValue)
    }

    /// A member's identifier, from the key that signs for them: `r1` of two studies are two people.
    private static func guid(of member: StudyDescription.Member) -> QDAGUID {
        ExchangeGUID.of("member", member.key.split(separator: " ").prefix(2).joined(separator: " "))
    }
}

extension ExchangeGUID {
    /// A case's: the one it came with, else its own.
    static func of(_ value: Case) -> QDAGUID {
        value.guid.flatMap { QDAGUID($0) } ?? of("case", value.id.rawValue)
    }

    /// A record's: the one it came with, else its own.
    static func of(_ record: Record) -> QDAGUID {
        record.details.text(guidKey).flatMap { QDAGUID($0) } ?? of("record", record.id.rawValue)
    }

    /// Details of a record that came from another program.
    static let guidKey = "guid"
    static let createdKey = "qda-created"
    static let userKey = "qda-user"

    /// What tells of which kind a record or a case is, and of which day.
    static let kindVariable = of("variable", "kind")
    static let dateVariable = of("variable", "date")
    static let caseKindVariable = of("variable", "case-kind")

    /// What an attribute of cases is called.
    static func attribute(_ name: String) -> QDAGUID { of("variable", "case:\(name)") }
}

extension Timestamp {
    /// A moment of another program; without a zone it is taken for UTC.
    init?(_ moment: QDADateTime) {
        let text = moment.text
        guard let plain = Timestamp(rawValue: String(text.prefix(19)) + "Z") else { return nil }
        let zone = text.dropFirst(19).drop { $0 == "." || $0.isNumber }
        let digits = zone.dropFirst().filter(\.isNumber)
        guard digits.count == 4, let number = Int(digits) else {
            self = plain
            return
        }
        let minutes = (number / 100 * 60 + number % 100) * (zone.first == "-" ? -1 : 1)
        self.init(secondsSinceEpoch: plain.secondsSinceEpoch - minutes * 60)
    }

    /// The same in the form of other programs.
    var exchanged: QDADateTime? { QDADateTime(rawValue) }
}

extension StudyService {
    /// The coders that came with projects of other programs, by id.
    ///
    /// - Throws: `coding.invalid` for a file that is not as the format says.
    func coders(at commit: String? = nil) async throws(StudyError) -> [Coder] {
        var coders: [Coder] = []
        for path in try await reader.files(below: "coders", at: commit) {
            guard Coder.id(ofPath: path) != nil, let bytes = try await reader.file(path, at: commit) else {
                continue
            }
            do throws(PeopleTextFailure) { coders.append(try CoderFileText.coder(from: bytes)) } catch {
                throw StudyError(
                    .codingInvalid, "'\(path)' is not as the format says: \(error.sentence)",
                    hint: "'git log -p' on the file shows what changed it; mend it and run 'rir adopt'.")
            }
        }
        return coders.sorted { $0.id < $1.id }
    }

    /// Everybody who codes or coded in the study.
    func exchangeUsers() async throws(StudyError) -> ExchangeUsers {
        ExchangeUsers(members: archive.description.members, coders: try await coders())
    }
}
