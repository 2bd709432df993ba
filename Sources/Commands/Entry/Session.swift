import StudyAPI
package import StudyClient
package import StudyModel

/// One run of one command: what it finds around it, what the person chose, where it prints.
package struct Session {
    package let surroundings: Surroundings
    package let console: Console
    /// The folder given by `--study`.
    package let namedStudy: String?

    package init(surroundings: Surroundings, console: Console, namedStudy: String?) {
        self.surroundings = surroundings
        self.console = console
        self.namedStudy = namedStudy
    }

    /// The folder of the study the command is about.
    package func study() throws(StudyError) -> String {
        try StudyLocation.find(
            named: namedStudy, environment: surroundings.environment, from: surroundings.folder)
    }

    /// A client for that study; starts the daemon when it is needed.
    package func studyClient() throws(StudyError) -> StudyClient {
        let study = try study()
        var client = try client(startsDaemon: true)
        client.study = study
        return client
    }

    /// A client for the daemon itself.
    package func client(startsDaemon: Bool) throws(StudyError) -> StudyClient {
        var client = StudyClient(socket: try socket())
        client.agent = surroundings.environment["SSH_AUTH_SOCK"]
        guard startsDaemon, surroundings.startsDaemon else { return client }
        client.program = DaemonProgram(environment: surroundings.environment, log: log)
        return client
    }

    package func socket() throws(StudyError) -> String {
        try SocketLocation.resolve(environment: surroundings.environment)
    }

    /// Where the daemon's log lies.
    package var log: String? { StateLocation.log(environment: surroundings.environment) }

    /// A bar on standard error.
    package func progressBar() -> ProgressBar { ProgressBar(on: surroundings.errors) }

    /// A path as the daemon, which has a folder of its own, must be given it.
    package func absolute(_ path: String) -> String { Paths.absolute(path, from: surroundings.folder) }

    /// All of standard input as text.
    package func inputText() throws(StudyError) -> String {
        let bytes = try SourceBytes.read(surroundings.input, named: "standard input")
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw StudyError(
                .recordInvalid, "Standard input is not UTF-8 text.",
                hint: "Import it with 'rir import - --name FILE', which works out the encoding."
            )
        }
        return text
    }
}
