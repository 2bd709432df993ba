/// Turns elements into values and reports all that does not become part of one.
final class NodeDecoder {
    var report: QDAReport
    var files: SourceFiles
    let texts: TextSurvey?
    private var seen: Set<QDAGUID> = []
    /// How often an identifier has come.
    private var repeats: [QDAGUID: Int] = [:]

    /// What identifiers are made in that a file lacks or writes in another form.
    static let namespace = QDAGUID(namespace: .zero, name: "urn:QDA-XML:project:1.0")

    init(report: QDAReport, files: SourceFiles = SourceFiles(), texts: TextSurvey? = nil) {
        self.report = report
        self.files = files
        self.texts = texts
    }

    // MARK: - Identifiers

    /// The identifier of an element; a new one where it lacks one, or has one that belongs to something
    /// before it.
    func identity(of node: XMLNode) -> QDAGUID {
        let text = node.take("guid")
        var guid: QDAGUID
        if let text, let read = QDAGUID(text) {
            guid = read
        } else if let text, !text.isEmpty {
            guid = Self.substitute(for: text)
            report.add(.changed, node.name, guid, "its identifier in the file is not of the form of one")
        } else {
            guid = QDAGUID(
                namespace: Self.namespace, name: "\(node.name) in line \(node.line), number \(seen.count)")
            report.add(.changed, node.name, guid, "it has no identifier in the file")
        }
        if !seen.insert(guid).inserted { guid = another(than: guid, for: node) }
        return guid
    }

    private func another(than guid: QDAGUID, for node: XMLNode) -> QDAGUID {
        repeats[guid, default: 1] += 1
        var other = QDAGUID(namespace: guid, name: "\(node.name) \(repeats[guid, default: 1])")
        while !seen.insert(other).inserted { other = QDAGUID(namespace: other, name: node.name) }
        report.add(.duplicate, node.name, other, "its identifier \(guid) belongs to something before it too")
        return other
    }

    /// The same text always gives the same identifier, so that references to it still lead there.
    private static func substitute(for text: String) -> QDAGUID { QDAGUID(namespace: namespace, name: text) }

    /// An attribute that refers to something.
    func reference(_ attribute: String, of node: XMLNode, _ owner: QDAGUID?) -> QDAGUID? {
        guard let text = node.take(attribute) else { return nil }
        return target(text, attribute, node, owner)
    }

    private func target(_ text: String, _ attribute: String, _ node: XMLNode, _ owner: QDAGUID?) -> QDAGUID? {
        if let guid = QDAGUID(text) { return guid }
        if text.allSatisfy(\.isWhitespace) {
            report.add(.discarded, node.name, owner, "its attribute \(attribute) is empty")
            return nil
        }
        report.add(
            .changed, node.name, owner, "its attribute \(attribute) is not of the form of an identifier")
        return Self.substitute(for: text)
    }

    /// The targets of children such as `NoteRef`.
    func references(_ child: String, of node: XMLNode, _ owner: QDAGUID?) -> [QDAGUID] {
        node.takeAll(child).compactMap { reference in
            defer { finish(reference, owner) }
            if reference.peek("targetGUID") != nil {
                return self.reference("targetGUID", of: reference, owner)
            }
            // A draft of the standard had other forms (annex A.3).
            let text = reference.take("guid") ?? reference.takeText()
            guard !text.allSatisfy(\.isWhitespace) else {
                report.add(.discarded, child, owner, "it refers to nothing")
                return nil
            }
            report.add(.changed, child, owner, "it refers in the form of a draft of the standard")
            return target(text, "guid", reference, owner)
        }
    }

    // MARK: - Attributes and texts

    /// Who made and last changed it, and when.
    func stamp(of node: XMLNode, _ owner: QDAGUID?, suffix: String = "") -> QDAStamp {
        QDAStamp(
            creator: reference("creatingUser" + suffix, of: node, owner),
            created: moment("creationDateTime", of: node, owner),
            modifier: reference("modifyingUser" + suffix, of: node, owner),
            modified: moment("modifiedDateTime", of: node, owner))
    }

    func moment(_ attribute: String, of node: XMLNode, _ owner: QDAGUID?) -> QDADateTime? {
        node.take(attribute).flatMap { moment($0, attribute, node, owner) }
    }

    func moment(_ text: String, _ what: String, _ node: XMLNode, _ owner: QDAGUID?) -> QDADateTime? {
        let trimmed = text.trimmed
        if let moment = QDADateTime(trimmed) { return moment }
        let words = trimmed.split(separator: " ")
        if words.count == 2, let moment = QDADateTime(words.joined(separator: "T")) {
            report.add(.changed, node.name, owner, "its \(what) has a space in place of the T")
            return moment
        }
        report.add(.discarded, node.name, owner, "its \(what) is not of the form of a day and a time")
        return nil
    }

    func number(_ attribute: String, of node: XMLNode, _ owner: QDAGUID?) -> Int? {
        guard let text = node.take(attribute) else { return nil }
        // Some programs write a fraction where the schema has whole numbers.
        if let number = Int(text.trimmed) { return number }
        if let number = Double(text.trimmed).flatMap({ Int(exactly: $0.rounded()) }) {
            report.add(.changed, node.name, owner, "its \(attribute) is not a whole number")
            return number
        }
        report.add(.discarded, node.name, owner, "its \(attribute) is not a number")
        return nil
    }

    func colour(of node: XMLNode, _ owner: QDAGUID?) -> QDAColour? {
        guard let text = node.take("color") else { return nil }
        if let colour = QDAColour(text.trimmed) { return colour }
        report.add(.discarded, node.name, owner, "its colour is not of the form #rrggbb")
        return nil
    }

    /// An attribute with a fixed set of values.
    func choice<Value: RawRepresentable<String>>(
        _ attribute: String, of node: XMLNode, _ owner: QDAGUID?
    ) -> Value? {
        guard let text = node.take(attribute) else { return nil }
        if let value = Value(rawValue: text.trimmed) { return value }
        report.add(.discarded, node.name, owner, "its \(attribute) is none of those that the schema has")
        return nil
    }

    func requiredName(of node: XMLNode, _ owner: QDAGUID) -> String {
        if let name = node.take("name") { return name }
        report.add(.changed, node.name, owner, "it has no name in the file, and an empty one here")
        return ""
    }

    func description(of node: XMLNode, _ owner: QDAGUID?) -> String? {
        guard let child = node.takeFirst("Description") else { return nil }
        defer { finish(child, owner) }
        return child.takeText()
    }

    // MARK: - What is left over

    /// Reports what nobody took from an element.
    func finish(_ node: XMLNode, _ owner: QDAGUID?) {
        for attribute in node.attributes {
            report.add(
                .discarded, node.name.plain, owner,
                "its attribute \(attribute.name.plain) is not expected here")
        }
        for child in node.children {
            let count = child.descendants
            report.add(
                .discarded, child.name.plain, child.guid ?? owner,
                "it is not expected in \(node.name.plain)"
                    + (count > 0 ? "; \(count) elements in it went with it" : ""))
        }
        if !node.text.allSatisfy(\.isWhitespace) {
            report.add(.discarded, node.name.plain, owner, "it holds text outside of any element")
        }
    }
}

extension StringProtocol {
    /// The text without white space around it.
    var trimmed: String {
        String(drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
    }

    /// A name from a file that is short and plain enough to be shown.
    fileprivate var plain: String {
        String(
            unicodeScalars.prefix(40).map {
                WordBoundary.isWord($0) || $0 == "-" || $0 == "." ? Character($0) : "?"
            })
    }
}
