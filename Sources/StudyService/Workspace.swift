internal import StudyArchive
internal import StudyModel

/// The templates and the sample study that ship with the product.
struct Workspace: Sendable {
    let folder: String?

    /// What a new study begins with: study path to bytes.
    ///
    /// - Throws: `template.unknown` when there is no such template, or the shipped files can't be found.
    func files(template: String, sample: Bool) throws(StudyError) -> [String: [UInt8]] {
        guard let folder else { throw Self.missing }
        let known = StudyFiles.names(in: "\(folder)/templates")
        guard !known.isEmpty else { throw Self.missing }
        guard known.contains(template) else {
            throw StudyError(
                .templateUnknown, "There is no template '\(template.printable)'.",
                hint: "The templates are: \(known.joined(separator: ", ")).")
        }
        var files = Self.read("\(folder)/templates/\(template)")
        for part in ["notes", "workflows"] {
            files.merge(Self.read("\(folder)/\(part)", as: "\(part)/")) { first, _ in first }
        }
        if sample {
            for part in ["cases", "coders", "consent"] {
                files.merge(Self.read("\(folder)/sample/\(part)", as: "\(part)/")) { $1 }
            }
            files["study.yaml"] = StudyFiles.read("\(folder)/sample/study.yaml") ?? files["study.yaml"]
        }
        return files.filter { !$0.key.hasSuffix("README.md") }
    }

    private static let missing = StudyError(
        .templateUnknown, "The study templates can't be found.",
        hint: "Set RIR_WORKSPACE to the folder 'workspace' that came with rir.")

    /// The sample study's sources, to be imported.
    func sampleSources() -> [ImportFile] {
        guard let folder else { return [] }
        return Self.read("\(folder)/sample/sources").sorted { $0.key < $1.key }.map { path, bytes in
            ImportFile(path: path, bytes: bytes, modified: nil, overrides: .init())
        }
    }

    /// The sample study's survey, and the table that describes its variables.
    func sampleSurvey() -> (answers: ImportFile, codebook: ImportFile)? {
        guard let folder else { return nil }
        func file(_ name: String) -> ImportFile? {
            StudyFiles.read("\(folder)/sample/surveys/\(name)", limit: Record.largestBody).map {
                // It closed on this day (BIBLE.md §2); the answers themselves have none.
                let overrides = RecordOverrides(day: CalendarDay(rawValue: "2020-12-04"))
                return ImportFile(path: name, bytes: $0, modified: nil, overrides: overrides)
            }
        }
        guard let answers = file("link-worker-survey.csv"),
            let codebook = file("link-worker-survey.codebook.csv")
        else { return nil }
        return (answers, codebook)
    }

    /// The table of the sample study's codings.
    func sampleCodings() -> [UInt8]? {
        folder.flatMap { StudyFiles.read("\($0)/sample/codings.csv", limit: Record.largestBody) }
    }

    private static func read(_ folder: String, as prefix: String = "") -> [String: [UInt8]] {
        var files: [String: [UInt8]] = [:]
        for name in StudyFiles.names(in: folder) where !name.hasPrefix(".") {
            let path = "\(folder)/\(name)"
            if let bytes = StudyFiles.read(path, limit: Record.largestBody) {
                files[prefix + name] = bytes
            } else {
                files.merge(read(path, as: "\(prefix)\(name)/")) { $1 }
            }
        }
        return files
    }
}
