package import ArgumentParser
import StudyAPI
import StudyClient
package import StudyModel

/// `rir init`: starts a study.
package struct StudyInit: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "Start a study in a new or empty folder.",
        discussion: """
            Templates bring a codebook: social-prescribing (the default), thematic-analysis, blank. The \
            sample is a fictional study to try everything on. Names in what comes in are held (hold: every \
            text waits in the inbox until somebody has looked), assisted (known names are replaced, and what \
            may be another waits) or off.

            Examples:

              rir init hospital-study --title "Link workers at the hospital"
              rir init pilot --template thematic-analysis
              rir init clinic --names hold
              rir init sample --sample
            """
    )

    @Argument(help: ArgumentHelp("The folder of the new study.", valueName: "dir"), completion: .directory)
    package var folder: String

    @Option(
        help: ArgumentHelp("The template to start from.", valueName: "name"),
        completion: .list(["social-prescribing", "thematic-analysis", "blank"]))
    package var template: String?

    @Flag(help: "Fill it with the fictional sample study.")
    package var sample = false

    @Option(help: ArgumentHelp("The study's title; the folder's name without it.", valueName: "title"))
    package var title: String?

    @Option(
        help: ArgumentHelp(
            "What becomes of names in what comes in; the template's choice without it.", valueName: "policy"))
    package var names: NamePolicy?

    @OptionGroup package var common: CommonOptions

    package init() {}

    package func validate() throws {
        if sample, template != nil { throw ValidationError("Give --template or --sample, not both.") }
        if common.study != nil {
            throw ValidationError("A new study is named by its folder, not by --study.")
        }
    }

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        let client = try session.client(startsDaemon: true)
        let bar = session.progressBar()
        defer { bar.clear() }
        let request = CreateStudyRequest(
            path: Paths.settled(session.absolute(folder)), title: title, template: template, sample: sample,
            names: names)
        let status = try client.createStudy(request) { event in
            if case .progress(let progress) = event { bar.show(progress) }
        }
        bar.clear()
        let console = session.console
        try console.result(status) {
            let records = status.records > 0 ? " with \(status.records.counted("record"))" : ""
            return ["Started a study\(records) in \(status.path)."]
        }
        console.note("Go on with: cd \(folder) && rir note")
        return .done
    }
}
