extension ProjectEncoder {
    /// A list, unless it is empty: the schema allows no empty ones.
    static func list<Item>(
        _ name: StaticString, _ items: [Item], _ xml: inout XMLWriter,
        _ body: (Item, inout XMLWriter) throws(QDAError) -> Void
    ) throws(QDAError) {
        guard !items.isEmpty else { return }
        try xml.element(name) { (xml) throws(QDAError) in
            for item in items { try body(item, &xml) }
        }
    }

    static func stamp(_ stamp: QDAStamp) -> Attributes {
        [
            ("creatingUser", stamp.creator?.description), ("creationDateTime", stamp.created?.text),
            ("modifyingUser", stamp.modifier?.description), ("modifiedDateTime", stamp.modified?.text),
        ]
    }

    static func references(_ name: StaticString, _ targets: [QDAGUID], _ xml: inout XMLWriter) {
        for target in targets { xml.empty(name, [("targetGUID", target.description)]) }
    }

    static func codes(_ codes: [QDACode], _ xml: inout XMLWriter) throws(QDAError) {
        try list("Codes", codes, &xml) { (code, xml) throws(QDAError) in
            try self.code(code, depth: 1, &xml)
        }
    }

    private static func code(_ code: QDACode, depth: Int, _ xml: inout XMLWriter) throws(QDAError) {
        guard depth <= deepestCode else { throw .codesTooDeep(limit: deepestCode) }
        let attributes: Attributes = [
            ("guid", code.guid.description), ("name", code.name),
            ("isCodable", code.isCodable ? "true" : "false"),
            ("color", code.colour?.text),
        ]
        try xml.element("Code", attributes) { (xml) throws(QDAError) in
            xml.text("Description", code.description)
            references("NoteRef", code.noteRefs, &xml)
            for child in code.children { try self.code(child, depth: depth + 1, &xml) }
        }
    }

    static func sets(_ sets: [QDASet], isCodebook: Bool, _ xml: inout XMLWriter) throws(QDAError) {
        try list("Sets", sets, &xml) { (set, xml) throws(QDAError) in
            try xml.element("Set", [("guid", set.guid.description), ("name", set.name)]) { xml in
                xml.text("Description", set.description)
                if isCodebook {
                    for code in set.codes { xml.empty("MemberCode", [("guid", code.description)]) }
                    return
                }
                references("MemberCode", set.codes, &xml)
                references("MemberSource", set.sources, &xml)
                references("MemberNote", set.notes, &xml)
            }
        }
    }

    static func codings(_ codings: [QDACoding], _ xml: inout XMLWriter) throws(QDAError) {
        for coding in codings {
            let attributes: Attributes = [
                ("guid", coding.guid.description), ("creatingUser", coding.creator?.description),
                ("creationDateTime", coding.created?.text),
            ]
            try xml.element("Coding", attributes) { xml in
                references("CodeRef", [coding.code], &xml)
                references("NoteRef", coding.noteRefs, &xml)
            }
        }
    }

    static func values(_ values: [QDAVariableValue], _ xml: inout XMLWriter) throws(QDAError) {
        for value in values {
            try xml.element("VariableValue") { xml in
                references("VariableRef", [value.variable], &xml)
                switch value.value {
                case .text(let text): xml.text("TextValue", text)
                case .boolean(let flag): xml.text("BooleanValue", flag ? "true" : "false")
                case .integer(let number): xml.text("IntegerValue", String(number))
                case .decimal(let number): xml.text("FloatValue", number.text)
                case .date(let day): xml.text("DateValue", day.text)
                case .dateTime(let moment): xml.text("DateTimeValue", moment.text)
                case nil: break
                }
            }
        }
    }

    static func link(_ link: QDALink, _ xml: inout XMLWriter) throws(QDAError) {
        let attributes: Attributes = [
            ("guid", link.guid.description), ("name", link.name), ("direction", link.direction?.rawValue),
            ("color", link.colour?.text), ("originGUID", link.origin?.description),
            ("targetGUID", link.target?.description),
        ]
        try xml.element("Link", attributes) { references("NoteRef", link.noteRefs, &$0) }
    }

    static func graph(_ graph: QDAGraph, _ xml: inout XMLWriter) throws(QDAError) {
        try xml.element("Graph", [("guid", graph.guid.description), ("name", graph.name)]) { xml in
            for vertex in graph.vertices { xml.empty("Vertex", attributes(of: vertex)) }
            for edge in graph.edges { xml.empty("Edge", attributes(of: edge)) }
        }
    }

    private static func attributes(of vertex: QDAVertex) -> Attributes {
        [
            ("guid", vertex.guid.description), ("representedGUID", vertex.represented?.description),
            ("name", vertex.name), ("firstX", String(vertex.firstX)), ("firstY", String(vertex.firstY)),
            ("secondX", vertex.secondX.map(String.init)), ("secondY", vertex.secondY.map(String.init)),
            ("shape", vertex.shape?.rawValue), ("color", vertex.colour?.text),
        ]
    }

    private static func attributes(of edge: QDAEdge) -> Attributes {
        [
            ("guid", edge.guid.description), ("representedGUID", edge.represented?.description),
            ("name", edge.name), ("sourceVertex", edge.source.description),
            ("targetVertex", edge.target.description), ("color", edge.colour?.text),
            ("direction", edge.direction?.rawValue), ("lineStyle", edge.style?.rawValue),
        ]
    }
}
