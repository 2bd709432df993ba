/// Writes a project that is in its export form as XML and files.
struct ProjectEncoder {
    typealias Attributes = [(StaticString, String?)]

    let text: TextEncoder
    var xml = XMLWriter()
    /// The internal files by name.
    private(set) var files: [String: [UInt8]] = [:]

    /// Codes lie in four other elements; libxml2 goes 256 deep.
    static let deepestCode = 240

    init(profile: QDAProfile) { text = TextEncoder(profile: profile) }

    mutating func encode(_ project: QDAProject) throws(QDAError) {
        let attributes: Attributes =
            [
                ("xmlns", "urn:QDA-XML:project:1.0"), ("name", project.name), ("origin", project.origin),
                ("creatingUserGUID", project.stamp.creator?.description),
                ("creationDateTime", project.stamp.created?.text),
                ("modifyingUserGUID", project.stamp.modifier?.description),
                ("modifiedDateTime", project.stamp.modified?.text), ("basePath", project.basePath),
            ]
        // An exclusive access to the writer for the whole document would keep files from being added.
        var writer = XMLWriter()
        swap(&writer, &xml)
        try writer.element("Project", attributes) { (xml) throws(QDAError) in
            try people(project, &xml)
            try lists(project, &xml)
            xml.text("Description", project.description)
            Self.references("NoteRef", project.noteRefs, &xml)
        }
        swap(&writer, &xml)
    }

    private func people(_ project: QDAProject, _ xml: inout XMLWriter) throws(QDAError) {
        try Self.list("Users", project.users, &xml) { (user, xml) in
            xml.empty("User", [("guid", user.guid.description), ("name", user.name), ("id", user.id)])
        }
        if !project.codes.isEmpty {
            try xml.element("CodeBook") { (xml) throws(QDAError) in
                try Self.codes(project.codes, &xml)
            }
        }
        try Self.list("Variables", project.variables, &xml) { (variable, xml) throws(QDAError) in
            let attributes: Attributes = [
                ("guid", variable.guid.description), ("name", variable.name),
                ("typeOfVariable", variable.kind.rawValue),
            ]
            try xml.element("Variable", attributes) { $0.text("Description", variable.description) }
        }
        try Self.list("Cases", project.cases, &xml) { (theCase, xml) throws(QDAError) in
            try xml.element("Case", [("guid", theCase.guid.description), ("name", theCase.name)]) {
                (xml) throws(QDAError) in
                xml.text("Description", theCase.description)
                Self.references("CodeRef", theCase.codeRefs, &xml)
                try Self.values(theCase.values, &xml)
                Self.references("SourceRef", theCase.sourceRefs, &xml)
                Self.references("SelectionRef", theCase.selectionRefs, &xml)
            }
        }
    }

    private mutating func lists(_ project: QDAProject, _ xml: inout XMLWriter) throws(QDAError) {
        if !project.sources.isEmpty {
            try xml.element("Sources") { (xml) throws(QDAError) in
                for source in project.sources { try write(source, &xml) }
            }
        }
        if !project.notes.isEmpty {
            try xml.element("Notes") { (xml) throws(QDAError) in
                for note in project.notes { try write(note, "Note", &xml) }
            }
        }
        try Self.list("Links", project.links, &xml) { (link, xml) throws(QDAError) in
            try Self.link(link, &xml)
        }
        try Self.sets(project.sets, isCodebook: false, &xml)
        try Self.list("Graphs", project.graphs, &xml) { (graph, xml) throws(QDAError) in
            try Self.graph(graph, &xml)
        }
    }

    // MARK: - Files

    /// Adds an internal file and gives its path.
    mutating func add(_ bytes: [UInt8], _ guid: QDAGUID, ending: String) throws(QDAError) -> String {
        guard bytes.count <= 0x7FFF_FFFF else { throw .fileTooLarge(guid) }
        let name = ending.isEmpty ? guid.description : "\(guid).\(ending)"
        guard files.updateValue(bytes, forKey: name) == nil else { throw .duplicateGUID(guid) }
        return "internal://" + name
    }

    /// The path of a file that is written, or of one that lies elsewhere.
    mutating func path(of file: QDAFile?, _ guid: QDAGUID) throws(QDAError) -> String? {
        guard let file else { return nil }
        guard let bytes = file.bytes else { return file.path }
        return try add(bytes, guid, ending: file.ending)
    }

    /// The attributes of a text, which is written as a file.
    mutating func paths(of body: QDAText, _ guid: QDAGUID) throws(QDAError) -> Attributes {
        var plain = body.path
        if let text = body.text {
            guard !text.unicodeScalars.contains("\r"), text.unicodeScalars.first != "\u{FEFF}" else {
                throw .textNotNormalised(guid)
            }
            plain = try add(self.text.bytes(text), guid, ending: "txt")
        }
        return [("richTextPath", try path(of: body.richText, guid)), ("plainTextPath", plain)]
    }
}
