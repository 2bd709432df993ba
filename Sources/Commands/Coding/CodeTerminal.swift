package import ArgumentParser
import StudyAPI
import StudyClient
package import StudyModel
import TerminalCoder

/// `rir code screen`, `rir code RECORD`: coding at the keyboard, full screen.
package struct CodeTerminal: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "screen",
        abstract: "Code a record at the keyboard, full screen; 'rir code RECORD' is the same.",
        discussion: """
            Move by turn, paragraph, sentence or word, mark, and type a few letters of a code; '?' shows all \
            keys. Every coding is kept the moment it is made, and where you are is kept too: a terminal that \
            dies loses nothing, and the next 'rir code' goes on there. Several records make a sample: ']' and \
            '[' go through it. Without a record, the one you were in last is opened.

            Examples:

              rir code 7f3k
              rir code 7f3k 9m2x q4tt
              rir code screen --kind interview
            """
    )

    @Argument(help: ArgumentHelp("Records: any part of an id that no other has.", valueName: "id"))
    package var records: [String] = []

    @OptionGroup package var filter: FilterOptions
    @OptionGroup package var common: CommonOptions

    package init() {}

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        let client = try session.studyClient()
        let places = CoderPlaces(study: try session.study())
        let sample = try sample(client, session, places)
        let member = try client.status().member
        let desk = ClientDesk(client: client, sample: sample, me: CoderID(member), places: places)
        let ending = try TerminalCoder.run(desk: desk, environment: session.surroundings.environment)
        return ending == .quit ? .done : ending == .interrupted ? .interrupted : .failed
    }

    private func sample(
        _ client: StudyClient, _ session: Session, _ places: CoderPlaces
    ) throws(StudyError) -> [RecordID] {
        var found: [RecordID] = []
        for record in records { found.append(try client.record(record).record.id) }
        if !found.isEmpty { return found }
        let wanted = try filter.filter(session)
        if !wanted.kinds.isEmpty || !wanted.participants.isEmpty || wanted.from != nil || wanted.to != nil {
            found = try client.records(wanted).records.map(\.id).reversed()
        } else if let last = places.last {
            found = [last]
        }
        guard !found.isEmpty else {
            throw StudyError(
                .recordNotFound, "No record is named, and none was coded before.",
                hint: "Name one: 'rir code 7f3k'; 'rir list' shows them.")
        }
        return found
    }
}
