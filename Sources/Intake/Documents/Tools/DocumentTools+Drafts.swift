package import StudyModel

/// Reports that people write in Markdown.
extension DocumentTools {
    /// Markdown without markup of any other language, as a report needs it.
    private static let markdown =
        "markdown_strict-raw_html+all_symbols_escapable+pipe_tables+footnotes+strikeout+smart"
        + "+backtick_code_blocks+fenced_code_blocks+blank_before_header+intraword_underscores+startnum"
        + "+lists_without_preceding_blankline+escaped_line_breaks"

    /// The HTML of a Markdown text, without a head; what looks like markup in it is text.
    ///
    /// - Throws: `import.unsupported` where there is no pandoc, `internal` when it fails.
    package func html(fromMarkdown text: [UInt8]) async throws(StudyError) -> [UInt8] {
        guard programs[.pandoc] != nil else {
            throw StudyError(
                .importUnsupported, "Reports are set by pandoc, which is not installed.",
                hint:
                    "Install it ('apt-get install pandoc', 'brew install pandoc') and restart rird, or take Markdown: --as md."
            )
        }
        let arguments = [
            "--sandbox", "--from=\(Self.markdown)", "--to=html5", "--wrap=none",
            // Wide enough that no row of a table makes it think of widths.
            "--columns=100000", "+RTS", "-M512M", "-RTS",
        ]
        switch await run(.pandoc, arguments, input: text, limits: .reading(4 * text.count)) {
        case .success(let bytes): return bytes
        case .failure:
            throw StudyError(
                .internalFault, "pandoc could not set the report.", hint: "Take Markdown instead: --as md.")
        }
    }

    /// A PDF file of an HTML page that names no other file, through WeasyPrint in the box.
    ///
    /// - Throws: `import.unsupported` where there is no WeasyPrint, `internal` when it fails.
    package func pdf(fromHTML html: [UInt8]) async throws(StudyError) -> [UInt8] {
        guard programs[.weasyprint] != nil else {
            throw StudyError(
                .importUnsupported, "PDF files are set by WeasyPrint, which is not installed.",
                hint:
                    "Install it ('apt-get install weasyprint', 'brew install weasyprint') and restart rird, or take HTML and print that."
            )
        }
        var limits = ToolLimits.reading(html.count, memory: 1 << 30)
        limits.cpuSeconds = max(limits.cpuSeconds, 60)
        switch await run(.weasyprint, ["--quiet", "-", "-"], input: html, limits: limits) {
        case .success(let bytes) where bytes.starts(with: "%PDF".utf8): return bytes
        default:
            throw StudyError(
                .internalFault, "WeasyPrint could not set the PDF file.",
                hint: "Take HTML instead, and print that."
            )
        }
    }
}
