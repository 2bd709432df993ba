import StudyModel

extension OperationSummary {
    /// What was done, in a few words: `edit of 3 records`, `coding`.
    var what: String {
        switch act {
        case .round: return "round of double-coding"
        case .adjudicate: return "decision on a disagreement"
        case .finding: return "work on a finding"
        case .cycle: return "step in a feedback cycle"
        case .workflow: return "step in a workflow"
        case .chart: return "charting in a framework matrix"
        case .workshop: return "step in a workshop"
        case .recommendation: return "work on a recommendation"
        case .draft: return "work on a report draft"
        case .erase: return "erasure from history"
        case .checkpoint: return "handing out a checkpoint"
        case .member: return "new member"
        case .join: return "join of several copies"
        default: break
        }
        if records > 0 { return "\(act.rawValue) of \(records.counted("record"))" }
        return switch act {
        case .codebook: "change of the codebook"
        case .code: "coding"
        case .anchor: "anchoring of codings"
        default: act.rawValue
        }
    }
}
