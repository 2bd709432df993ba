internal import ForeignProjects
internal import REFIQDA
internal import StudyModel

/// A project of another program as its file holds it.
struct OpenedProject: Sendable {
    var project: QDAProject
    var offsets: [OffsetEvidence] = []
    /// What reading the file left out or changed, one sentence each.
    var remarks: [String] = []

    /// Reads a file: a `.qdpx`, the `.qde` inside of one, or the database of Taguette or QualCoder.
    ///
    /// - Throws: `import.unsupported` for another file, `import.unreadable` for a damaged one.
    init(_ file: ImportFile, offsets: QDAOffsetReading?) throws(StudyError) {
        if file.bytes.starts(with: Array("SQLite format 3\0".utf8)) {
            let reading = try Self.foreign(file)
            project = reading.project
            remarks = reading.remarks
            // QualCoder knows a project by its folder alone.
            if project.name.isEmpty { project.name = Self.folderName(file.path) }
            return
        }
        let isArchive = file.bytes.starts(with: Array("PK".utf8))
        guard isArchive || Self.looksLikeXML(file.bytes) else {
            throw StudyError(
                .importUnsupported, "'\(file.path)' is no coded project.",
                hint: "Give a .qdpx, a Taguette project (.sqlite3) or a QualCoder project (.qda).")
        }
        do throws(QDAError) {
            var reading = try Self.read(file.bytes, isArchive, offsets)
            let own = offsets == nil ? ExchangeCodes.offsets(origin: reading.project.origin) : nil
            if let own { reading = try Self.read(file.bytes, isArchive, own) }
            project = reading.project
            self.offsets = reading.evidence.map { OffsetEvidence($0, isOurs: own != nil) }
            remarks = Self.sentences(reading.report)
        } catch {
            throw StudyError(
                .importUnreadable, "'\(file.path)' can't be read as a project: \(error.description)",
                hint: "Export it again from the program that made it, or send us the sentence above.")
        }
    }

    private static func read(
        _ bytes: [UInt8], _ isArchive: Bool, _ offsets: QDAOffsetReading?
    ) throws(QDAError) -> QDAProjectFile.Reading {
        isArchive
            ? try QDAProjectFile.read(bytes, offsets: offsets)
            : try QDAProjectFile.read(projectXML: bytes, offsets: offsets)
    }

    private static func folderName(_ path: String) -> String {
        let name = path.split(separator: "/").last { $0 != "data.qda" } ?? "Project"
        return String(name.hasSuffix(".qda") ? name.dropLast(4) : name)
    }

    private static func looksLikeXML(_ bytes: [UInt8]) -> Bool {
        let start = bytes.prefix(64).drop { $0 <= 0x20 || [0xEF, 0xBB, 0xBF].contains($0) }
        return start.first == UInt8(ascii: "<")
    }

    private static func foreign(_ file: ImportFile) throws(StudyError) -> ForeignProject {
        do throws(ForeignProjectError) { return try ForeignProject(database: file.bytes) } catch {
            throw StudyError(
                error.isDamage ? .importUnreadable : .importUnsupported,
                "'\(file.path)' can't be read as a project: \(error.description)",
                hint: error.isDamage
                    ? "Copy it again from where it was made, with the program closed."
                    : "Taguette's projects (.sqlite3) and QualCoder's (.qda) are read; others as .qdpx.")
        }
    }

    /// The reader's report, with how often each thing happened where it happened often.
    private static func sentences(_ report: QDAReport) -> [String] {
        var places: [String: Int] = [:]
        var kept: [(text: String, count: Int)] = []
        // How positions were counted is told by the evidence.
        let isTold = { (item: QDAReport.Item) in item.reason.hasPrefix("how positions are counted") }
        for item in report.items where item.kind != .fragile && !isTold(item) {
            // Entries of an archive are told apart by their number, which says nothing to a person.
            let reason = item.element == "archive" ? item.reason.filter { !$0.isNumber } : item.reason
            let text = "\(item.kind.rawValue): \(item.element): \(reason)"
            if let place = places[text] {
                kept[place].count += 1
            } else {
                places[text] = kept.count
                kept.append((text, 1))
            }
        }
        let lines = kept.map { $0.count == 1 ? $0.text : "\($0.text) (\($0.count) times)" }
        guard lines.count > mostSentences else { return lines }
        return lines.prefix(mostSentences) + ["… and \(lines.count - mostSentences) others of these kinds"]
    }

    private static let mostSentences = 100
}

extension OffsetEvidence {
    init(_ evidence: QDAOffsetEvidence, isOurs: Bool) {
        self.init(
            source: evidence.guid?.description, spans: evidence.spans, reading: evidence.reading.word,
            decision: isOurs ? "ours" : evidence.decision.word, onBoundaries: evidence.onBoundaries,
            names: evidence.names,
            namesMatched: evidence.namesMatched, next: evidence.runnerUp?.reading.word,
            nextOnBoundaries: evidence.runnerUp?.onBoundaries)
    }
}

extension QDAOffsetEvidence.Decision {
    fileprivate var word: String {
        switch self {
        case .forced: "forced"
        case .onlyOne: "onlyOne"
        case .fit: "fit"
        case .project: "project"
        case .standard: "standard"
        }
    }
}

extension QDAOffsetReading {
    /// The reading as a person names it: the unit, then what differs from the standard.
    var word: String {
        (unit == .utf16 ? "utf16" : "codepoint") + (countsCarriageReturn ? "" : "-crlf1")
            + (countsByteOrderMark ? "-bom" : "")
    }

    /// - Throws: `request.invalid` for a word that is none of ``word``.
    init(word: String) throws(StudyError) {
        let parts = word.lowercased().split(separator: "-", omittingEmptySubsequences: false)
        guard let unit = parts.first.flatMap({ Self.units[String($0)] }),
            parts.dropFirst().allSatisfy({ ["crlf1", "bom"].contains($0) })
        else {
            throw StudyError(
                .requestInvalid, "That is no way of counting positions.",
                hint:
                    "Say utf16 or codepoint, with -crlf1 where CR LF counts as one and -bom where a mark counts."
            )
        }
        self.init(
            unit: unit, countsCarriageReturn: !parts.contains("crlf1"),
            countsByteOrderMark: parts.contains("bom"))
    }

    private static var units: [String: Unit] { ["utf16": .utf16, "codepoint": .codePoint] }
}
