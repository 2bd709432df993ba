package import REFIQDA

/// A project that another program keeps as an SQLite file.
package struct ForeignProject: Sendable {
    /// The project in the values of REFI-QDA; the same file gives the same identifiers.
    package var project: QDAProject
    /// What of the file has no place in them, one sentence each, without words of it.
    package var remarks: [String] = []

    init(_ project: QDAProject) { self.project = project }

    /// Reads Taguette's or QualCoder's database.
    ///
    /// - Parameter bytes: the whole file.
    package init(database bytes: [UInt8]) throws(ForeignProjectError) {
        let database = try ForeignDatabase(bytes)
        let tables = try database.tables()
        if tables.isSuperset(of: ["documents", "highlights", "highlight_tags", "tags", "projects"]) {
            self = try TaguetteReader(database).foreignProject()
        } else if tables.isSuperset(of: ["source", "code_text", "code_name", "code_cat"]) {
            self = try QualCoderReader(database, tables).foreignProject()
        } else if tables.isSuperset(of: ["freecode", "coding", "source"]) {
            throw .rqda
        } else {
            throw .unknown
        }
    }
}

/// Makes the identifiers of one project.
struct ForeignNames {
    private let namespace: QDAGUID

    /// Of everything that comes out of databases; drawn once.
    private static let root = QDAGUID("5d0c0d2e-8f0e-4a7e-9d3b-6a1c1b0f2e47")

    /// - Parameter project: what tells the project from others of its program.
    init(_ project: String) {
        let zero = QDAGUID(bytes: Array(repeating: 0, count: 16)).unsafelyUnwrapped
        namespace = QDAGUID(namespace: Self.root ?? zero, name: project)
    }

    func guid(_ kind: String, _ name: some CustomStringConvertible) -> QDAGUID {
        QDAGUID(namespace: namespace, name: "\(kind):\(name.description)")
    }
}

extension QDADateTime {
    /// A moment as databases write it: `2026-11-22 08:21:19.814130`, with a blank and perhaps a fraction.
    init?(database text: String) {
        guard text.utf8.count >= 19 else { return nil }
        let parts = text.split(separator: " ", maxSplits: 1)
        self.init(parts.count == 2 ? "\(parts[0])T\(parts[1].prefix(8))Z" : String(text.prefix(19)) + "Z")
    }
}
