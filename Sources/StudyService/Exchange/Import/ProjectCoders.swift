internal import REFIQDA
internal import StudyModel

/// Finds who coded: members, coders that came earlier, or new ones.
struct ProjectCoders: Sendable {
    /// Those that are made by this import.
    private(set) var made: [Coder] = []
    private(set) var held: Set<CoderID> = []

    private let names: [QDAGUID: String]
    private var byGUID: [QDAGUID: CoderID]
    private var taken: Set<CoderID>
    private let entered: Provenance
    private let newNonce: @Sendable () -> String

    init(_ project: QDAProject, _ state: ProjectState, newNonce: @escaping @Sendable () -> String) {
        names = Dictionary(project.users.map { ($0.guid, $0.name ?? $0.id ?? "") }) { first, _ in first }
        byGUID = state.users.byGUID
        taken = state.coderIDs
        entered = Provenance(by: state.member, at: state.now)
        self.newNonce = newNonce
    }

    /// Who stands for nobody in particular.
    private static let unknown = ExchangeGUID.of("coder", "unknown")

    /// The coder behind an identifier; `nil` in the file stands for one unknown person.
    ///
    /// - Parameter text: takes a name through the door.
    mutating func coder(_ guid: QDAGUID?, _ text: (String) -> String) -> CoderID {
        let guid = guid ?? Self.unknown
        if let id = byGUID[guid] {
            if !made.contains(where: { $0.id == id }) { held.insert(id) }
            return id
        }
        let id = newID()
        byGUID[guid] = id
        taken.insert(id)
        made.append(
            Coder(
                id: id, name: Self.name(text(names[guid] ?? "")), guid: guid.description, entered: entered,
                nonce: newNonce()))
        return id
    }

    /// `x` and six digits that nobody has.
    private func newID() -> CoderID {
        while true {
            let number = Int(newNonce().prefix(12), radix: 16) ?? 0
            let id = CoderID(rawValue: "x\(100_000 + number % 900_000)")
            if let id, !taken.contains(id) { return id }
        }
    }

    /// A name as a coder may have it: one line.
    private static func name(_ text: String) -> String {
        let line = text.split { $0.isWhitespace || $0.isNewline }.joined(separator: " ")
        let clean = line.unicodeScalars.filter { $0.value >= 0x20 && $0.value != 0x7F }.prefix(200)
        let name = String(String.UnicodeScalarView(clean))
        return Coder.isName(name) ? name : "unknown"
    }
}
