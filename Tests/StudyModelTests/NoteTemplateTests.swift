import FoundationEssentials
import StudyModel
import Testing

@Suite struct NoteTemplateTests {
    private let template = NoteTemplate(
        "# Observation\n\n## Setting\n\n<!-- Where? -->\n\n## Quotes\n\n<!-- Words -->\n")

    @Test func untouchedParts_areTakenOut() throws {
        let edited =
            "# Observation\n\n## Setting\n\n<!-- Where? -->\nThe ward.\n\n\nLate.\n\n## Quotes\n\n<!-- Words -->\n"
        #expect(try template.filled(edited) == "# Observation\n\n## Setting\n\nThe ward.\n\n\nLate.\n")
    }

    @Test func ownHeadingsCommentsAndWords_stay() throws {
        let edited =
            "Before.\n\n# Observation\n\n## Setting\n\n### Door\n\n<!-- mine -->\n\n## Mine\n\n## Quotes\n  <!-- Words -->  \n"
        #expect(
            try template.filled(edited)
                == "Before.\n\n# Observation\n\n## Setting\n\n### Door\n\n<!-- mine -->\n\n## Mine\n")
    }

    @Test(arguments: [
        "", "\n \n", "# Observation\n", "# Observation\n\n## Setting\n\n<!-- Where? -->\n\n## Quotes\n\n",
    ])
    func untouchedTemplate_isEmpty(edited: String) {
        let error = #expect(throws: StudyError.self) { try template.filled(edited) }
        #expect(error?.code == .recordEmpty)
    }

    @Test func untouchedForm_isEmpty() {
        #expect(throws: StudyError.self) { try template.filled(template.text) }
    }

    @Test(arguments: ["observation", "meeting"]) func shippedForm_isEmptyUntilSomethingIsWritten(name: String)
        throws
    {
        var file = URL(filePath: #filePath).resolvingSymlinksInPath()
        for _ in 0..<3 { file.deleteLastPathComponent() }
        let text = String(
            decoding: try Data(contentsOf: file.appending(path: "workspace/notes/\(name).md")), as: UTF8.self)
        let template = NoteTemplate(text)
        #expect(throws: StudyError.self) { try template.filled(text) }
        let written = try template.filled(
            text.replacing("## Reflections\n", with: "## Reflections\n\nI was late.\n"))
        #expect(written.hasPrefix("# ") && written.hasSuffix("\n\n## Reflections\n\nI was late.\n"))
        #expect(!written.contains("<!--") && written.split(separator: "\n").count == 3)
    }
}
