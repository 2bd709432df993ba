package import ArgumentParser
import StudyClient
package import StudyModel
import TransparencyLog
import WitnessServer

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// `rir witness serve`.
package struct WitnessServe: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Cosign what is asked over a socket, until it is told to end.",
        discussion: """
            Speaks tlog-witness (c2sp.org/tlog-witness): 'rir audit checkpoint --send-to' asks it, and so does any \
            other log whose key was added. It signs by the same rules as 'rir witness sign' and keeps the same \
            book, so both may be used side by side. Nobody looks before it signs; what does not go on from what \
            was cosigned is refused and kept in the folder refused.

            Without --socket and --listen it is the file socket in the witness's folder. --listen has no \
            encryption; before an address that others reach belongs a web server that has. Ctrl-C or SIGTERM ends it.

            Examples:

              rir witness serve ~/witness
              rir witness serve ~/witness --socket /run/witness/socket --for-group
              rir witness serve ~/witness --listen 127.0.0.1:8080
            """
    )

    @Argument(help: ArgumentHelp("The witness's folder.", valueName: "dir"), completion: .directory)
    package var folder: String

    @Option(help: ArgumentHelp("The Unix socket to answer at.", valueName: "path"), completion: .file())
    package var socket: String?

    @Flag(help: "The socket's group may ask too, and not its owner alone.")
    package var forGroup = false

    @Option(help: ArgumentHelp("The address to answer at: 127.0.0.1:8080, [::1]:8080.", valueName: "address"))
    package var listen: String?

    @OptionGroup package var common: CommonOptions

    package init() {}

    /// What machines are told once it can be asked.
    private struct Serving: Encodable {
        var key: String
        var socket: String?
        var url: String?
    }

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        let witness = WitnessFolder(path: Paths.settled(session.absolute(folder)))
        let cosigner = try witness.cosigner()
        _ = try witness.book()
        let hold = try witness.holdForServing()
        defer { close(hold) }
        let stop = StopSignal.install()
        guard stop >= 0 else { throw StudyError(.internalFault, "Signals can't be caught.") }
        let (unix, network) = try places(witness, session)
        // What is asked from the first moment on waits until it is answered.
        let console = session.console
        let serving = Serving(key: cosigner.verifier.vkey, socket: unix?.name, url: network?.name)
        try console.result(serving) { ["witness \(serving.key)"] + [unix, network].compactMap { $0?.name } }
        if let listen, !Self.isLoopback(listen) {
            console.note(
                "Others can reach this address, and nothing is encrypted on the way. Signatures are checked all the same."
            )
        }
        let desk = ServedWitness(
            folder: witness, cosigner: cosigner, now: session.surroundings.now,
            say: { console.errors.write($0 + "\n") })
        WitnessServer(
            [unix, network].compactMap { $0 }, desk: desk,
            limits: .init(body: AddCheckpointRequest.maximalSize)
        ).run(until: stop)
        return StopSignal.signal == SIGINT ? .interrupted : .done
    }

    private func places(
        _ witness: WitnessFolder, _ session: Session
    ) throws(StudyError) -> (unix: Listener?, network: Listener?) {
        let path =
            socket.map { Paths.settled(session.absolute($0)) }
            ?? (listen == nil ? "\(witness.path)/socket" : nil)
        if path == nil, forGroup {
            throw StudyError(
                .usage, "--for-group is about a socket, and there is none.", hint: "Add --socket PATH.")
        }
        let network = try listen.map { (text) throws(StudyError) in try Listener.network(text) }
        return (
            try path.map { (path) throws(StudyError) in try Listener.unix(path, forGroup: forGroup) }, network
        )
    }

    private static func isLoopback(_ address: String) -> Bool {
        address.hasPrefix("127.") || address.hasPrefix("[::1]:")
    }
}
