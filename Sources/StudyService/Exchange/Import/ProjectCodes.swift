internal import CodingLogic
internal import REFIQDA
internal import StudyModel

/// Brings a project's codes into the coding frame: those that are missing are added, and none that is there is changed.
///
/// What a code of the study means is the team's own business; a file that brings codings must not change it.
struct ProjectCodes: Sendable {
    private(set) var editor: CodebookEditor
    private(set) var tally = ProjectReport.Tally()
    private(set) var losses = ProjectLosses()
    /// What the study calls each code of the file.
    private(set) var byGUID: [QDAGUID: CodeID] = [:]

    /// - Throws: what ``CodebookEditor/apply(_:)`` throws, for a frame that can't be.
    init(
        _ project: QDAProject, into editor: CodebookEditor, door: inout ProjectDoor,
        newID: @escaping @Sendable () -> CodeID
    ) throws(StudyError) {
        self.editor = editor
        let codes = Self.unique(project.codes.map { $0.rewritten(door.replacing) })
        let rows = ExchangeCodes.rows(codes)
        let merging = CodebookMerging(
            rows, into: editor.codebook, guid: { ExchangeGUID.of($0).description }, newID: newID)
        for (guid, code) in zip(Self.guids(codes), merging.codes) { byGUID[guid] = code }
        for change in merging.changes {
            guard change.act == .add else {
                losses.count("code that the file describes otherwise than the study, whose description stays")
                continue
            }
            for text in [change.name, change.definition, change.useWhen, change.notWhen, change.example] {
                // For the count alone; the words were replaced above.
                if let text { _ = door.text(text) }
            }
            try self.editor.apply(change)
            tally.made += 1
        }
        merging.remarks.forEach { losses.say($0) }
        tally.held = max(0, rows.count - tally.made)
    }

    private static func guids(_ codes: [QDACode]) -> [QDAGUID] {
        codes.flatMap { [$0.guid] + guids($0.children) }
    }

    /// A tree in which no two siblings share a name.
    private static func unique(_ codes: [QDACode]) -> [QDACode] {
        var taken: Set<String> = []
        return codes.map { code in
            var code = code
            let name = code.name
            var number = 2
            while !taken.insert(code.name.lowercased()).inserted {
                code.name = "\(name) (\(number))"
                number += 1
            }
            code.children = unique(code.children)
            return code
        }
    }

    func revision(of code: CodeID) -> Int { editor.codebook[code]?.code.revision ?? 1 }
}

extension QDACode {
    /// The code and those below it with their texts put through a function.
    fileprivate func rewritten(_ change: (String) -> String) -> QDACode {
        var code = self
        code.name = change(name)
        code.description = description.map(change)
        code.children = children.map { $0.rewritten(change) }
        return code
    }
}
