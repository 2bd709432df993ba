/// Brings a project into the form that other programs read (guide, lesson 2), and says what that changes.
///
/// A project that is in the form stays as it is, and is what reading the file gives back.
struct ExportForm {
    let options: QDAWriteOptions
    var report = QDAReport()
    /// The selections that one was divided into, the first of them with its identifier.
    var parts: [QDAGUID: [QDAGUID]] = [:]
    /// The texts of memos.
    private var memos: [QDAGUID: String] = [:]
    /// The date of things that have none.
    var moment: QDADateTime

    init(options: QDAWriteOptions) {
        self.options = options
        moment = options.defaultMoment
    }

    mutating func form(of project: QDAProject) -> QDAProject {
        var project = project
        project.name = writable(project.name, "Project", nil)
        project.description = cleaned(project.description, "Project", nil)
        project.origin = writable(origin(of: project), "Project", nil)
        project.basePath = writable(project.basePath ?? "", "Project", nil)
        if project.stamp.created == nil {
            report.add(.added, "Project", nil, "it has no date of creation")
            project.stamp.created = moment
        }
        moment = project.stamp.created ?? moment
        memos = Dictionary(
            project.notes.compactMap { note in note.body.text.map { (note.guid, $0) } }
        ) { first, _ in first }
        for index in project.users.indices { form(&project.users[index]) }
        project.codes = codes(project.codes)
        for index in project.variables.indices { form(&project.variables[index]) }
        project.notes = project.notes.map { text($0, "Note") }
        project.sources = project.sources.map { source($0) }
        makeUnique(&project)
        project.cases = project.cases.map { theCase($0) }
        project.links = project.links.map { link($0) }
        project.sets = project.sets.map { set($0) }
        project.graphs = project.graphs.map { graph($0) }
        return project
    }

    private mutating func origin(of project: QDAProject) -> String {
        if let origin = project.origin { return origin }
        report.add(.added, "Project", nil, "it does not say which program wrote it")
        return options.origin
    }

    private mutating func form(_ user: inout QDAUser) {
        user.name = cleaned(user.name, "User", user.guid)
        user.id = cleaned(user.id, "User", user.guid)
    }

    private mutating func form(_ variable: inout QDAVariable) {
        variable.name = writable(variable.name, "Variable", variable.guid)
        variable.description = cleaned(variable.description, "Variable", variable.guid)
    }

    // MARK: - Shared

    /// Text that XML can hold.
    mutating func writable(_ text: String, _ element: String, _ guid: QDAGUID?) -> String {
        let result = XMLWriter.writable(text)
        if result != text {
            report.add(.changed, element, guid, "control characters that XML can't hold became U+FFFD")
        }
        return result
    }

    mutating func cleaned(_ text: String?, _ element: String, _ guid: QDAGUID?) -> String? {
        text.map { writable($0, element, guid) }
    }

    /// The stamp with a date.
    mutating func dated(
        _ stamp: QDAStamp, else other: QDADateTime?, _ element: String, _ guid: QDAGUID
    ) -> QDAStamp {
        guard stamp.created == nil else { return stamp }
        report.add(.added, element, guid, "it has no date of creation")
        var stamp = stamp
        stamp.created = other ?? moment
        return stamp
    }

    mutating func codings(_ codings: [QDACoding], else other: QDADateTime?) -> [QDACoding] {
        codings.map { coding in
            guard coding.created == nil else { return coding }
            report.add(.added, "Coding", coding.guid, "it has no date of creation")
            var coding = coding
            coding.created = other ?? moment
            return coding
        }
    }

    mutating func values(_ values: [QDAVariableValue], _ owner: QDAGUID) -> [QDAVariableValue] {
        values.map { value in
            guard case .text(let text)? = value.value else { return value }
            return QDAVariableValue(
                variable: value.variable, value: .text(writable(text, "TextValue", owner)))
        }
    }

    /// A description, or the memos that are referred to, since QualCoder drops memos that are.
    mutating func described(
        _ description: String?, by notes: [QDAGUID], _ element: String, _ guid: QDAGUID
    ) -> String? {
        if description != nil { return cleaned(description, element, guid) }
        let texts = notes.compactMap { memos[$0] }.filter { !$0.isEmpty }
        guard !texts.isEmpty else { return nil }
        report.add(.added, element, guid, "its memos were copied to its description")
        return writable(texts.joined(separator: "\n\n"), element, guid)
    }

    // MARK: - Names

    /// Gives every source and every note a name of its own.
    private mutating func makeUnique(_ project: inout QDAProject) {
        var taken: Set<String> = []
        for index in project.sources.indices {
            let source = project.sources[index]
            project.sources[index].name = unique(source.name, "Source", source.guid, &taken)
        }
        taken = []
        for index in project.notes.indices {
            let note = project.notes[index]
            project.notes[index].name = unique(note.name, "Note", note.guid, &taken)
        }
    }

    private mutating func unique(
        _ name: String?, _ element: String, _ guid: QDAGUID, _ taken: inout Set<String>
    ) -> String {
        let given = name ?? ""
        if !given.isEmpty, taken.insert(given).inserted { return given }
        report.add(
            given.isEmpty ? .added : .changed, element, guid,
            given.isEmpty ? "it has no name" : "another has the same name")
        let base = given.isEmpty ? guid.description : given
        var (result, number) = (base, 1)
        while !taken.insert(result).inserted {
            number += 1
            result = "\(base) (\(number))"
        }
        return result
    }

    private mutating func codes(_ codes: [QDACode]) -> [QDACode] {
        var counts: [String: Int] = [:]
        Self.count(codes, &counts)
        return codes.map { code($0, above: [], counts) }
    }

    private static func count(_ codes: [QDACode], _ counts: inout [String: Int]) {
        for code in codes {
            counts[code.name, default: 0] += 1
            count(code.children, &counts)
        }
    }

    private mutating func code(_ code: QDACode, above: [String], _ counts: [String: Int]) -> QDACode {
        var result = code
        let path = above + [code.name]
        result.children = code.children.map { self.code($0, above: path, counts) }
        if counts[code.name, default: 0] > 1 {
            if options.qualifiesCodeNames, path.count > 1 {
                result.name = path.joined(separator: " / ")
                report.add(
                    .changed, "Code", code.guid, "another code has the same name; it has those above it too")
            } else {
                report.add(
                    .fragile, "Code", code.guid, "another code has the same name; QualCoder makes one of both"
                )
            }
        }
        result.name = writable(result.name, "Code", code.guid)
        result.description = cleaned(code.description, "Code", code.guid)
        return result
    }
}
