package import StudyModel

extension DocumentTools {
    /// A Word file of an HTML page, through pandoc in its box.
    ///
    /// - Throws: `import.unsupported` where there is no pandoc, `internal` when it fails.
    package func docx(fromHTML html: [UInt8]) async throws(StudyError) -> [UInt8] {
        guard programs[.pandoc] != nil else {
            throw StudyError(
                .importUnsupported, "Word files are written by pandoc, which is not installed.",
                hint: "Install it ('apt-get install pandoc', 'brew install pandoc'), or take HTML.")
        }
        // Without --sandbox, which keeps pandoc from its own files for Word; the box around it and a page that names
        // no other file do what it would.
        let arguments = ["--from=html", "--to=docx", "--output=-"]
        switch await run(.pandoc, arguments, input: html, limits: .reading(html.count)) {
        case .success(let bytes): return bytes
        case .failure:
            throw StudyError(
                .internalFault, "pandoc could not write the Word file.", hint: "Take HTML instead.")
        }
    }
}
