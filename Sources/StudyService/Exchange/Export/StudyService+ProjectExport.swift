internal import CodingLogic
internal import REFIQDA
internal import StudyArchive
internal import StudyIndex
package import StudyModel

extension StudyService {
    /// The study, or some records of it, as a `.qdpx` for other programs.
    ///
    /// The same state of the study gives the same bytes. Records in which somebody has not agreed to sharing are left out
    /// and counted.
    ///
    /// - Throws: `consent.missing` where a record that was asked for must not be shared; `names.found` where a known name
    ///   would go out, `vault.locked` while nobody can tell; `record.not_found`, `request.invalid`.
    package func projectFile(_ options: ProjectExportOptions) async throws(StudyError) -> MadeFile {
        guard let profile = QDAProfile(rawValue: options.profile) else {
            throw StudyError(
                .requestInvalid, "There is no profile of that name.",
                hint: "The profiles are standard, nvivo, maxqda and atlasti.")
        }
        try await refreshed()
        let codebook = try await codebook()
        var shared = try await sharedTexts(options.records, codebook)
        let cases =
            options.hasCases
            ? ExchangeCases(try await cases(), archive.description.attributes, of: shared.texts) : nil
        let exchange = ExchangeProject(
            title: title, origin: ExchangeCodes.origin(profile), shared.texts, codebook,
            try await exchangeUsers(), cases: cases)
        let name = "\(CodePath.slug(of: title))-\(profile.rawValue).qdpx"
        let written = try await Self.written(exchange.project, profile, isScanned: namePolicy != .off)
        if let plain = written.plain { try await requireNoNames(in: plain, of: name) }
        shared.remarks += exchange.losses + written.remarks
        return MadeFile(name: name, bytes: written.bytes, remarks: shared.remarks)
    }

    /// The records that may be shared, and what is said of the others.
    private func sharedTexts(
        _ parts: [String], _ codebook: Codebook
    ) async throws(StudyError) -> (texts: [ExchangeText], remarks: [String]) {
        let judge = try await consentJudge()
        var ids: [RecordID] = []
        for part in parts { ids.append(try await resolve(part)) }
        if parts.isEmpty { ids = try await index.records(RecordFilter()).records.map(\.id) }
        var texts: [ExchangeText] = []
        var kept = KeptBack()
        let blind = try await roundMemory().blindRecords(for: CoderID(archive.member))
        for id in ids {
            let record = try await reader.record(id).record
            let verdict = judge.verdict(.shareInExport, of: RecordPresence(record))
            guard !verdict.isRefused else {
                if !parts.isEmpty { throw Self.notShared(verdict) }
                kept.records += 1
                continue
            }
            if blind.contains(id) { kept.blind += 1 }
            let codings = blind.contains(id) ? [:] : try await standing(in: id, codebook, &kept)
            texts.append(ExchangeText(record, codings))
        }
        return (texts, kept.remarks)
    }

    private static func notShared(_ verdict: ConsentVerdict) -> StudyError {
        StudyError(
            .consentMissing, verdict.sentences.joined(separator: " "),
            hint: verdict.commands.first.map { "When they agreed, record it: \($0)" })
    }

    /// What stays at home.
    private struct KeptBack {
        var records = 0
        var lost = 0
        var orphans = 0
        /// Records that the member codes in an open round.
        var blind = 0

        var remarks: [String] {
            var remarks: [String] = []
            func say(_ count: Int, _ sentence: String) {
                if count > 0 { remarks.append("\(count) \(sentence)") }
            }
            say(records, "x left out: a record in which somebody has not agreed to sharing.")
            say(lost, "x left out: a coding whose words are no longer in the text.")
            say(orphans, "x left out: a coding whose code is not in the frame.")
            say(blind, "x left without codings: a record that you code in an open round.")
            return remarks
        }
    }

    /// The codings of a record that have a code and a place.
    private func standing(
        in id: RecordID, _ codebook: Codebook, _ kept: inout KeptBack
    ) async throws(StudyError) -> [CoderID: [Coding]] {
        var standing: [CoderID: [Coding]] = [:]
        for coder in try await coders(in: id) {
            let all = try await codings(in: id, by: coder)
            let placed = all.filter { $0.state != .lost }
            kept.lost += all.count - placed.count
            standing[coder] = placed.filter { codebook[$0.code] != nil }
            kept.orphans += placed.count - (standing[coder]?.count ?? 0)
        }
        return standing
    }

    /// Writes the file, and where it is to be looked through once more without packing.
    @concurrent
    private static func written(
        _ project: QDAProject, _ profile: QDAProfile, isScanned: Bool
    ) async throws(StudyError) -> (bytes: [UInt8], plain: [UInt8]?, remarks: [String]) {
        do throws(QDAError) {
            var options = QDAWriteOptions(profile: profile, origin: ExchangeCodes.origin)
            let file = try QDAProjectFile.write(project, options: options)
            options.isPacked = false
            let plain = isScanned ? try QDAProjectFile.write(project, options: options).bytes : nil
            return (file.bytes, plain, file.report.lines)
        } catch { throw StudyError(error, .codebookInvalid) }
    }
}
