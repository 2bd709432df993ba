/// What describes a folder of files to programs and archives: RO-Crate 1.1.
package struct ResearchCrate: Sendable {
    /// Somebody who did something, under the name they have in the study.
    package struct Person: Hashable, Sendable {
        package var id: String
        package var name: String

        package init(id: String, name: String) {
            self.id = id
            self.name = name
        }
    }

    /// One step: what was done, by whom and when, and which files of the crate it made or changed.
    package struct Action: Hashable, Sendable {
        package var id: String
        package var name: String
        package var isCreation: Bool
        package var agent: String
        /// As `2026-11-23T10:00:00Z`.
        package var end: String
        /// Paths of what was there before.
        package var objects: [String]
        /// Paths of what was made.
        package var results: [String]

        package init(
            id: String, name: String, isCreation: Bool, agent: String, end: String, objects: [String],
            results: [String]
        ) {
            self.id = id
            self.name = name
            self.isCreation = isCreation
            self.agent = agent
            self.end = end
            self.objects = objects
            self.results = results
        }
    }

    package var name: String
    package var description: String
    /// When it was made, as `2026-11-23T10:00:00Z`.
    package var published: String
    package var version: String
    package var people: [Person] = []
    package var actions: [Action] = []
    /// What single files are, by path; others are called by their path.
    package var titles: [String: String] = [:]

    package static let fileName = "ro-crate-metadata.json"
    private static let program = "https://rir.invalid/"
    private static let team = "https://rir.invalid/team"
    private static let terms = "https://rir.invalid/terms/review"

    package init(name: String, description: String, published: String, version: String) {
        self.name = name
        self.description = description
        self.published = published
        self.version = version
    }

    /// The metadata file for some files, by paths from the crate's top.
    package func metadata(of files: [PackedFile]) -> PackedFile {
        let graph =
            [descriptor, root(files)] + files.map(entity) + people.map(entity) + others
            + actions.map(entity)
        let context = CrateNode.list([
            .text("https://w3id.org/ro/crate/1.1/context"),
            .object([.init("sha256", .text("http://schema.org/sha256"))]),
        ])
        let node = CrateNode.object([.init("@context", context), .init("@graph", .list(graph))])
        return PackedFile(Self.fileName, text: node.json() + "\n")
    }

    private var descriptor: CrateNode {
        .object([
            .init("@id", .text(Self.fileName)), .init("@type", .text("CreativeWork")),
            .init("about", .link("./")), .init("conformsTo", .link("https://w3id.org/ro/crate/1.1")),
            .init("dateCreated", .text(published)), .init("sdPublisher", .link(Self.program)),
            .init("version", .text(version)),
        ])
    }

    private func root(_ files: [PackedFile]) -> CrateNode {
        var pairs: [CrateNode.Pair] = [
            .init("@id", .text("./")), .init("@type", .text("Dataset")), .init("name", .text(name)),
            .init("description", .text(description)), .init("datePublished", .text(published)),
            .init("license", .link(Self.terms)), .init("publisher", .link(Self.team)),
        ]
        if let authors = CrateNode.links(people.map { "#\($0.id)" }) {
            pairs.append(.init("author", authors))
        }
        if let parts = CrateNode.links(files.map(\.path)) { pairs.append(.init("hasPart", parts)) }
        if let steps = CrateNode.links(actions.map { "#\($0.id)" }) { pairs.append(.init("mentions", steps)) }
        return .object(pairs)
    }

    private func entity(_ file: PackedFile) -> CrateNode {
        .object([
            .init("@id", .text(file.path)), .init("@type", .text("File")),
            .init("name", .text(titles[file.path] ?? file.path)),
            .init("encodingFormat", .text(Self.format(of: file.path))),
            .init("contentSize", .text(String(file.bytes.count))),
            .init("sha256", .text(Hex.sha256(file.bytes))),
        ])
    }

    private func entity(_ person: Person) -> CrateNode {
        .object([
            .init("@id", .text("#\(person.id)")), .init("@type", .text("Person")),
            .init("name", .text(person.name)), .init("affiliation", .link(Self.team)),
        ])
    }

    private func entity(_ action: Action) -> CrateNode {
        var pairs: [CrateNode.Pair] = [
            .init("@id", .text("#\(action.id)")),
            .init("@type", .text(action.isCreation ? "CreateAction" : "UpdateAction")),
            .init("name", .text(action.name)), .init("agent", .link("#\(action.agent)")),
            .init("instrument", .link(Self.program)), .init("endTime", .text(action.end)),
        ]
        if let objects = CrateNode.links(action.objects) { pairs.append(.init("object", objects)) }
        if let results = CrateNode.links(action.results) { pairs.append(.init("result", results)) }
        return .object(pairs)
    }

    private var others: [CrateNode] {
        [
            .object([
                .init("@id", .text(Self.program)), .init("@type", .text("SoftwareApplication")),
                .init("name", .text("rir")), .init("version", .text(version)),
                .init("url", .text(Self.program)),
            ]),
            .object([
                .init("@id", .text(Self.team)), .init("@type", .text("Organization")),
                .init("name", .text("The research team of this study")), .init("url", .text(Self.team)),
            ]),
            .object([
                .init("@id", .text(Self.terms)), .init("@type", .text("CreativeWork")),
                .init("name", .text("For review")),
                .init(
                    "description",
                    .text(
                        "Given to the person or office it was made for, to review the study. "
                            + "Not to be passed on or published.")),
            ]),
        ]
    }

    /// The media type that a file's ending stands for.
    package static func format(of path: String) -> String {
        switch path.split(separator: ".").last.map(String.init) {
        case "md": "text/markdown"
        case "html": "text/html"
        case "yaml": "application/yaml"
        case "json": "application/json"
        case "jsonl": "application/jsonl"
        case "csv": "text/csv"
        case "py": "text/x-python"
        default: "text/plain"
        }
    }
}
