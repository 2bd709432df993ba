/// The names a request may carry in its query; the daemon refuses any other with `request.invalid`.
///
/// Values are percent-encoded UTF-8; a space may be a plus sign, and a plus sign is `%2B`.
package enum QueryName: String, CaseIterable, Sendable {
    /// The words or the query of a search.
    case query = "q"
    /// A record kind; may be repeated.
    case kind
    /// First day, or the version a diff starts from.
    case from
    /// Last day, or the version a diff leads to.
    case to
    /// A participant's handle; may be repeated.
    case participant
    /// Words a listed record must hold.
    case text
    case limit
    case offset
    case version
    /// Of an import: `true` says what would become of the files and saves nothing.
    case dryRun = "dry-run"
    /// Of an import: `true` says that a person has looked, and what may look like a name in the files is none.
    case cleared
    /// The variable of a survey that a table counts, and the one it is split by.
    case variable
    case by
    /// Whether real names are wanted with a list of participants; needs the vault open.
    case names
    /// Of a framework matrix: `true` for the cells alone whose summary is stale.
    case stale
    /// Of a participant's pack: `html` or `docx`; of a feedback cycle's files: `html`, `docx` or `txt`; of a framework matrix: `csv` or `xlsx`; of a board: `html`, `svg`, `markdown`, `csv-miro` or `csv-easyretro`; of a report draft `md` and `pdf` too; of a codebook: `yaml`, `csv`, `qdc`, `md` or `html`; of a project: `qdpx`.
    case format
    /// A code that is a row of a matrix, which may be repeated; or one that listed memos are linked to, or one above it.
    case code
    /// Of what is shown: `true` refuses it where a known name would go out with it.
    case leaves
    /// A card, or a finding, that listed recommendations rest on.
    case card
    case finding
    /// What a matrix counts: codings, passages, records, cases or characters.
    case measure
    /// For which program a project is written: `standard`, `nvivo`, `maxqda` or `atlasti`.
    case profile
    /// A record that is wanted with a project, which may be repeated; or one that listed memos are linked to.
    case record
    /// Whether cases are wanted with a project; `false` leaves them out.
    case cases
    /// The moment whose state is wanted, such as `2020-06-30T22:59:59Z`.
    case at
    /// The day as which retention is looked at; today without it.
    case on
    /// How many days ahead what is due is looked for.
    case days
    /// The id of a case that listed memos are linked to.
    case `case`
    /// The member who wrote what is listed.
    case writer
    /// The type of an entry of the logs, and what the step did that it belongs to.
    case leaf = "type"
    case act
    /// Of a list of memos: `true` lists only the person's own private ones.
    case isPrivate = "private"
    /// What a round's agreement is worked out for: `character`, `sentence`, `paragraph`, `turn` or `record`.
    case level
    /// Another round that the same coder is compared with.
    case against
    /// What a bootstrap begins with.
    case seed
    /// Of disagreements: `true` shows letters in place of coders.
    case isBlind = "blind"
    /// The remote whose requests are wanted; `origin` or the only one without it.
    case remote
    /// The study's folder, for those who can't set the header ``APIVersion/studyHeader``.
    case study

    /// Whether the name may occur more than once.
    package var repeats: Bool { [.kind, .participant, .code, .record].contains(self) }
}

extension Route {
    /// The query names the route takes.
    package var queryNames: [QueryName] {
        let own: [QueryName] =
            switch self {
            case .recordsList: [.kind, .from, .to, .participant, .text, .limit, .offset]
            case .search: [.query, .kind, .from, .to, .participant, .limit, .offset]
            case .recordsShow, .recordsTurns, .findingsShow, .draftsShow: [.version]
            case .threadsList: [.limit, .offset]
            case .surveysTable: [.variable, .by, .leaves]
            case .surveysSummary: [.variable, .by]
            case .findingsTriangulate, .findingsCompare: [.by, .leaves]
            case .importsRun: [.dryRun, .cleared]
            case .recordsDiff, .codebookDiff: [.from, .to]
            case .codebookShow: [.at, .leaves]
            case .codingsList: [.at]
            case .codebookFile: [.format, .at]
            case .codingsFind: [.query, .limit, .offset, .at]
            case .codingsQuotes: [.query, .format, .at]
            case .codingsMatrix: [.query, .by, .code, .measure, .at]
            case .projectsFile: [.format, .profile, .record, .cases]
            case .operationsList: [.limit, .offset]
            case .participantsList: [.names]
            case .participantsPack, .cyclesPack, .cyclesAnswer, .matricesFile, .boardsFile, .draftsPack:
                [.format]
            case .matricesShow: [.case, .code, .by, .stale]
            case .matricesCell: [.case, .code]
            case .recommendationsList: [.card, .finding, .record, .participant]
            case .draftsFile: [.format, .version]
            case .memosList:
                [
                    .kind, .record, .code, .case, .writer, .from, .to, .text, .isPrivate, .limit, .offset,
                ]
            case .auditLog: [.writer, .record, .participant, .from, .to, .leaf, .act, .limit]
            case .roundsAgreement: [.level, .by, .against, .seed]
            case .roundsDisagreements: [.isBlind]
            case .consentDue: [.participant, .days]
            case .membersRequests: [.remote]
            case .retentionDue: [.on]
            default: []
            }
        return needsStudy ? own + [.study] : own
    }

    /// Whether the route works on one study, named by header, by query, or by being the only one open.
    package var needsStudy: Bool {
        switch self {
        case .daemonStatus, .daemonStop, .openAPI, .identity, .studiesList, .studiesCreate, .studiesClone:
            false
        default: true
        }
    }
}
