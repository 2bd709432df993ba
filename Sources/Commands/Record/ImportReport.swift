import StudyModel

/// What a person reads after an import.
struct ImportReport {
    var run: ImportRun
    var links: Int

    func print(on console: Console) throws(StudyError) {
        if console.json {
            return try console.result(
                json: ImportReply(
                    operation: run.summary?.operation, created: run.created, held: run.held,
                    refused: run.refused.count, bytes: run.summary?.bytes ?? 0, files: run.all))
        }
        printCreated(console)
        var counts = [run.created.counted("record") + " created"]
        if run.held > 0 { counts.append("\(run.held.grouped) already held") }
        if !run.refused.isEmpty { counts.append("\(run.refused.count.grouped) refused") }
        console.result(counts.joined(separator: ", ") + ".")
        for outcome in run.refused {
            let reason = outcome.error?.message ?? "The file was refused."
            let place = reason.contains(outcome.path) ? "" : VisibleText.line(outcome.path) + ": "
            console.note("refused: \(place)\(VisibleText.line(reason))")
        }
        if links > 0 { console.note("\(links.counted("symbolic link")) inside folders not followed.") }
        if run.created > ImportRun.listed, run.remarked > 0 {
            console.note("\(run.remarked.counted("file")) needed a guess or a repair; --json lists them.")
        }
    }

    private func printCreated(_ console: Console) {
        guard run.created <= ImportRun.listed else {
            let kinds = run.kinds.sorted { ($1.value, $0.key.rawValue) < ($0.value, $1.key.rawValue) }
            return console.result(
                kinds.map { "\($0.value.grouped) \($0.key.rawValue)" }.joined(separator: ", "))
        }
        console.result(
            RecordRows.table(run.first.compactMap(\.record), onScreen: console.output.screen != nil))
        for outcome in run.first {
            for remark in outcome.remarks {
                console.note("note: \(VisibleText.line(outcome.path)): \(VisibleText.line(remark))")
            }
        }
    }
}
