internal import CodingLogic
internal import Intake
internal import REFIQDA
internal import Reports
internal import StudyArchive
package import StudyModel

/// A file made for somebody outside the study.
package struct MadeFile: Sendable {
    package var name: String
    package var bytes: [UInt8]
    /// What could not be put into it, one sentence each.
    package var remarks: [String] = []
}

extension StudyService {
    /// The forms a coding frame is written in.
    private static var codebookForms: String { "yaml, csv, qdc, md, html" }

    /// The coding frame as a file.
    ///
    /// - Parameter format: `yaml`, `csv`, `qdc`, `md` or `html`.
    /// - Throws: `request.invalid` for another format, `codebook.invalid` for a frame that can't be written in it.
    package func codebookFile(_ format: String, at moment: Timestamp?) async throws(StudyError) -> MadeFile {
        let codebook = try await codebook(at: moment)
        let digest = Self.digest(of: codebook)
        let name = "codebook-\(digest.prefix(12)).\(format)"
        switch format {
        case "yaml": return MadeFile(name: name, bytes: Array(CodebookYAML.text(of: codebook).utf8))
        case "csv":
            let rows = [CodebookTable.headings] + CodebookTable.cells(of: codebook)
            return MadeFile(name: name, bytes: CSVText.bytes(rows))
        case "qdc": return try Self.qdc(codebook, name)
        case "md", "html":
            let page = CodebookPage(
                codebook, title: title, counts: try await codingCounts(at: moment), digest: digest)
            return MadeFile(name: name, bytes: Array((format == "md" ? page.markdown : page.html).utf8))
        default:
            throw StudyError(
                .requestInvalid, "A codebook is not written in that form.",
                hint: "The forms are \(Self.codebookForms).")
        }
    }

    private static func qdc(_ codebook: Codebook, _ name: String) throws(StudyError) -> MadeFile {
        do throws(QDAError) {
            let file = try QDACodebookFile.write(
                QDACodebook(origin: ExchangeCodes.origin, codes: ExchangeCodes.tree(codebook)))
            return MadeFile(
                name: name, bytes: file.bytes, remarks: ExchangeCodes.losses(codebook) + file.report.lines)
        } catch { throw StudyError(error, .codebookInvalid) }
    }

    /// Takes in a coding frame: codes the study has are changed where the file says otherwise, others are added; none is
    /// taken away.
    ///
    /// - Parameter format: `yaml`, `csv` (any table that can be read) or `qdc`.
    /// - Throws: `codebook.invalid`, `request.invalid`, and what changing the frame throws.
    package func importCodebook(
        _ bytes: [UInt8], format: String, reason: String?, dryRun: Bool, cleared: Bool
    ) async throws(StudyError) -> CodebookOutcome {
        let (rows, remarks) = try Self.rows(bytes, format)
        try await refreshed()
        let merging = CodebookMerging(
            rows, into: try await codebook(), guid: { ExchangeGUID.of($0).description },
            newID: surroundings.codeID)
        var outcome = try await changeCodebook(
            merging.changes, reason: reason, dryRun: dryRun, cleared: cleared)
        outcome.remarks = remarks + merging.remarks
        return outcome
    }

    private static func rows(
        _ bytes: [UInt8], _ format: String
    ) throws(StudyError) -> (rows: [CodebookRow], remarks: [String]) {
        switch format {
        case "yaml": return (try CodebookYAML.rows(from: bytes), [])
        case "csv":
            let table = try SurveyIntake.rows(from: IntakeSource(path: "codebook.csv", bytes: bytes))
            return (try CodebookTable.rows(table), [])
        case "qdc":
            do throws(QDAError) {
                let reading = try QDACodebookFile.read(bytes)
                return (ExchangeCodes.rows(reading.codebook.codes), reading.report.lines)
            } catch { throw StudyError(error, .codebookInvalid) }
        default:
            throw StudyError(
                .requestInvalid, "A codebook can't be read from that form.",
                hint: "The forms are yaml, csv and qdc.")
        }
    }
}
