package import StudyAPI
package import StudyModel

// Framework matrices.
extension StudyClient {
    package func frameworks() throws(StudyError) -> FrameworksReply {
        try stream(FrameworksReply.self, Call(route: .matricesList))
    }

    package func newFramework(_ plan: FrameworkPlan) throws(StudyError) -> FrameworkView {
        try value(FrameworkView.self, Call(route: .matricesNew, body: try WireJSON.encode(plan)))
    }

    /// A matrix, one row of it, one column, or what is stale in it.
    package func framework(
        _ matrix: String, caseID: String? = nil, theme: String? = nil, by: String? = nil,
        isStaleOnly: Bool = false
    ) throws(StudyError) -> FrameworkView {
        var query: [QueryItem] = []
        if let caseID { query.append((.case, caseID)) }
        if let theme { query.append((.code, theme)) }
        if let by { query.append((.by, by)) }
        if isStaleOnly { query.append((.stale, "true")) }
        return try stream(
            FrameworkView.self, Call(route: .matricesShow, parts: ["matrix": matrix], query: query))
    }

    package func changeFramework(
        _ matrix: String, _ edit: FrameworkEdit
    ) throws(StudyError) -> FrameworkView {
        let body = try WireJSON.encode(edit)
        return try value(
            FrameworkView.self, Call(route: .matricesEdit, parts: ["matrix": matrix], body: body))
    }

    package func frameworkCell(
        _ matrix: String, caseID: String, theme: String
    ) throws(StudyError) -> FrameworkCellDetail {
        try value(
            FrameworkCellDetail.self,
            Call(
                route: .matricesCell, parts: ["matrix": matrix], query: [(.case, caseID), (.code, theme)]))
    }

    package func fillCell(
        _ filling: FrameworkFilling, of matrix: String
    ) throws(StudyError) -> FrameworkCellDetail {
        let body = try WireJSON.encode(filling)
        return try value(
            FrameworkCellDetail.self, Call(route: .matricesFill, parts: ["matrix": matrix], body: body))
    }

    /// - Parameter format: `csv` or `xlsx`.
    package func frameworkFile(_ matrix: String, format: String) throws(StudyError) -> FileReply {
        try stream(
            FileReply.self,
            Call(route: .matricesFile, parts: ["matrix": matrix], query: [(.format, format)]))
    }

    package func importFramework(
        _ request: FrameworkImportRequest, into matrix: String
    ) throws(StudyError) -> FrameworkImportReply {
        let body = try WireJSON.encode(request)
        return try stream(
            FrameworkImportReply.self, Call(route: .matricesImport, parts: ["matrix": matrix], body: body))
    }
}
