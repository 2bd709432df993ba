internal import StudyModel

/// A list of what a paper has to report, filled in as far as the study says.
package enum ReportingChecklist: String, CaseIterable, Sendable {
    /// Consolidated criteria for reporting qualitative research (Tong, Sainsbury and Craig 2007, doi:10.1093/intqhc/mzm042).
    case coreq
    /// Standards for reporting qualitative research (O'Brien and others 2014, doi:10.1097/ACM.0000000000000388).
    case srqr

    struct Item: Equatable {
        var number: Int
        var name: String
        /// What the study says; `nil` for what only the authors can write.
        var answer: String?
    }

    var title: String {
        switch self {
        case .coreq: "COREQ"
        case .srqr: "SRQR"
        }
    }

    var source: String {
        switch self {
        case .coreq: "The 32 items of COREQ (Tong, Sainsbury and Craig 2007)"
        case .srqr: "The 21 items of SRQR (O'Brien and others 2014)"
        }
    }

    func items(_ report: MethodsReport) -> [Item] {
        let names =
            switch self {
            case .coreq: Self.coreqNames
            case .srqr: Self.srqrNames
            }
        return names.enumerated().map { place, name in
            let number = place + 1
            let answer =
                switch self {
                case .coreq: Self.coreqAnswer(number, ChecklistFacts(report))
                case .srqr: Self.srqrAnswer(number, ChecklistFacts(report))
                }
            return Item(number: number, name: name, answer: answer)
        }
    }

    private static let coreqNames = [
        "Interviewer or facilitator", "Credentials", "Occupation", "Gender", "Experience and training",
        "Relationship established", "Participants' knowledge of the interviewer",
        "Interviewer characteristics",
        "Methodological orientation and theory", "Sampling", "Method of approach", "Sample size",
        "Non-participation", "Setting of data collection", "Presence of non-participants",
        "Description of sample", "Interview guide", "Repeat interviews", "Audio or visual recording",
        "Field notes", "Duration", "Data saturation", "Transcripts returned", "Number of data coders",
        "Description of the coding tree", "Derivation of themes", "Software", "Participant checking",
        "Quotations presented", "Data and findings consistent", "Clarity of major themes",
        "Clarity of minor themes",
    ]

    private static func coreqAnswer(_ number: Int, _ facts: ChecklistFacts) -> String? {
        switch number {
        case 8: facts.reflexivity
        case 12: facts.sampleSize
        case 13: facts.nonParticipation
        case 16: facts.sample
        case 19: facts.recording
        case 20: facts.fieldNotes
        case 23: facts.returned
        case 24: facts.coders
        case 25: facts.codebook
        case 26: facts.derivation
        case 27: facts.software
        case 28: facts.checked
        case 29: facts.quotations
        default: nil
        }
    }

    private static let srqrNames = [
        "Title", "Abstract", "Problem formulation", "Purpose or research question",
        "Qualitative approach and research paradigm", "Researcher characteristics and reflexivity", "Context",
        "Sampling strategy", "Ethical issues pertaining to human subjects", "Data collection methods",
        "Data collection instruments and technologies", "Units of study", "Data processing", "Data analysis",
        "Techniques to enhance trustworthiness", "Synthesis and interpretation", "Links to empirical data",
        "Integration with prior work, implications, transferability and contributions to the field",
        "Limitations", "Conflicts of interest", "Funding",
    ]

    private static func srqrAnswer(_ number: Int, _ facts: ChecklistFacts) -> String? {
        switch number {
        case 1: facts.title
        case 4: facts.questions
        case 6: facts.reflexivity
        case 9: facts.ethics
        case 10: facts.sources
        case 11: facts.instruments
        case 12: facts.sample
        case 13: facts.processing
        case 14: facts.derivation
        case 15: facts.trustworthiness
        case 17: facts.quotations
        default: nil
        }
    }
}
