package import ArgumentParser

/// The command tree's root.
package struct Rir: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "rir",
        abstract: "A workspace for researchers in residence.",
        discussion: """
            A study is a folder. Notes, minutes, interviews, conversations and e-mails become records in it, \
            each with its whole history, kept as plain files in git and found by any word.

            Start a study, write a note, find it again:

              rir init hospital-study
              cd hospital-study
              rir note "SP66 says referrals doubled after the leaflet."
              rir search leaflet

            A record is named by any part of its id that no other record has, such as the last four letters. \
            'rir --version' prints the version.
            """,
        groupedSubcommands: [
            CommandGroup(
                name: "Capture", subcommands: [RecordNote.self, RecordImport.self, RecordWatch.self]),
            CommandGroup(
                name: "Read",
                subcommands: [
                    RecordList.self, RecordShow.self, RecordSearch.self, MailThreads.self,
                    RecordHistory.self, RecordDiff.self,
                ]),
            CommandGroup(
                name: "Names",
                subcommands: [Inbox.self, InboxClear.self, Pseudonyms.self, LeakScan.self, Vaults.self]),
            CommandGroup(name: "People", subcommands: [Participants.self, Consents.self, Erasures.self]),
            CommandGroup(
                name: "Coding", subcommands: [Codes.self, Codebooks.self, Queries.self, Memos.self]),
            CommandGroup(
                name: "Together",
                subcommands: [
                    Members.self, Remotes.self, StudySync.self, Conflicts.self, ConflictResolve.self,
                    Rounds.self, Adjudicate.self, Agreements.self,
                ]),
            CommandGroup(
                name: "Findings", subcommands: [Frameworks.self, Findings.self, Cycles.self, Drafts.self]),
            CommandGroup(
                name: "Workshops",
                subcommands: [Workshops.self, Boards.self, Cards.self, Recommendations.self]),
            CommandGroup(name: "Other programs", subcommands: [Exports.self]),
            CommandGroup(name: "Surveys", subcommands: [Surveys.self]),
            CommandGroup(
                name: "Reports", subcommands: [StudyReports.self]),
            CommandGroup(name: "Workflows", subcommands: [Workflows.self]),
            CommandGroup(name: "Audit", subcommands: [Audits.self, Witnesses.self, Retentions.self]),
            CommandGroup(
                name: "Change", subcommands: [RecordEdit.self, RecordAdopt.self, OperationUndo.self]),
            CommandGroup(
                name: "Study",
                subcommands: [
                    StudyInit.self, StudyClone.self, StudyStatusCommand.self, OperationLog.self,
                    StudyCheck.self,
                    StudyReindex.self,
                ]),
            CommandGroup(
                name: "Set-up",
                subcommands: [
                    StudyDoctor.self, Daemon.self, DaemonSocket.self, SetupCompletion.self, SetupManual.self,
                ]),
        ]
    )

    package init() {}

    package func run() throws {
        throw CleanExit.helpRequest(Self.self)
    }
}
