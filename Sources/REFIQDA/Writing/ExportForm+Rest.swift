extension ExportForm {
    mutating func theCase(_ theCase: QDACase) -> QDACase {
        var result = theCase
        result.name = cleaned(theCase.name, "Case", theCase.guid)
        result.description = cleaned(theCase.description, "Case", theCase.guid)
        result.values = values(theCase.values, theCase.guid)
        result.selectionRefs = theCase.selectionRefs.flatMap { target in
            guard let parts = parts[target] else { return [target] }
            report.add(
                .added, "SelectionRef", theCase.guid, "it refers to each part of a selection that was divided"
            )
            return parts
        }
        return result
    }

    mutating func link(_ link: QDALink) -> QDALink {
        var result = link
        result.name = cleaned(link.name, "Link", link.guid)
        for end in [link.origin, link.target] {
            if let end, parts[end] != nil {
                report.add(
                    .fragile, "Link", link.guid, "it leads to the first part of a selection that was divided")
            }
        }
        return result
    }

    mutating func set(_ set: QDASet) -> QDASet {
        var result = set
        result.name = writable(set.name, "Set", set.guid)
        result.description = cleaned(set.description, "Set", set.guid)
        return result
    }

    mutating func graph(_ graph: QDAGraph) -> QDAGraph {
        var result = graph
        result.name = cleaned(graph.name, "Graph", graph.guid)
        for index in graph.vertices.indices {
            result.vertices[index].name = cleaned(
                graph.vertices[index].name, "Vertex", graph.vertices[index].guid)
        }
        for index in graph.edges.indices {
            result.edges[index].name = cleaned(graph.edges[index].name, "Edge", graph.edges[index].guid)
        }
        return result
    }

    /// A codebook as a `.qdc` file can hold it.
    mutating func form(of codebook: QDACodebook) -> QDACodebook {
        var result = codebook
        result.origin = cleaned(codebook.origin, "CodeBook", nil)
        result.codes = codebook.codes.map { bare($0) }
        result.sets = codebook.sets.map { set in
            var result = self.set(set)
            if !set.sources.isEmpty || !set.notes.isEmpty {
                report.add(
                    .discarded, "Set", set.guid,
                    "a codebook's set can't have sources and notes; it had \(set.sources.count + set.notes.count)"
                )
            }
            (result.sources, result.notes) = ([], [])
            return result
        }
        return result
    }

    private mutating func bare(_ code: QDACode) -> QDACode {
        var result = code
        result.name = writable(code.name, "Code", code.guid)
        result.description = cleaned(code.description, "Code", code.guid)
        if !code.noteRefs.isEmpty {
            report.add(
                .discarded, "NoteRef", code.guid, "a codebook can't have notes; it had \(code.noteRefs.count)"
            )
        }
        result.noteRefs = []
        result.children = code.children.map { bare($0) }
        return result
    }
}
