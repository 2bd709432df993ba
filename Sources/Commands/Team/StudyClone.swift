package import ArgumentParser
import StudyAPI
import StudyClient
package import StudyModel

/// `rir clone`: a copy of a study, to work in a team.
package struct StudyClone: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "clone",
        abstract: "Make a copy of a team's study on this computer, and ask to be taken in.",
        discussion: """
            Everything since the study was made is checked first. Then you get a code: read it to the lead on \
            the telephone, so that they know the request is yours. Until they take you in you can read. What is \
            in the vault does not come along.

            Examples:

              rir clone ssh://git@server/hospital-study.git
              rir clone server:studies/hospital.git hospital --as r2
              rir clone /media/stick/hospital-study.git
            """
    )

    @Argument(
        help: ArgumentHelp(
            "Where the study is: ssh://…, host:path, https://… or a folder.", valueName: "address"))
    package var address: String

    @Argument(
        help: ArgumentHelp("The folder of the copy; the address's last part without it.", valueName: "dir"),
        completion: .directory)
    package var folder: String?

    @Option(
        name: .customLong("as"),
        help: ArgumentHelp("The member you would like to be, such as r2.", valueName: "member"))
    package var member: MemberID?

    @OptionGroup package var common: CommonOptions

    package init() {}

    package func validate() throws {
        if common.study != nil { throw ValidationError("A copy is named by its folder, not by --study.") }
    }

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        let address = try RemoteAddress.settled(address, session)
        let folder = folder ?? RemoteAddress.folder(for: address)
        let client = try session.client(startsDaemon: true)
        let reply = try client.clone(
            CloneRequest(
                address: address, path: Paths.settled(session.absolute(folder)), member: member))
        let console = session.console
        try console.result(reply) {
            [
                "Made a copy of '\(VisibleText.line(reply.title))' in \(VisibleText.line(reply.path)): "
                    + "\(reply.records.counted("record")), \(reply.commits.counted("commit")) checked."
            ]
                + Pairs.lines([
                    ("You are", "\(reply.member.rawValue), once the lead takes you in"),
                    ("Your code", reply.code),
                    ("Lead's key", reply.leadFingerprint),
                ])
        }
        console.note(
            """
            Read the code to the lead on the telephone; they type: rir member add --code \(reply.code)
            To be sure whose study this is, have them read their key's fingerprint to you.
            When they have taken you in: cd \(folder) && rir sync
            """)
        return .done
    }
}
