import StudyModel

/// What a person reads after an import.
struct ImportReport {
    var run: ImportTally
    var links: Int
    var dryRun: Bool

    func print(on console: Console) throws(StudyError) {
        if console.json {
            return try console.result(json: run.reply(dryRun: dryRun))
        }
        printCreated(console)
        printWaiting(console)
        console.result(run.counts(dryRun: dryRun) + (dryRun ? ". Nothing was saved." : "."))
        for outcome in run.refused {
            let reason = outcome.error?.message ?? "The file was refused."
            let place = reason.contains(outcome.path) ? "" : VisibleText.line(outcome.path) + ": "
            console.note("refused: \(place)\(VisibleText.line(reason))")
            if run.refused.count <= 5, let hint = outcome.error?.hint { console.note("  \(hint)") }
        }
        if links > 0 { console.note("\(links.counted("symbolic link")) inside folders not followed.") }
        guard run.created > ImportTally.listed else { return }
        let remarks = run.remarks.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        for (remark, count) in remarks.prefix(Self.mostRemarks) {
            console.note("note: \(count.grouped) x \(VisibleText.line(remark))")
        }
        if remarks.count > Self.mostRemarks {
            console.note("note: … and \(remarks.count - Self.mostRemarks) other remarks")
        }
        if run.guessed > 0 {
            console.note("\(run.guessed.counted("file")) gave a guess that is worth a look.")
        }
        if run.guessed + remarks.count > 0 { console.note("--json lists them file by file.") }
    }

    private static let mostRemarks = 12

    private func printWaiting(_ console: Console) {
        for outcome in run.firstWaiting {
            guard let waits = outcome.waits else { continue }
            console.note("\(VisibleText.line(outcome.path)): \(WaitingText.line(waits))")
        }
        if run.waiting > run.firstWaiting.count { console.note("All that waits: rir inbox") }
    }

    private func printCreated(_ console: Console) {
        guard run.created <= ImportTally.listed else {
            let kinds = run.kinds.sorted { ($1.value, $0.key.rawValue) < ($0.value, $1.key.rawValue) }
            return console.result(
                kinds.map { "\($0.value.grouped) \($0.key.rawValue)" }.joined(separator: ", "))
        }
        console.result(
            RecordRows.table(run.first.compactMap(\.record), onScreen: console.output.screen != nil))
        for outcome in run.first {
            let place = VisibleText.line(outcome.path)
            for remark in outcome.remarks { console.note("note: \(place): \(VisibleText.line(remark))") }
            if let speakers = outcome.speakers {
                let labels = speakers.prefix(12).map(VisibleText.line).joined(separator: ", ")
                console.note("speakers: \(place): \(labels)\(speakers.count > 12 ? ", …" : "")")
            }
            if !outcome.guesses.isEmpty {
                console.note("guessed: \(place): \(GuessText.line(outcome.guesses))")
            }
        }
    }
}

/// What was worked out without being said, as one line.
enum GuessText {
    /// Such as `date from the file's name, title from its first line (a weak sign)`.
    static func line(_ guesses: [ImportGuess]) -> String {
        guesses.map { guess in
            let doubt = guess.certainty == .unsure ? " (a weak sign)" : ""
            return "\(guess.field) from \(VisibleText.line(guess.basis))\(doubt)"
        }.joined(separator: ", ")
    }
}
