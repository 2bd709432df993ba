extension NodeDecoder {
    /// The children of a list such as `Users`; files have several of one list, or none.
    private func list(_ name: String, in node: XMLNode, of elements: Set<String>) -> [XMLNode] {
        node.takeAll(name).flatMap { list in
            defer { finish(list, nil) }
            return list.takeAll(elements)
        }
    }

    func project(_ node: XMLNode) -> QDAProject {
        var project = QDAProject(name: projectName(node))
        project.origin = node.take("origin")
        project.description = description(of: node, nil)
        project.stamp = stamp(of: node, nil, suffix: "GUID")
        project.basePath = node.take("basePath")
        project.users = list("Users", in: node, of: ["User"]).map { user($0) }
        project.codes = codes(in: node)
        project.variables = list("Variables", in: node, of: ["Variable"]).map { variable($0) }
        project.cases = list("Cases", in: node, of: ["Case"]).map { theCase($0) }
        project.sources = list("Sources", in: node, of: Self.sourceElements).map { source($0) }
        project.notes = list("Notes", in: node, of: ["Note"]).map { note($0) }
        project.links = list("Links", in: node, of: ["Link"]).map { link($0) }
        project.sets = list("Sets", in: node, of: ["Set"]).map { set($0, isCodebook: false) }
        project.graphs = list("Graphs", in: node, of: ["Graph"]).map { graph($0) }
        project.noteRefs = references("NoteRef", of: node, nil)
        finish(node, nil)
        return project
    }

    private func projectName(_ node: XMLNode) -> String {
        if let name = node.take("name") { return name }
        report.add(.changed, node.name, nil, "it has no name in the file, and an empty one here")
        return ""
    }

    private func codes(in node: XMLNode) -> [QDACode] {
        node.takeAll("CodeBook").flatMap { book in
            defer { finish(book, nil) }
            return list("Codes", in: book, of: ["Code"]).map { code($0) }
        }
    }

    func codebook(_ node: XMLNode) -> QDACodebook {
        defer { finish(node, nil) }
        return QDACodebook(
            origin: node.take("origin"), codes: list("Codes", in: node, of: ["Code"]).map { code($0) },
            sets: list("Sets", in: node, of: ["Set"]).map { set($0, isCodebook: true) })
    }
}
