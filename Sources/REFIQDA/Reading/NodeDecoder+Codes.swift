extension NodeDecoder {
    func user(_ node: XMLNode) -> QDAUser {
        let guid = identity(of: node)
        defer { finish(node, guid) }
        return QDAUser(guid: guid, name: node.take("name"), id: node.take("id"))
    }

    func code(_ node: XMLNode) -> QDACode {
        let guid = identity(of: node)
        defer { finish(node, guid) }
        return QDACode(
            guid: guid, name: requiredName(of: node, guid), isCodable: isCodable(node, guid),
            colour: colour(of: node, guid), description: description(of: node, guid),
            noteRefs: references("NoteRef", of: node, guid), children: node.takeAll("Code").map { code($0) })
    }

    private func isCodable(_ node: XMLNode, _ guid: QDAGUID) -> Bool {
        if let value = node.take("isCodable").flatMap({ Self.boolean($0) }) { return value }
        report.add(.guessed, node.name, guid, "the file does not say whether it can be given; it can")
        return true
    }

    static func boolean(_ text: String) -> Bool? {
        switch text.trimmed.lowercased() {
        case "true", "1": true
        case "false", "0": false
        default: nil
        }
    }

    /// A set; its members are named `targetGUID` in projects and `guid` in codebooks, and either is read.
    func set(_ node: XMLNode, isCodebook: Bool) -> QDASet {
        let guid = identity(of: node)
        defer { finish(node, guid) }
        var set = QDASet(
            guid: guid, name: requiredName(of: node, guid), description: description(of: node, guid))
        if isCodebook {
            set.codes = node.takeAll("MemberCode").compactMap { member in
                defer { finish(member, guid) }
                return reference("guid", of: member, guid) ?? reference("targetGUID", of: member, guid)
            }
        } else {
            set.codes = references("MemberCode", of: node, guid)
            set.sources = references("MemberSource", of: node, guid)
            set.notes = references("MemberNote", of: node, guid)
        }
        return set
    }

    func variable(_ node: XMLNode) -> QDAVariable {
        let guid = identity(of: node)
        defer { finish(node, guid) }
        let kind: QDAVariable.Kind? = choice("typeOfVariable", of: node, guid)
        if kind == nil {
            report.add(.guessed, node.name, guid, "the file does not say what its values are; texts")
        }
        return QDAVariable(
            guid: guid, name: requiredName(of: node, guid), kind: kind ?? .text,
            description: description(of: node, guid))
    }

    func theCase(_ node: XMLNode) -> QDACase {
        let guid = identity(of: node)
        defer { finish(node, guid) }
        return QDACase(
            guid: guid, name: node.take("name"), description: description(of: node, guid),
            codeRefs: references("CodeRef", of: node, guid), values: values(of: node, guid),
            sourceRefs: references("SourceRef", of: node, guid),
            selectionRefs: references("SelectionRef", of: node, guid))
    }

    func values(of node: XMLNode, _ owner: QDAGUID) -> [QDAVariableValue] {
        node.takeAll("VariableValue").compactMap { element in
            defer { finish(element, owner) }
            guard let variable = references("VariableRef", of: element, owner).first else {
                report.add(.discarded, element.name, owner, "it does not say of which variable")
                return nil
            }
            return QDAVariableValue(variable: variable, value: value(in: element, owner))
        }
    }

    private static let valueElements: Set = [
        "TextValue", "BooleanValue", "IntegerValue", "FloatValue", "DateValue", "DateTimeValue",
    ]

    private func value(in element: XMLNode, _ owner: QDAGUID) -> QDAVariableValue.Value? {
        let written = element.takeAll(Self.valueElements)
        for extra in written.dropFirst() {
            report.add(.discarded, extra.name, owner, "it is one value too many for a variable")
        }
        guard let node = written.first else { return nil }
        defer { finish(node, owner) }
        let text = node.takeText()
        if node.name == "TextValue" { return .text(text) }
        if text.trimmed.isEmpty {
            report.add(.discarded, node.name, owner, "it is empty")
            return nil
        }
        let value = typed(text.trimmed, node, owner)
        if value == nil, node.name != "DateTimeValue" {
            report.add(.discarded, node.name, owner, "its value is not of the form that its kind has")
        }
        return value
    }

    private func typed(_ text: String, _ node: XMLNode, _ owner: QDAGUID) -> QDAVariableValue.Value? {
        switch node.name {
        case "BooleanValue": Self.boolean(text).map { .boolean($0) }
        case "IntegerValue": Int(text).map { .integer($0) }
        case "FloatValue": decimal(text, node, owner).map { .decimal($0) }
        case "DateValue": day(text, node, owner).map { .date($0) }
        default: moment(text, "value", node, owner).map { .dateTime($0) }
        }
    }

    private func decimal(_ text: String, _ node: XMLNode, _ owner: QDAGUID) -> QDADecimal? {
        if let decimal = QDADecimal(text) { return decimal }
        guard let number = Double(text), let decimal = QDADecimal(plain: number) else { return nil }
        report.add(.changed, node.name, owner, "its number is written with an exponent")
        return decimal
    }

    private func day(_ text: String, _ node: XMLNode, _ owner: QDAGUID) -> QDADate? {
        if let day = QDADate(text) { return day }
        guard QDADateTime(text) != nil, let day = QDADate(String(text.prefix(10))) else { return nil }
        report.add(.changed, node.name, owner, "its day has a time of day, which was left out")
        return day
    }
}

extension QDADecimal {
    /// A number without exponent; `nil` for one too large or too small for that to be short.
    public init?(plain number: Double) {
        guard number.isFinite, number == 0 || (1e-15..<1e15).contains(number.magnitude) else { return nil }
        let text = number.description
        guard let mark = text.firstIndex(of: "e"), let exponent = Int(text[text.index(after: mark)...]) else {
            self.init(text)
            return
        }
        // Only small numbers are described so here, as 1.5e-05.
        let digits = text[..<mark].filter { $0 != "." && $0 != "-" }
        let sign = number < 0 ? "-" : ""
        self.init(sign + "0." + String(repeating: "0", count: -exponent - 1) + digits)
    }
}
