import StudyAPI

/// Which harness answers which route.
///
/// The switch is exhaustive, so a new route does not compile without an answer.
struct RouteTable: Sendable {
    enum Handler: Sendable {
        /// One JSON answer.
        case reply(@Sendable (Call) async throws -> Reply)
        /// Server-sent events; returns the JSON of the last one.
        case stream(@Sendable (Call, EventQueue) async throws -> String)
    }

    let daemon: DaemonHarness
    /// Stand-ins of tests.
    var standIns: [Route: Handler] = [:]

    func handler(for route: Route) -> Handler { standIns[route] ?? harness(for: route) }

    private func harness(for route: Route) -> Handler {
        switch route {
        case .daemonStatus: .reply(daemon.status)
        case .daemonStop: .reply(daemon.stop)
        case .openAPI: .reply { _ in OpenAPIDocument.reply }
        case .studiesList: .reply(StudiesHarness.list)
        case .studiesCreate: .stream(StudiesHarness.create)
        case .studiesClone: .stream(RemotesHarness.clone)
        case .studyStatus: .reply(StudiesHarness.status)
        case .recordsList: .reply(RecordsHarness.list)
        case .recordsCapture: .reply(RecordsHarness.capture)
        case .recordsShow: .reply(RecordsHarness.show)
        case .recordsEdit: .reply(RecordsHarness.edit)
        case .recordsHistory: .reply(RecordsHarness.history)
        case .recordsDiff: .reply(RecordsHarness.diff)
        case .recordsTurns: .reply(RecordsHarness.turns)
        case .recordsThread: .reply(ThreadsHarness.show)
        case .threadsList: .reply(ThreadsHarness.list)
        case .surveysList: .reply(SurveysHarness.list)
        case .surveysImport: .reply(SurveysHarness.run)
        case .surveysShow: .reply(SurveysHarness.show)
        case .surveysAnswer: .reply(SurveysHarness.answer)
        case .surveysTable: .reply(SurveysHarness.table)
        case .surveysSummary: .reply(SurveysHarness.summary)
        case .surveysVariables: .reply(SurveysHarness.variables)
        case .reportsMethods: .reply(ReportsHarness.methods)
        case .vaultShow: .reply(VaultHarness.show)
        case .vaultUnlock: .reply(VaultHarness.unlock)
        case .vaultLock: .reply(VaultHarness.lock)
        case .vaultPassphrase: .reply(VaultHarness.passphrase)
        case .vaultGrant: .reply(VaultHarness.grant)
        case .vaultRevoke: .reply(VaultHarness.revoke)
        case .vaultCheck: .reply(VaultHarness.check)
        case .inboxList: .reply(InboxHarness.list)
        case .inboxClear: .reply(InboxHarness.clear)
        case .inboxDiscard: .reply(InboxHarness.discard)
        case .inboxShow: .reply(InboxHarness.show)
        case .inboxDecide: .reply(InboxHarness.decide)
        case .pseudonymsList: .reply(PseudonymsHarness.list)
        case .pseudonymsAdd: .reply(PseudonymsHarness.add)
        case .pseudonymsRemove: .reply(PseudonymsHarness.remove)
        case .leaks: .reply(PseudonymsHarness.leaks)
        case .participantsList: .reply(ParticipantsHarness.list)
        case .participantsImport: .reply(ParticipantsHarness.run)
        case .participantsShow: .reply(ParticipantsHarness.show)
        case .participantsPack: .reply(ParticipantsHarness.pack)
        case .participantsReview: .reply(ParticipantsHarness.review)
        case .participantsWithdraw: .reply(ParticipantsHarness.withdraw)
        case .codebookShow: .reply(CodebookHarness.show)
        case .codebookChange: .reply(CodebookHarness.change)
        case .codebookHistory: .reply(CodebookHarness.history)
        case .codebookDiff: .reply(CodebookHarness.diff)
        case .codebookFile: .reply(CodebookHarness.file)
        case .codebookImport: .reply(CodebookHarness.run)
        case .projectsImport: .reply(ProjectsHarness.run)
        case .projectsFile: .reply(ProjectsHarness.file)
        case .codingsList: .reply(CodingsHarness.list)
        case .codingsChange: .reply(CodingsHarness.change)
        case .codingsFind: .reply(QueriesHarness.find)
        case .codingsMatrix: .reply(QueriesHarness.matrix)
        case .codingsQuotes: .reply(QueriesHarness.quotes)
        case .queriesList: .reply(QueriesHarness.list)
        case .queriesSave: .reply(QueriesHarness.save)
        case .queriesRemove: .reply(QueriesHarness.remove)
        case .codingsAuto: .reply(CodingsHarness.auto)
        case .codingsTable: .reply(CodingsHarness.table)
        case .codingsDoubts: .reply(CodingsHarness.doubts)
        case .consentDue: .reply(ConsentHarness.due)
        case .consentRecord: .reply(ConsentHarness.record)
        case .consentSheet: .reply(ConsentHarness.sheet)
        case .consentCheck: .reply(ConsentHarness.check)
        case .consentForms: .reply(ConsentHarness.forms)
        case .consentFormAdd: .reply(ConsentHarness.addForm)
        case .roundsList: .reply(RoundsHarness.list)
        case .roundsPlan: .reply(RoundsHarness.plan)
        case .roundsShow: .reply(RoundsHarness.show)
        case .roundsOpen: .reply(RoundsHarness.open)
        case .roundsNext: .reply(RoundsHarness.next)
        case .roundsSubmit: .reply(RoundsHarness.submit)
        case .roundsReturn: .reply(RoundsHarness.giveBack)
        case .roundsClose: .reply(RoundsHarness.close)
        case .roundsReopen: .reply(RoundsHarness.reopen)
        case .roundsRemove: .reply(RoundsHarness.remove)
        case .roundsAgreement: .reply(RoundsHarness.agreement)
        case .roundsDisagreements: .reply(RoundsHarness.disagreements)
        case .roundsDecide: .reply(RoundsHarness.decide)
        case .identity: .reply(MembersHarness.identity)
        case .membersList: .reply(MembersHarness.list)
        case .membersAdd: .reply(MembersHarness.add)
        case .membersRequests: .reply(MembersHarness.requests)
        case .membersOwnRequest: .reply(MembersHarness.ownRequest)
        case .membersAdmit: .reply(MembersHarness.admit)
        case .remotesList: .reply(RemotesHarness.list)
        case .remotesAdd: .reply(RemotesHarness.add)
        case .remotesRemove: .reply(RemotesHarness.remove)
        case .sync: .stream(RemotesHarness.sync)
        case .questionsList: .reply(QuestionsHarness.list)
        case .questionsShow: .reply(QuestionsHarness.show)
        case .questionsAnswer: .reply(QuestionsHarness.answer)
        case .memosList: .reply(MemosHarness.list)
        case .memosWrite: .reply(MemosHarness.write)
        case .memosShow: .reply(MemosHarness.show)
        case .memosEdit: .reply(MemosHarness.edit)
        case .memosRemove: .reply(MemosHarness.remove)
        case .handEditsAdopt: .reply(RecordsHarness.adopt)
        case .search: .reply(SearchHarness.search)
        case .importsRun: .stream(ImportsHarness.run)
        case .operationsList: .reply(OperationsHarness.list)
        case .undo: .reply(OperationsHarness.undo)
        case .check: .stream(UpkeepHarness.check)
        case .reindex: .stream(UpkeepHarness.reindex)
        case .doctor: .reply(UpkeepHarness.doctor)
        }
    }

    /// The methods served at a path, for the answer to a wrong one.
    static func methods(at path: String) -> [String] {
        let asked = path.split(separator: "/")
        return Route.allCases.filter { route in
            let parts = route.path.split(separator: "/")
            return parts.count == asked.count
                && zip(parts, asked).allSatisfy { $0.hasPrefix("{") || $0 == $1 }
        }.map(\.method)
    }
}
