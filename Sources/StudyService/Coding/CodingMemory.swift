internal import CodingLogic
internal import StudyIndex
internal import StudyModel

/// What of the coding frame and of who coded what is kept at hand, as the study now stands.
///
/// Emptied whenever somebody else moves `main`; filled again from git when it is asked for.
struct CodingMemory {
    var codebook: Codebook?
    /// Who has codings in which record.
    var coders: [RecordID: Set<CoderID>]?

    /// All codings, packed.
    var table: CodingTable?
    /// What is known of the records, and where the study stood then.
    var facts: (ArchivePosition, [RecordFacts])?
    /// What the last operations did to codings; whoever wrote one takes its report.
    var reports: [OperationID: AnchorReport] = [:]

    /// Takes in what an operation wrote.
    mutating func take(in files: [String: [UInt8]?]) {
        for (path, bytes) in files {
            if path.hasPrefix("codebook/") { codebook = nil }
            guard let (coder, record) = CodingText.owner(ofPath: path) else { continue }
            if bytes == nil {
                coders?[record]?.remove(coder)
            } else {
                coders?[record, default: []].insert(coder)
            }
            guard table != nil else { continue }
            let codings = (try? CodingText.codings(from: (bytes ?? nil) ?? [])) ?? []
            if let slab = table?.pack(codings) { table?.put(slab, of: record, by: coder) }
        }
    }
}
