package import StudyAPI
package import StudyModel

// Findings.
extension StudyClient {
    package func findings() throws(StudyError) -> FindingsReply {
        try value(FindingsReply.self, Call(route: .findingsList))
    }

    package func writeFinding(_ draft: FindingDraft) throws(StudyError) -> FindingView {
        try value(FindingView.self, Call(route: .findingsWrite, body: try WireJSON.encode(draft)))
    }

    /// - Parameter version: `nil` for the newest.
    package func finding(_ finding: String, version: Int? = nil) throws(StudyError) -> FindingView {
        let query: [QueryItem] = version.map { [(.version, String($0))] } ?? []
        return try value(
            FindingView.self, Call(route: .findingsShow, parts: ["finding": finding], query: query))
    }

    package func changeFinding(
        _ finding: String, _ changes: FindingChanges
    ) throws(StudyError) -> FindingView {
        let body = try WireJSON.encode(changes)
        return try value(
            FindingView.self, Call(route: .findingsEdit, parts: ["finding": finding], body: body))
    }

    package func findingHistory(_ finding: String) throws(StudyError) -> FindingHistoryReply {
        try value(FindingHistoryReply.self, Call(route: .findingsHistory, parts: ["finding": finding]))
    }

    /// - Parameters:
    ///   - attribute: what people are grouped by; `nil` for what their handles stand for.
    ///   - leaves: whether it goes out, and is refused where a known name would go with it.
    package func triangulation(
        of finding: String, by attribute: String?, leaves: Bool
    ) throws(StudyError) -> Triangulation {
        try value(
            Triangulation.self,
            Call(
                route: .findingsTriangulate, parts: ["finding": finding],
                query: Self.grouping(attribute, leaves)))
    }

    /// The parameters are those of ``triangulation(of:by:leaves:)``.
    package func compareFindings(
        by attribute: String?, leaves: Bool
    ) throws(StudyError) -> FindingComparison {
        try value(
            FindingComparison.self,
            Call(route: .findingsCompare, query: Self.grouping(attribute, leaves)))
    }

    private static func grouping(_ attribute: String?, _ leaves: Bool) -> [QueryItem] {
        (attribute.map { [(.by, $0)] } ?? []) + (leaves ? [(.leaves, "true")] : [])
    }
}

// Feedback cycles.
extension StudyClient {
    package func cycles() throws(StudyError) -> CyclesReply {
        try value(CyclesReply.self, Call(route: .cyclesList))
    }

    package func openCycle(_ plan: CyclePlan) throws(StudyError) -> CycleView {
        try value(CycleView.self, Call(route: .cyclesOpen, body: try WireJSON.encode(plan)))
    }

    package func cycle(_ cycle: String) throws(StudyError) -> CycleView {
        try value(CycleView.self, Call(route: .cyclesShow, parts: ["cycle": cycle]))
    }

    package func shareCycle(_ cycle: String) throws(StudyError) -> CycleView {
        try value(CycleView.self, Call(route: .cyclesShare, parts: ["cycle": cycle]))
    }

    package func respond(_ draft: ResponseDraft, to cycle: String) throws(StudyError) -> CycleView {
        let body = try WireJSON.encode(draft)
        return try value(CycleView.self, Call(route: .cyclesRespond, parts: ["cycle": cycle], body: body))
    }

    package func decide(_ order: CycleOrder, in cycle: String) throws(StudyError) -> CycleView {
        let body = try WireJSON.encode(order)
        return try value(CycleView.self, Call(route: .cyclesDecide, parts: ["cycle": cycle], body: body))
    }

    package func closeCycle(_ cycle: String) throws(StudyError) -> CycleView {
        try value(CycleView.self, Call(route: .cyclesClose, parts: ["cycle": cycle]))
    }

    /// What the audience is given, or is told at the end.
    ///
    /// - Parameter format: `html`, `docx` or `txt`.
    package func cycleFile(
        _ cycle: String, isAnswer: Bool, format: String
    ) throws(StudyError) -> FileReply {
        try stream(
            FileReply.self,
            Call(
                route: isAnswer ? .cyclesAnswer : .cyclesPack, parts: ["cycle": cycle],
                query: [(.format, format)]))
    }
}
