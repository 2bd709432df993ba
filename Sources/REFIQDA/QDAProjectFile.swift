/// Reads and writes `.qdpx` files: projects with their sources.
///
/// The format is REFI-QDA 1.5 with the schema Project.xsd 1.0. What real programs write differs from it; what
/// is accepted on reading and done on writing is said with each function and with ``QDAProfile``.
public enum QDAProjectFile {
    /// What reading found.
    public struct Reading: Sendable, Hashable {
        /// The project.
        public var project: QDAProject
        /// What of the file is not in the project as it was.
        public var report: QDAReport
        /// How positions were counted and why: first the project as a whole, then each text that has spans.
        public var evidence: [QDAOffsetEvidence]
    }

    /// Reads a project.
    ///
    /// Accepted beyond the standard: any single `.qde` at the root, a folder `sources` in any case,
    /// byte-order marks, the namespaces of drafts, identifiers in either case and in braces, texts in the
    /// project file, internal paths without their scheme, elements in any order, empty lists. All that is
    /// lost or changed is in the report.
    ///
    /// Nothing is opened but the bytes given: files outside of the archive are reported as missing.
    ///
    /// - Parameters:
    ///   - bytes: The whole file.
    ///   - offsets: How positions are counted; without it that is worked out for each text from where words
    ///     begin and end and from the names of selections, and the evidence is returned.
    ///   - limits: Bounds that the file has to keep to.
    /// - Throws: ``QDAError``; never for a part that can be left out and reported.
    public static func read(
        _ bytes: [UInt8], offsets: QDAOffsetReading? = nil, limits: QDALimits = QDALimits()
    ) throws(QDAError) -> Reading {
        var report = QDAReport()
        let archive = try ProjectArchive(bytes, limits: limits, report: &report)
        return try read(
            projectXML: archive.project, files: archive.sources, offsets: offsets, limits: limits,
            report: report)
    }

    /// Reads a project file without its archive: the `.qde` alone.
    ///
    /// - Parameters:
    ///   - xml: The project file.
    ///   - files: The internal files by their names, as `internal://` paths have them.
    ///   - offsets: As with ``read(_:offsets:limits:)``.
    ///   - limits: Bounds that the file has to keep to.
    /// - Throws: ``QDAError`` for XML that can't be read or is something else.
    public static func read(
        projectXML xml: [UInt8], files: [String: [UInt8]] = [:], offsets: QDAOffsetReading? = nil,
        limits: QDALimits = QDALimits()
    ) throws(QDAError) -> Reading {
        var sources = SourceFiles()
        for (place, file) in files.sorted(by: { $0.key < $1.key }).enumerated() {
            sources.add(file.key, file.value, place: place + 1)
        }
        return try read(
            projectXML: xml, files: sources, offsets: offsets, limits: limits, report: QDAReport())
    }

    private static func read(
        projectXML xml: [UInt8], files: SourceFiles, offsets: QDAOffsetReading?, limits: QDALimits,
        report: QDAReport
    ) throws(QDAError) -> Reading {
        let root = try XMLTree.root(of: xml, limits: limits)
        guard root.name == "Project" else { throw .wrongRoot(expected: .project) }
        var (files, report) = (files, report)
        let survey = TextSurvey(root, files: &files, forced: offsets, report: &report)
        let decoder = NodeDecoder(report: report, files: files, texts: survey)
        let project = decoder.project(root)
        for file in decoder.files.unused {
            decoder.report.add(
                .discarded, "archive", nil, "entry \(file.place) is a source file that nothing refers to")
        }
        References(project).reportDangling(to: &decoder.report)
        return Reading(project: project, report: decoder.report, evidence: survey.evidence)
    }
}
