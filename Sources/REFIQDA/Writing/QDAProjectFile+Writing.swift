extension QDAProjectFile {
    /// What writing made.
    public struct Writing: Sendable, Hashable {
        /// The whole file.
        public var bytes: [UInt8]
        /// The project as the file holds it, which is what reading it gives back.
        public var project: QDAProject
        /// What of the given project the file does not hold as it was, and what readers may lose.
        public var report: QDAReport
    }

    /// Writes a project.
    ///
    /// The same project and options give the same bytes, whenever and wherever it is written; see
    /// ``QDAWriteOptions/isPacked``. What is written is valid by the schema.
    ///
    /// For the sake of other programs the project is brought into another form first, which
    /// ``Writing/project`` shows: a selection that carries several codings becomes several, each with its
    /// coder; what has no name or date gets one; memos are copied to the descriptions of what refers to them.
    ///
    /// - Parameters:
    ///   - project: What to write. Its texts have to be as ``QDAText/normalised(_:)`` makes them: line ends
    ///     of other kinds are refused, since nobody could say what spans count then.
    ///   - options: For which program, and what is put in for what is missing.
    /// - Throws: ``QDAError/duplicateGUID(_:)``, ``QDAError/textNotNormalised(_:)``,
    ///   ``QDAError/spanOutsideText(_:)``, ``QDAError/codesTooDeep(limit:)``, ``QDAError/fileTooLarge(_:)``
    ///   or ``QDAError/notWritten``.
    public static func write(
        _ project: QDAProject, options: QDAWriteOptions = QDAWriteOptions()
    ) throws(QDAError) -> Writing {
        var form = ExportForm(options: options)
        let formed = form.form(of: project)
        let references = References(formed)
        if let guid = references.duplicates.first { throw .duplicateGUID(guid) }
        references.reportDangling(to: &form.report)
        var encoder = ProjectEncoder(profile: options.profile)
        try encoder.encode(formed)
        var entries = [(name: "project.qde", bytes: encoder.xml.bytes)]
        for (name, bytes) in encoder.files.sorted(by: { $0.key < $1.key }) {
            entries.append(("sources/" + name, bytes))
        }
        let bytes = try ZipWriter.archive(entries, isPacked: options.isPacked)
        return Writing(bytes: bytes, project: formed, report: form.report)
    }
}

extension QDACodebookFile {
    /// What writing made.
    public struct Writing: Sendable, Hashable {
        /// The whole file.
        public var bytes: [UInt8]
        /// The codebook as the file holds it, which is what reading it gives back.
        public var codebook: QDACodebook
        /// What of the given codebook the file does not hold as it was.
        public var report: QDAReport
    }

    /// Writes a codebook, in UTF-8 without a byte-order mark; the same codebook gives the same bytes.
    ///
    /// - Parameter codebook: What to write. Notes of codes, and sources and notes in sets, can't be held and
    ///   are reported.
    /// - Throws: ``QDAError/noCodes``, ``QDAError/duplicateGUID(_:)`` or ``QDAError/codesTooDeep(limit:)``.
    public static func write(_ codebook: QDACodebook) throws(QDAError) -> Writing {
        guard !codebook.codes.isEmpty else { throw .noCodes }
        var form = ExportForm(options: QDAWriteOptions())
        let formed = form.form(of: codebook)
        let references = References(formed)
        if let guid = references.duplicates.first { throw .duplicateGUID(guid) }
        references.reportDangling(to: &form.report)
        var xml = XMLWriter()
        let attributes: ProjectEncoder.Attributes = [
            ("xmlns", "urn:QDA-XML:codebook:1.0"), ("origin", formed.origin),
        ]
        try xml.element("CodeBook", attributes) { (xml) throws(QDAError) in
            try ProjectEncoder.codes(formed.codes, &xml)
            try ProjectEncoder.sets(formed.sets, isCodebook: true, &xml)
        }
        return Writing(bytes: xml.bytes, codebook: formed, report: form.report)
    }
}
