import StudyAPI
import StudyClient
import StudyModel

/// Asks a person about each suspect of a waiting source.
///
/// All of it is on standard error; what came of it is the command's to print.
struct InboxDialogue {
    let session: Session
    let client: StudyClient
    private(set) var reply: WaitingReply
    private(set) var sent = 0
    private var walk: InboxWalk
    private var keyboard: Keyboard

    init(_ reply: WaitingReply, _ client: StudyClient, _ session: Session) {
        self.session = session
        self.client = client
        self.reply = reply
        walk = InboxWalk(reply.suspects)
        keyboard = Keyboard(
            input: session.surroundings.input, inputIsTerminal: session.surroundings.inputIsTerminal)
    }

    private static let help = [
        "  p participant   l place   o organisation   x something else to leave out",
        "  L, O a place or organisation that has a label already",
        "  n not a name here   a always not a name   s skip   u undo",
        "  w send what is decided so far   q stop   ? this help",
    ]

    /// Walks until everything is answered or the person stops, and sends what was decided.
    mutating func run() throws(StudyError) {
        if walk.current != nil { say(Self.help) }
        while let suspect = walk.current {
            show(suspect)
            guard let key = ask("> ") else { break }
            if key == "q" { break }
            try take(key, suspect)
        }
        try send()
    }

    /// Whether the person wants what has nothing left to decide taken in at once.
    mutating func wantsClearing() -> Bool {
        ask("Nothing is left to decide. Press c to take it in now, any other key to leave it: ") == "c"
    }

    private mutating func take(_ key: Character, _ suspect: WaitingSuspect) throws(StudyError) {
        switch key {
        case "p": askHandle()
        case "l": decide(.place, "a place")
        case "o": decide(.organisation, "an organisation")
        case "L": askLabel(.place, "place A")
        case "O": askLabel(.organisation, "organisation A")
        case "x": decide(.other, "left out")
        case "n": decide(.notAName, "not a name here")
        case "a": decide(.never, "never a name in this study")
        case "s":
            walk.pass()
            say("  skipped")
        case "u": if !walk.undo() { say("  There is nothing to undo.") }
        case "w": try send()
        case "?", "h": say(Self.help)
        default: say("  Press one of p l o x n a s u w q, or ? for what they mean.")
        }
    }

    private mutating func decide(
        _ verdict: SuspectDecision.Verdict, _ words: String, as handle: String? = nil
    ) {
        walk.decide(verdict, as: handle)
        say("  \(words)")
    }

    private mutating func askHandle() {
        let offers = walk.offers(free: reply.free)
        let others = offers.dropFirst().prefix(6).joined(separator: " ")
        let first = offers.first.map { " [\($0)]" } ?? ""
        while true {
            write("  Handle\(first)\(others.isEmpty ? "" : ", or \(others)"): ")
            guard let line = keyboard.line() else { return }
            let asked = line.isEmpty ? offers.first ?? "" : line.uppercased()
            // A prefix alone takes the next free handle of it.
            let typed = offers.first { Handle(rawValue: $0)?.prefix == asked } ?? asked
            if Handle(rawValue: typed) != nil { return decide(.participant, typed, as: typed) }
            if typed.isEmpty { return say("  no handle, so it is not decided") }
            say(
                "  A handle is one to four capitals and a number, such as SP66. Enter takes the first, SP the next SP."
            )
        }
    }

    private mutating func askLabel(_ verdict: SuspectDecision.Verdict, _ example: String) {
        let known = walk.current?.candidates.filter { Handle(rawValue: $0) == nil } ?? []
        write("  Label\(known.first.map { " [\(VisibleText.line($0))]" } ?? ", such as \(example)"): ")
        guard let line = keyboard.line() else { return }
        guard let label = line.isEmpty ? known.first : line else {
            return say("  no label, so it is not decided")
        }
        decide(verdict, VisibleText.line(label), as: label)
    }

    // MARK: Sending

    /// Sends what was decided and goes on with what is left.
    private mutating func send() throws(StudyError) {
        let decisions = walk.decisions
        guard !decisions.isEmpty else { return }
        let id = reply.source.id.rawValue
        do throws(StudyError) {
            reply = try client.decide(id, DecisionsRequest(decisions: decisions))
            sent += decisions.count
        } catch {
            guard error.code == .namesConflict || error.code == .namesInvalid else { throw error }
            try sendSingly(decisions)
        }
        walk.renew(reply.suspects)
    }

    /// One of them can't be: all others still count, and what is wrong with that one is said.
    private mutating func sendSingly(_ decisions: [SuspectDecision]) throws(StudyError) {
        let id = reply.source.id.rawValue
        reply = try client.waiting(id)
        for decision in decisions {
            // Those before the one that failed may have been taken.
            guard reply.suspects.contains(where: { $0.text == decision.text }) else {
                sent += 1
                continue
            }
            do throws(StudyError) {
                reply = try client.decide(id, DecisionsRequest(decisions: [decision]))
                sent += 1
            } catch {
                guard error.code == .namesConflict || error.code == .namesInvalid else { throw error }
                session.console.failure(error)
            }
        }
    }

    // MARK: Saying

    private func show(_ suspect: WaitingSuspect) {
        let console = session.console
        say([
            "", "\(walk.position + 1) of \(walk.suspects.count)  \(SuspectText.description(suspect))",
            "  \(SuspectText.line(suspect, console, on: console.errors))",
        ])
    }

    private mutating func ask(_ question: String) -> Character? {
        write(question)
        let key = keyboard.key()
        // A key is not shown by the terminal, and nor is its line end.
        say(key.map { $0.isNewline ? "" : VisibleText.line(String($0)) } ?? "")
        return key
    }

    private func write(_ text: String) { session.surroundings.errors.write(text) }
    private func say(_ line: String) { write(line + "\n") }
    private func say(_ lines: [String]) { for line in lines { say(line) } }
}
