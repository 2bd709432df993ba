import StudyModel

extension OperationSummary {
    /// What was done, in a few words: `edit of 3 records`, `coding`.
    var what: String {
        switch act {
        case .codebook where records == 0: "change of the codebook"
        case .code where records == 0: "coding"
        case .memo where records == 0: "memo"
        case .anchor where records == 0: "anchoring of codings"
        default: "\(act.rawValue) of \(records.counted("record"))"
        }
    }
}
