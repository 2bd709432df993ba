import StudyModel

/// Documents that pandoc reads.
extension DocumentDraft {
    func wordContent() async throws(StudyError) -> DocumentContent {
        if CompoundFile.isOne(source.bytes) { return try await oldWordContent() }
        let parts = try parts(.word)
        guard let word = WordParts(parts) else { throw unreadable }
        var content = try await converted(parts.archive, from: "docx", size: parts.textSize, showsHead: true)
        content.properties = word.properties()
        Self.add(TextBoxes.ofWord(parts[word.main] ?? []), to: &content)
        return noting(parts, in: content)
    }

    func openDocumentContent() async throws(StudyError) -> DocumentContent {
        var parts = try parts(.openDocument)
        guard let text = parts["content.xml"] else { throw unreadable }
        parts["content.xml"] = OpenDocumentContent.withoutFields(text)
        var content = try await converted(
            parts.archive, from: "odt", size: parts.textSize, showsHead: true, captionsFollow: true)
        content.properties = OpenDocumentParts(parts).properties()
        Self.add(TextBoxes.ofOpenDocument(text), to: &content)
        return noting(parts, in: content)
    }

    func bookContent() async throws(StudyError) -> DocumentContent {
        let parts = try parts(.book)
        var content = try await converted(parts.archive, from: "epub", size: parts.textSize, showsHead: false)
        if let package = parts.entries.first(where: { $0.name.hasSuffix(".opf") }) {
            content.properties.readCore(package.bytes)
        }
        content.isNamedByTitle = true
        return noting(parts, in: content)
    }

    func richTextContent() async throws(StudyError) -> DocumentContent {
        guard source.bytes.starts(with: "{\\rtf".utf8) else { throw unreadable }
        let text = RichTextEncoding.unicode(source.bytes)
        var content = try await converted(text, from: "rtf", size: text.count, showsHead: false)
        content.properties = RichTextParts.properties(of: text, content.properties)
        return content
    }

    /// A web page, decoded before pandoc sees it, because pandoc takes every byte for UTF-8.
    func pageContent() async throws(StudyError) -> DocumentContent {
        guard let page = HTMLSource(source.bytes) else { throw unreadable }
        var content = try await converted(page.text, from: "html", size: page.text.count, showsHead: false)
        content.encoding = page.encoding
        content.remarks += page.remarks
        content.isNamedByTitle = true
        return content
    }

    /// Word before 2007, where antiword is installed.
    func oldWordContent() async throws(StudyError) -> DocumentContent {
        guard CompoundFile.isOne(source.bytes), CompoundFile.holds("WordDocument", in: source.bytes) else {
            throw unreadable
        }
        guard tools.programs[.antiword] != nil else {
            throw ForeignFormat.refusal(of: path, name: format.name)
        }
        let output = try await output(
            of: .antiword, ["-m", "UTF-8.txt", "-w", "0", "-"], source.bytes,
            limits: .reading(source.bytes.count))
        return DocumentContent(text: Self.withoutEmptyRuns(output))
    }

    /// With one empty line where there are several.
    private static func withoutEmptyRuns(_ text: [UInt8]) -> String {
        var lines: [String] = []
        for line in TextLines(text) {
            let line = String(decoding: text[line], as: UTF8.self)
            let isEmpty = line.trimmed.isEmpty
            if !isEmpty || lines.last?.isEmpty == false { lines.append(isEmpty ? "" : line) }
        }
        return lines.joined(separator: "\n")
    }

    // MARK: Parts

    private func parts(_ kind: DocumentParts.Kind) throws(StudyError) -> DocumentParts {
        guard source.bytes.starts(with: [0x50, 0x4B]) else { throw unreadable }
        let zip = try ZipFile(source.bytes, path: path.full)
        let manifest = try zip.bytes(of: "META-INF/manifest.xml") ?? []
        guard !manifest.holds("encryption-data"), !zip.contains("META-INF/encryption.xml") || kind != .book
        else {
            throw encrypted(
                hint: "Open it in the program that wrote it, save it without a password and import that.")
        }
        return try DocumentParts(zip, path: path, kind: kind)
    }

    /// Puts the texts of boxes behind the text, each under a line `[text box]`, but for those that are in it already.
    private static func add(_ boxes: [String], to content: inout DocumentContent) {
        let missing = boxes.filter { box in
            !content.text.contains(box.split(separator: "\n").first ?? "")
        }
        guard !missing.isEmpty else { return }
        for box in missing { content.text += "\n\n[text box]\n\(box)" }
        content.remarks.append(
            "The text of \(missing.count == 1 ? "a text box" : "\(missing.count) text boxes") stands at the end."
        )
    }

    private func noting(_ parts: DocumentParts, in content: DocumentContent) -> DocumentContent {
        guard parts.strayNames > 0 else { return content }
        var content = content
        content.remarks.append(
            "\(Self.counted(parts.strayNames, "part")) with a name outside the document "
                + "\(parts.strayNames == 1 ? "was" : "were") left out.")
        return content
    }

    // MARK: Pandoc

    private func converted(
        _ input: [UInt8], from reader: String, size: Int, showsHead: Bool, captionsFollow: Bool = false
    ) async throws(StudyError) -> DocumentContent {
        let arguments = ["--sandbox", "-f", reader, "-t", "json", "+RTS", "-M512M", "-RTS"]
        let json = try await output(of: .pandoc, arguments, input, limits: .reading(size))
        guard let document = PandocReader.document(from: json) else { throw unreadable }
        var properties = DocumentProperties()
        if !showsHead {
            properties.title = DocumentProperties.telling(DocumentMarkdown.plain(document.title))
            properties.author = DocumentProperties.person(
                document.authors.map { DocumentMarkdown.plain($0) }.joined(separator: ", "))
        }
        let text = DocumentMarkdown.text(
            of: document, showsHead: showsHead, captionsFollow: captionsFollow)
        return DocumentContent(text: text, properties: properties)
    }
}

extension ZipFile: DocumentArchive {
    func withPieces(of name: String, _ body: (UnsafeRawBufferPointer) -> Bool) throws(StudyError) -> Bool {
        try withStream(of: name) { (stream) throws(StudyError) -> Bool in
            let isWhole = withUnsafeTemporaryAllocation(byteCount: 64 << 10, alignment: 16) { buffer in
                while true {
                    let count = stream.read(into: buffer)
                    if count <= 0 { return count == 0 }
                    if !body(UnsafeRawBufferPointer(rebasing: buffer[..<count])) { return true }
                }
            }
            guard isWhole else { throw damaged }
            return true
        } ?? false
    }
}
